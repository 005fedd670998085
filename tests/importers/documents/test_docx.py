"""A Word document becomes an article by its styles."""

import pytest

from reader.core.errors import ImportFailed
from reader.importers import limits
from tests.importers.documents.samples import docx, paragraph
from tests.importers.saved.samples import PNG, read_bytes


def test_styles_properties_and_picture() -> None:
    data = docx(
        paragraph("The ferry", "Title"),
        paragraph("Counting", "Heading1"),
        paragraph("The ferry left before the fog had lifted."),
        paragraph("A promise kept by stones.", "Quote"),
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>bold</w:t></w:r></w:p>",
        title="Document1",
        author="Ada Fenn",
        picture=PNG,
    )
    draft = read_bytes(data, "ferry.docx")
    assert (draft.title, draft.byline, draft.importer) == ("The ferry", "Ada Fenn", "docx/1")
    assert "<h2>Counting</h2>" in draft.html
    assert "<blockquote><p>A promise kept by stones.</p></blockquote>" in draft.html
    assert "<strong>bold</strong>" in draft.html
    assert [asset.data for asset in draft.assets] == [PNG]


def test_title_of_the_properties_where_no_heading_is() -> None:
    assert read_bytes(docx(paragraph("Words."), title="The ferry"), "x.docx").title == "The ferry"


def test_entities_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>'
    for encoding in ("utf-8", "utf-16"):
        with pytest.raises(ImportFailed, match="declares entities"):
            read_bytes(docx(paragraph("x"), before=bomb, encoding=encoding), "x.docx")


def test_what_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = docx(paragraph("word " * 2000))
    monkeypatch.setattr(limits, "HTML_CHARACTERS", 8000)
    with pytest.raises(ImportFailed, match="too long"):
        read_bytes(data, "x.docx")
    monkeypatch.setattr(limits, "PACKED_FILES", 5)
    with pytest.raises(ImportFailed, match="ZIP archive"):
        read_bytes(data, "x.docx")
    monkeypatch.undo()
    monkeypatch.setattr(limits, "UNPACKED_BYTES", 4000)
    with pytest.raises(ImportFailed, match="unpacks to more than"):
        read_bytes(data, "x.docx")
