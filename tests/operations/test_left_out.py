"""What was left out of an article is put back at its place, and stays there."""

import re
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from reader.core.article_source import LeftOut, Source, part_keys
from reader.core.errors import InvalidInput
from reader.core.models import Status
from reader.library.indexes import search_index_maintenance
from reader.library.queries.queries import Queries
from reader.library.upgrade import exclusive_transaction
from reader.operations import adding, annotations, articles, left_out, reimporting, revisions
from reader.operations.adding import AddReport
from reader.operations.article_details import facts_of
from reader.operations.history import History
from tests.importers.test_assets import PNG
from tests.operations.offers_and_trash import use_offer
from tests.undo_steps import next_redo

ADDRESS = "https://example.org/quay"
PROSE = [
    "The boat left the quay at nine, and nobody on it, as far as we know, had slept.",
    "Rain came over the bar, and the harbour lights, one by one, went out behind it.",
    "At noon, so the log says, the wind fell off, and the sea was flat as a plate.",
]
TIP = "<aside class=newsletter>Subscribe to <a href='/mail'>the letter</a></aside>"
AD = "<aside class=ad>Advertisement</aside>"


def page(inner: Sequence[str] = (), before: str = "", after: str = "") -> str:
    """A page with something after each paragraph of its article, and around it."""
    parts = [*inner, "", "", ""]
    text = "".join(f"<p>{one}</p>{part}" for one, part in zip(PROSE, parts, strict=False))
    canonical = f"<link rel=canonical href={ADDRESS}>"
    return (
        f"<title>The quay</title>{canonical}<body>{before}<article>{text}</article>{after}</body>"
    )


def source(html: str) -> Source:
    return Source(html.encode(), "quay.html", "quay.html", "text/html")


def add(history: History, queries: Queries, html: str) -> AddReport:
    (report,) = adding.keep(history, [adding.read(source(html), queries)], (), "batch")
    return report


def read_again(history: History, queries: Queries) -> AddReport:
    item = reimporting.ReimportRequest(1, "The quay")
    return reimporting.keep(history, item, reimporting.read(item, queries), "again", 1)


def put_back(history: History, queries: Queries, *numbers: int) -> None:
    keys = part_keys(left_out.parts_of(queries, 1))
    found = left_out.text_with(queries, 1, [keys[number] for number in numbers])
    history.do("Restore", revisions.put_back, 1, *found)


def lines(queries: Queries) -> list[str]:
    text = queries.revision_text(queries.article(1).revision_id)
    return [line for line in text.split("\n") if line]


def still_out(queries: Queries) -> list[str]:
    return [part.text for part in left_out.parts_of(queries, 1) if not part.is_put_back]


def change(path: Path, statement: str, values: Sequence[object] = ()) -> None:
    """Does to the file what no operation does; the words it has are found from then on."""
    with exclusive_transaction(path, 5) as connection:
        connection.exec_driver_sql("DROP TRIGGER revision_frozen")
        connection.exec_driver_sql(statement, tuple(values))
        search_index_maintenance.rebuild(connection)


def test_a_part_is_put_back_at_its_place_with_its_links(history: History, queries: Queries) -> None:
    add(history, queries, page([TIP], before="<nav>Home</nav>"))
    assert lines(queries) == PROSE
    marks = [history.do("Mark", annotations.highlight, 1, *span) for span in ((4, 8), (85, 120))]
    before = [one.exact for one in queries.annotations(1)]
    put_back(history, queries, 1)
    assert lines(queries) == [PROSE[0], "Subscribe to the letter", *PROSE[1:]]
    assert 'href="https://example.org/mail"' in queries.revisions(1)[1].html
    text = queries.revision_text(queries.article(1).revision_id)
    for one, words in zip(queries.annotations(1), before, strict=True):
        assert one.id in marks
        assert one.status is Status.EXACT
        assert text[one.start : one.end] == words
    assert still_out(queries) == ["Home"]
    shown = facts_of(queries, 1).left_out
    assert shown is not None
    assert [part.text for part in shown] == ["Home"]
    history.undo()
    assert lines(queries) == PROSE
    assert still_out(queries) == ["Home", "Subscribe to the letter"]
    redo = next_redo(queries)
    assert redo is not None
    assert redo.label == "Restore"
    history.redo()
    assert lines(queries)[1] == "Subscribe to the letter"


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("<div hidden>Not <b>seen</b></div>", "Not seen"),
        ("<p style='display: none'>Not seen</p>", "Not seen"),
        ("<form><input><input><input><input>Your <button>name</button></form>", "Your name"),
        (
            "<ul class=related><li><a href=/a>One</a></li><li><a href=/b>Two</a></li></ul>",
            "One Two",
        ),
        ("<aside class=ad>A <div hidden>B</div> C</aside>", "A B C"),
    ],
)
@pytest.mark.parametrize("place", ["before", "inside", "after"])
def test_parts_of_every_kind_are_put_back(
    history: History, queries: Queries, part: str, words: str, place: str
) -> None:
    pages = {
        "before": page(before=f"<div>{part}</div>"),
        "inside": page([part]),
        "after": page(after=part),
    }
    add(history, queries, pages[place].replace("<article>", "<article>\f"))
    put_back(history, queries, *range(len(still_out(queries))))
    index = {"before": 0, "inside": 1, "after": 3}[place]
    found = lines(queries)
    rest = len(found) - len(PROSE)
    assert found[:index] + found[index + rest :] == PROSE
    assert re.sub(r"\W+", "", "".join(found[index : index + rest])) == words.replace(" ", "")
    assert still_out(queries) == []


def test_one_is_in_the_text_where_one_was(history: History, queries: Queries) -> None:
    add(history, queries, page(before="<nav>Home and so on</nav>"))
    text = queries.revision_text(1)
    history.write(articles.remember_position, 1, text.index("At noon"), 0.9)
    put_back(history, queries, 0)
    text = queries.revision_text(queries.article(1).revision_id)
    assert queries.article(1).position == text.index("At noon")
    history.undo()
    assert queries.article(1).position == queries.revision_text(1).index("At noon")


def test_a_part_that_repeats_the_title_is_put_back_whole(
    history: History, queries: Queries
) -> None:
    add(history, queries, page(before="<nav><h1>The quay</h1><p><a href=/n>All news</a></p></nav>"))
    assert lines(queries) == PROSE
    put_back(history, queries, 0)
    assert lines(queries) == ["The quay", "All news", *PROSE]


def test_of_parts_with_the_same_words_only_those_that_are_meant_are_put_back(
    history: History, queries: Queries
) -> None:
    add(history, queries, page([AD, AD, AD]))
    put_back(history, queries, 1)
    assert lines(queries) == [*PROSE[:2], "Advertisement", PROSE[2]]
    put_back(history, queries, 0, 2)
    assert lines(queries).count("Advertisement") == 3


def test_what_was_put_back_stays_when_the_page_comes_again(
    history: History, queries: Queries
) -> None:
    add(history, queries, page([TIP, AD]))
    put_back(history, queries, 0)
    assert read_again(history, queries).status == "unchanged"
    assert add(history, queries, page([TIP, AD])).status == "duplicate"
    longer = [f"{TIP}<p>{PROSE[0]} Later.</p>", AD]
    assert add(history, queries, page(longer)).status == "updated"
    assert lines(queries)[:3] == [PROSE[0], "Subscribe to the letter", f"{PROSE[0]} Later."]
    assert still_out(queries) == ["Advertisement"]


def test_what_was_put_back_comes_again_with_the_page_that_has_it_again(
    history: History, queries: Queries
) -> None:
    add(history, queries, page([TIP]))
    put_back(history, queries, 0)
    add(history, queries, page([f"<p>{PROSE[1]} Later.</p>"]))
    assert "Subscribe to the letter" not in lines(queries)
    assert still_out(queries) == []
    add(history, queries, page([f"{TIP}<p>{PROSE[0]} Later still.</p>"]))
    assert "Subscribe to the letter" in lines(queries)


def test_an_earlier_text_that_is_chosen_again_is_left_as_it_is(
    history: History, queries: Queries
) -> None:
    add(history, queries, page([TIP]))
    first = queries.article(1).revision_id
    put_back(history, queries, 0)
    history.do("Earlier", revisions.make_current, 1, first)
    add(history, queries, page([f"{TIP}<p>{PROSE[0]} Later.</p>"]))
    assert "Subscribe to the letter" not in lines(queries)


def test_words_are_put_back_where_the_source_is_lost(
    history: History, queries: Queries, library: Path
) -> None:
    data = "data:image/png," + "".join(f"%{byte:02x}" for byte in PNG)
    add(
        history,
        queries,
        page([TIP, f"<p><img src='{data}' alt=Quay></p>"], after="<nav>Home</nav>"),
    )
    lost = zlib.compress(b"The file 1 could not be read.")
    change(library, "UPDATE source SET data = ?, media_type = 'text/plain'", [lost])
    put_back(history, queries, 0, 1)
    assert lines(queries) == [PROSE[0], "Subscribe to the letter", *PROSE[1:], "Home"]
    (picture,) = queries.pictures_of(queries.article(1).revision_id)
    assert picture.data == PNG
    history.undo()
    history.redo()
    assert queries.pictures_of(queries.article(1).revision_id) == (picture,)


def test_nothing_of_the_present_text_goes_where_the_source_is_read_otherwise_now(
    history: History, queries: Queries, library: Path
) -> None:
    add(history, queries, page([TIP]))
    line = "A line that earlier versions kept."
    change(library, "UPDATE revision SET html = html || ?1, text = text || '\n\n' || ?1", [line])
    put_back(history, queries, 0)
    assert lines(queries) == [PROSE[0], "Subscribe to the letter", *PROSE[1:], line]


def test_where_no_account_was_kept_the_source_tells(
    history: History, queries: Queries, library: Path
) -> None:
    add(history, queries, page([TIP]))
    change(library, "UPDATE revision SET left_out = ''")
    assert queries.left_out(1) is None
    assert still_out(queries) == ["Subscribe to the letter"]
    put_back(history, queries, 0)
    assert lines(queries)[1] == "Subscribe to the letter"
    assert still_out(queries) == []


def test_an_offered_text_is_still_offered(history: History, queries: Queries) -> None:
    add(history, queries, page([TIP]))
    short = page().replace(f"<p>{PROSE[1]}</p><p>{PROSE[2]}</p>", "")
    assert add(history, queries, short).status == "offered"
    put_back(history, queries, 0)
    assert queries.offer(1) is not None
    history.do("Use", use_offer, 1)
    assert lines(queries) == PROSE[:1]


def test_what_is_no_part_of_the_page_is_told_and_not_put_back(
    history: History, queries: Queries
) -> None:
    mail = (
        "Subject: The quay\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
        f"--x\r\nContent-Type: text/html\r\n\r\n{page([TIP])}\r\n"
        "--x\r\nContent-Type: text/html\r\nContent-Disposition: attachment; filename=other.html\r\n"
        "\r\n<p>Other</p>\r\n--x--\r\n"
    )
    letter = Source(mail.encode(), "quay.eml", "quay.eml", "message/rfc822")
    adding.keep(history, [adding.read(letter, queries)], (), "batch")
    assert still_out(queries) == ["Subscribe to the letter", "other.html"]
    with pytest.raises(InvalidInput, match="Nothing that was left out of “The quay”"):
        put_back(history, queries, 1)
    put_back(history, queries, 0, 1)
    assert lines(queries)[1] == "Subscribe to the letter"
    assert left_out.parts_of(queries, 1)[1:] == (LeftOut("other.html", "attached to the email"),)


def test_a_text_that_came_meanwhile_is_not_replaced(history: History, queries: Queries) -> None:
    add(history, queries, page([TIP]))
    found = left_out.text_with(queries, 1, part_keys(left_out.parts_of(queries, 1)))
    add(history, queries, page([f"<p>{PROSE[1]} Later.</p>"]))
    with pytest.raises(InvalidInput, match="has a new revision meanwhile"):
        history.do("Restore", revisions.put_back, 1, *found)
    assert f"{PROSE[1]} Later." in lines(queries)
