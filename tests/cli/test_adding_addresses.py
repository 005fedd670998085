"""`postil add` of addresses: each is told of, and none keeps the others from being added."""

import io
import sys
from pathlib import Path

import pytest

from tests.cli.command_output import Run, one_sentence
from tests.importers.pdf.samples import lines, pdf
from tests.importers.test_assets import PNG
from tests.operations.test_web_pages import BODY, page
from tests.web_server import WebServer


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> io.BytesIO:
    """What is on standard input."""
    data = io.BytesIO()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(data, "utf-8"))
    return data


def test_addresses_and_files_are_added_in_their_order(
    run: Run, empty: None, web: WebServer, tmp_path: Path
) -> None:
    file = tmp_path / "words.txt"
    file.write_text("Some words\n\nThe text that goes with them.\n", "utf-8")
    web.put("/a", page("One"))
    web.put("/c", page("Three", BODY.replace("fox", "wolf")))
    a, b, c = map(web.address, ("/a", "/b", "/c"))
    answer = run("add", a, file, b, c, "ftp://example.org/", "--local-network", "--json")
    assert answer.code == 1
    told = [(one["source"], one["status"], one["title"]) for one in answer.json]
    assert told == [
        (a, "added", "One"),
        (str(file), "added", "Some words"),
        (b, "failed", None),
        (c, "added", "Three"),
        ("ftp://example.org/", "failed", None),
    ]
    assert "no such page (404)" in answer.json[2]["error"]
    assert "is not a web address" in answer.json[4]["error"]
    again = run("add", a, "--local-network", "--tag", "seen")
    assert (again.code, again.out.split()) == (0, ["duplicate", "1", "One"])
    assert run("list", "tag:seen", "--json").json[0]["url"] == a


def test_this_machine_is_asked_only_if_that_is_wanted(
    run: Run, empty: None, web: WebServer
) -> None:
    answer = run("add", web.put("/a", page()))
    assert answer.code == 1
    assert "own machine or network" in answer.err
    assert "--local-network" in answer.err
    assert not web.asked


def test_lists_of_addresses(
    run: Run, empty: None, web: WebServer, tmp_path: Path, typed: io.BytesIO
) -> None:
    for path in ("/a", "/b", "/c"):
        web.put(path, page(f"Page {path}", BODY.replace("fox", path)))
    a, b, c = map(web.address, ("/a", "/b", "/c"))
    listed = tmp_path / "to read.txt"
    listed.write_text(f"# to read\n{a}\n\n{b}\n{a}\n", "utf-8")
    answer = run("add", listed, "--local-network", "--json")
    assert [one["source"] for one in answer.json] == [a, b]
    listed.write_text(f"{c}\nnot one\n", "utf-8")  # words are no list, unless a person says so
    assert [one["status"] for one in run("add", listed, "--json").json] == ["added"]
    answer = run("add", "--addresses", listed, "--local-network", "--json")
    assert [one["status"] for one in answer.json] == ["added", "failed"]
    assert "“not one” is not a web address" in answer.json[1]["error"]
    typed.write(f"{b}\n".encode())
    typed.seek(0)
    answer = run("add", "-", "--local-network", "--json")
    assert [(one["source"], one["status"]) for one in answer.json] == [(b, "duplicate")]
    missing = run("add", "--addresses", tmp_path / "nowhere")
    assert (missing.code, missing.err.count("\n")) == (1, 1)


def test_a_page_on_standard_input_is_added(run: Run, empty: None, typed: io.BytesIO) -> None:
    typed.write(page("Typed").encode())
    typed.seek(0)
    answer = run("add", "-", "--json")
    assert [(one["source"], one["title"]) for one in answer.json] == [("stdin", "Typed")]


def test_pictures_may_be_left_where_they_are(run: Run, empty: None, web: WebServer) -> None:
    web.put("/page", page(body=f"{BODY}<p><img src=a.png>"))
    web.put("/a.png", PNG)
    assert run("add", web.address("/page"), "--local-network", "--pictures", "none").code == 0
    assert web.paths() == ["/page"]


def test_standard_input_may_be_given_an_address(
    run: Run, empty: None, web: WebServer, typed: io.BytesIO
) -> None:
    address = web.address("/deep/page")
    web.put("/deep/a.png", PNG)
    typed.write(page(body=f"{BODY}<p><img src=a.png alt=den> <a href=b>b</a>").encode())
    typed.seek(0)
    answer = run("add", "-", "--url", address, "--local-network", "--json")
    assert [(one["source"], one["status"]) for one in answer.json] == [(address, "added")]
    assert web.paths() == ["/deep/a.png"]
    shown = run("show", "1", "--format", "html").out
    assert "<img " in shown
    assert web.address("/deep/b") in shown
    assert run("list", "--json").json[0]["url"] == address
    typed.seek(0)
    typed.truncate()
    listed = web.address("/listed")
    typed.write(f"{listed}\n".encode())  # a page with nothing else on it, not a list
    typed.seek(0)
    answer = run("add", "-", "--url", web.address("/other"), "--json")
    assert [one["source"] for one in answer.json] == [web.address("/other")]
    assert "/listed" not in web.paths()


@pytest.mark.parametrize(
    ("text", "name", "kept"),
    [
        ("Some *more* words.\n\nAnd others.\n", "page.md", "<em>more</em>"),
        ("Some <b>more</b> words.", "page.html", "<b>more</b>"),
        ("<!doctype html><p>Some <b>more</b> words.", "", "<b>more</b>"),
        ("Some more words.\n\nAnd others.\n", "", "<p>And others.</p>"),
    ],
)
def test_standard_input_may_be_given_a_name(
    run: Run, empty: None, typed: io.BytesIO, text: str, name: str, kept: str
) -> None:
    typed.write(text.encode())
    typed.seek(0)
    answer = run("add", "-", *(["--name", name] if name else []), "--json")
    assert [(one["source"], one["status"]) for one in answer.json] == [(name or "stdin", "added")]
    assert kept in run("show", "1", "--format", "html").out


def test_what_is_wrong_with_standard_input_is_said(
    run: Run, empty: None, typed: io.BytesIO
) -> None:
    assert "“stdin” is empty" in one_sentence(run("add", "-"))
    assert "“words” is not a web address" in one_sentence(run("add", "-", "--url", "words"))
    for option in ("--url", "--name"):
        assert "standard input" in one_sentence(run("add", "x.html", option, "y"))


def test_an_encrypted_file_is_added_with_its_password(
    run: Run, empty: None, tmp_path: Path
) -> None:
    path = tmp_path / "secret.pdf"
    path.write_bytes(pdf(lines("The lime is secret."), password="lime", title="Of Limes"))
    assert "is encrypted" in run("add", path).err
    assert run("add", path, "--password", "lime").code == 0
    assert run("list", "--json").json[0]["title"] == "Of Limes"
