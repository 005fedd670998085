"""Links into the library are read as they are written, and nothing else is taken for one."""

from pathlib import Path
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from reader.core.article_source import WebAddress
from reader.core.library_links import LibraryLink, library_link, name_of, named_item
from tests.each import each

UID = "0b9c8f1e-5a3d-4c57-9b1a-2f7d1c0a4e11"


@given(st.sampled_from(["article", "annotation"]), st.uuids())
def test_a_link_is_read_as_it_is_written(kind: str, uid: UUID) -> None:
    link = library_link(f"postil://{kind}/{uid}")
    assert link is not None
    assert (link.kind, link.uid) == (kind, str(uid))
    assert library_link(f" {link.address}/\n") == link  # as mail programs hand it on
    assert named_item(name_of(link)) == link


@each(
    ("name", "item"),
    [
        (f"POSTIL://Article/{UID.upper()}", LibraryLink("article", UID)),
        ("https://example.org/a", WebAddress("https://example.org/a")),
        ("file:///tmp/a%20b.md", Path("/tmp/a b.md")),
        ("notes.md", Path("notes.md")),
        ("postil://tag/x", Path("postil://tag/x")),
        ("postil://article/", Path("postil://article/")),
        (f"postil://article/{UID}/more", Path(f"postil://article/{UID}/more")),
        (f"postil://annotation/{UID}?at=120/4567", LibraryLink("annotation", UID)),
        (f"postil://article/{UID}?x=<b>", Path(f"postil://article/{UID}?x=<b>")),
    ],
)
def test_what_a_name_stands_for(name: str, item: object) -> None:
    assert named_item(name) == item
