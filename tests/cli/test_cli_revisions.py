"""``postil`` on pages that changed: what became of the highlights, offers, earlier texts, slips."""

from contextlib import closing
from pathlib import Path

import pytest

from reader import paths
from reader.core.article_draft import Draft
from reader.operations import annotations, articles, reimporting
from reader.operations.history import History
from reader.operations.reimporting import ReimportRequest
from reader.services import Services
from tests.cli.command_output import PAGE, Run, one_sentence
from tests.conftest import PutFilled
from tests.importers.sources import read_md, read_page

LINES = [
    "The harbour was quiet when the pilot came aboard before dawn.",
    "Nobody had seen the lighthouse lit since the winter of the great storm.",
    "She wrote the depth of the channel into a small green notebook.",
    "The tide would turn at seven, and the ship could not wait for it.",
    "Gulls followed the ferry as far as the outer buoy and turned back.",
    "In the evening the whole town stood on the pier without a word.",
]
MARKDOWN = "# Harbour\n\n" + "\n\n".join(LINES)


def _html(lines: list[str]) -> str:
    return PAGE.format(body="".join(f"<p>{line}</p>" for line in lines))


def _write(file: Path, lines: list[str]) -> None:
    file.write_text(_html(lines), "utf-8")


def _mark_all(history: History, draft: Draft) -> None:
    added = history.do("Add article", articles.add, draft)
    for line in LINES:
        history.do("Highlight", annotations.annotate_quote, added.article_id, line)


def _fill(history: History) -> None:
    _mark_all(history, read_page(_html(LINES)))


def _fill_from_markdown(history: History) -> None:
    _mark_all(history, read_md(MARKDOWN, "old.md"))


@pytest.fixture
def marked(page: Path, data_dir: Path, put_filled: PutFilled) -> Path:
    """A page of which every line is highlighted, in a library."""
    put_filled(paths.library_file(data_dir), _fill)
    return page


def test_what_became_of_the_highlights_is_told(run: Run, marked: Path) -> None:
    made = run("show", 1, "--json").json["annotations"]
    lines = ["A line that is new.", *LINES]
    lines[1] = lines[1].replace("pilot came", "pilott came")
    _write(marked, lines)
    (report,) = run("add", marked, "--json").json
    assert (report["status"], report["id"]) == ("updated", 1)
    assert report["counts"] == {"exact": 5, "fuzzy": 1, "review": 0, "orphan": 0}
    article = run("show", 1, "--json").json
    assert article["revision"] == 2
    assert [(one["number"], one["present"]) for one in article["revisions"]] == [
        (1, False),
        (2, True),
    ]
    for before, one in zip(made, article["annotations"], strict=True):
        assert one["quote"] == before["quote"]
        assert one["revision"] == 1
        assert (one["made_start"], one["made_end"]) == (before["start"], before["end"])
        assert 0 < one["score"] <= 1
    first = article["annotations"][0]
    assert first["status"] == "fuzzy"
    assert article["text"][first["start"] : first["end"]] == lines[1]
    earlier = run("show", 1, "--revision", 1, "--json").json
    assert earlier["revision"] == 1
    assert [one["start"] for one in earlier["annotations"]] == [one["start"] for one in made]
    assert "A line that is new." not in run("show", 1, "--revision", 1).out
    assert "no revision 9" in one_sentence(run("show", 1, "--revision", 9))


def test_a_page_that_shrank_is_offered_and_taken_by_who_is_sure(run: Run, marked: Path) -> None:
    text = run("show", 1).out
    _write(marked, LINES[:2])
    (report,) = run("add", marked, "--json").json
    assert (report["status"], report["counts"]["orphan"]) == ("offered", 4)
    assert run("show", 1).out == text
    told = run("add", marked)
    assert told.code == 0
    assert told.out.startswith("offered")
    assert "4 of 6 highlights would lose their position" in told.out
    assert "--use-anyway" in told.out
    assert len(run("show", 1, "--json").json["revisions"]) == 2
    assert run("add", marked, "--use-anyway", "--json").json[0]["status"] == "updated"
    article = run("show", 1, "--json").json
    assert article["revision"] == 2
    gone = [one for one in article["annotations"] if one["status"] == "orphan"]
    assert [one for one in article["annotations"] if one["needs_review"]] == gone
    assert len(gone) == 4
    assert all(one["start"] is None and one["end"] is None for one in gone)
    assert len(article["annotations"]) == 6


def test_an_offer_that_a_later_file_replaces_is_no_error(
    run: Run, marked: Path, tmp_path: Path
) -> None:
    for name, lines in (("short.html", LINES[:2]), ("whole.html", [*LINES, "A line that is new."])):
        _write(tmp_path / name, lines)
    told = run("add", tmp_path / "short.html", tmp_path / "whole.html")
    assert told.code == 0
    assert [line.split()[0] for line in told.out.splitlines()][:2] == ["offered", "updated"]
    assert "--use-anyway" not in told.out


def test_texts_are_listed_and_compared(run: Run, marked: Path) -> None:
    assert "read the same" in run("diff", 1).out
    _write(marked, [*LINES[:2], LINES[2].replace("green", "red"), *LINES[3:]])
    run("add", marked)
    first, second = run("revisions", 1, "--json").json
    assert (first["exact"], first["present"], second["present"]) == (6, False, True)
    assert "6 exact" in run("revisions", 1).out
    assert run("diff", 1).out == (
        "She wrote the depth of the channel into a small [-green-]{+red+} notebook.\n\n"
    )
    answer = run("diff", 1, 2, 1, "--json").json
    assert (answer["old"], answer["new"], len(answer["changes"])) == (2, 1, 1)
    assert "no revision 7" in one_sentence(run("diff", 1, 7))
    assert "no revision 0" in one_sentence(run("diff", 1, 0))
    assert "no revision 0" in one_sentence(run("diff", 1, 1, 0))


def test_a_quote_with_slips_is_placed_and_says_so(run: Run, marked: Path) -> None:
    quote = "Nobody had sean the lighthouse lit sinse the winter of the great storm"
    made = run("annotate", 1, "--quote", quote, "--note", "why", "--json").json
    assert made["status"] in ("fuzzy", "review")
    assert made["quote"] == quote
    text = run("show", 1, "--json").json["text"]
    assert text[made["start"] : made["end"]].startswith("Nobody had seen the lighthouse")
    assert "is not in that article" in one_sentence(
        run("annotate", 1, "--quote", "Wholly other words about bread and butter")
    )


def test_a_file_without_an_address_brings_an_earlier_text_back(
    run: Run, tmp_path: Path, data_dir: Path, put_filled: PutFilled
) -> None:
    put_filled(paths.library_file(data_dir), _fill_from_markdown)
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    old.write_text(MARKDOWN, "utf-8")
    new.write_text("# Harbour\n\nA line that is new.\n\n" + "\n\n".join(LINES[::-1]), "utf-8")
    made = [one["start"] for one in run("show", 1, "--json").json["annotations"]]
    with closing(Services.open(paths.data_dir())) as app:
        read_in = reimporting.read(ReimportRequest(1, "", new), app.queries)
        assert (
            reimporting.keep(app.history, ReimportRequest(1, ""), read_in, "b", 1).status
            == "updated"
        )
    on_new = run("show", 1, "--json").json
    assert run("add", new, "--json").json[0]["status"] == "duplicate"
    (report,) = run("add", old, "--json").json
    assert (report["status"], report["id"]) == ("updated", 1)
    assert report["counts"] == {"exact": 6, "fuzzy": 0, "review": 0, "orphan": 0}
    article = run("show", 1, "--json").json
    assert article["revision"] == 3
    assert [one["start"] for one in article["annotations"]] == made
    assert run("add", old, "--json").json[0]["status"] == "duplicate"
    assert run("add", new, "--json").json[0]["status"] == "updated"
    again = run("show", 1, "--json").json
    assert again["text"] == on_new["text"]
    places = [(one["start"], one["end"]) for one in again["annotations"]]
    assert places == [(one["start"], one["end"]) for one in on_new["annotations"]]
