"""`postil feed`: subscribing, reading, lists of feeds, without a window."""

import io
import sys
from pathlib import Path

import pytest

from tests.cli.command_output import Run, one_sentence
from tests.operations.test_feeds import item, rss
from tests.operations.test_web_pages import page
from tests.web_server import WebServer


def test_feeds_from_the_first_to_the_last(
    run: Run, empty: None, web: WebServer, tmp_path: Path
) -> None:
    web.put("/feed", rss(item(2), item(1)), "Content-Type: application/rss+xml")
    web.put("/site", page(head="<link rel=alternate type=application/rss+xml href=/feed>"))
    web.put("/none", page())
    site, none = web.address("/site"), web.address("/none")
    answer = run("feed", "add", "--local-network", "--folder", "Sea/Slow", site, none)
    assert (answer.code, answer.out.splitlines()[-1]) == (1, "2 new articles")
    assert "its page links to none" in answer.err
    assert [one.path for one in web.asked] == ["/site", "/feed", "/none"]  # each once
    (told,) = run("feed", "list", "--json").json
    assert (told["name"], told["address"]) == ("Harbour Review", web.address("/feed"))
    assert (told["folder"], told["unread"], told["error"]) == (["Sea", "Slow"], 2, None)
    assert run("list", "is:inbox", "--json").json == []  # until somebody files it
    assert {one["state"] for one in run("list", "--json").json} == {None}
    web.put("/feed", rss(item(3), item(2), item(1)))
    assert run("feed", "refresh", "--local-network").out == "1 new article\n"
    assert run("feed", "set", "harbour review", "--name", "Sea", "--keep", "1").code == 0
    assert (
        run("feed", "refresh", "1", "--local-network", "--json").json["feeds"][0]["articles"] == 1
    )
    del web.answers["/feed"]
    failed = run("feed", "refresh", "--local-network")
    assert (failed.code, "no such page (404)" in failed.err) == (1, True)
    assert "no such page (404)" in run("feed", "list").out
    file = tmp_path / "feeds.opml"
    assert run("feed", "opml", "--output", file).code == 0
    assert run("feed", "remove", "Sea").out == "Unsubscribed from Sea\n"
    assert run("feed", "list").out == ""
    assert run("undo").out == "Undone: Unsubscribe from feed\n"
    assert len(run("feed", "list", "--json").json) == 1
    assert 'text="Slow"' in file.read_text("utf-8")


def test_adding_and_changing_is_one_step(run: Run, empty: None, web: WebServer) -> None:
    web.put("/feed", rss(item(1)))
    options = ("--folder", "Sea", "--name", "Quay", "--content", "page", "--keep", "3")
    assert run("feed", "add", "--local-network", web.address("/feed"), *options).code == 0
    (added,) = run("feed", "list", "--json").json
    assert [added[key] for key in ("folder", "name", "content", "keep")] == [
        ["Sea"],
        "Quay",
        "page",
        3,
    ]
    changes = ("--folder", "", "--name", "Pier", "--content", "feed", "--days", "9")
    assert run("feed", "set", "Quay", *changes).code == 0
    assert run("undo").out == "Undone: Change feed\n"
    (back,) = run("feed", "list", "--json").json
    assert back == added
    assert run("undo").out == "Undone: Subscribe to feed\n"
    assert run("feed", "list").out == ""


def test_a_host_of_ones_own_is_remembered_for_its_feeds_alone(
    run: Run, empty: None, web: WebServer
) -> None:
    web.put("/feed", rss(item(1)))
    address = web.address("/feed")
    assert "--local-network" not in run("feed", "add", "--local-network", address).out
    web.put("/feed", rss(item(2, text="Two. &lt;img src=/a.png&gt;"), item(1)))
    assert run("feed", "refresh").out == "1 new article\n"
    assert "/a.png" in [one.path for one in web.asked]
    web.put("/page", page())
    assert "own machine or network" in run("add", web.address("/page")).err
    other = web.address("/feed", "localhost")
    assert "own machine or network" in run("feed", "add", other).err


def test_a_reason_that_feeds_share_is_told_once(
    run: Run, empty: None, web: WebServer, tmp_path: Path
) -> None:
    for path in ("/a", "/b", "/c"):
        web.put(path, rss(title=f"Feed {path[1]}"))
    addresses = [web.address(path) for path in ("/a", "/b", "/c")]
    lines = "".join(f'<outline text="" xmlUrl="{one}"/>' for one in addresses)
    file = tmp_path / "feeds.opml"
    file.write_text(f"<opml><body>{lines}</body></opml>", "utf-8")
    assert run("feed", "opml", "--import", file).code == 0
    assert run("feed", "refresh", "--local-network").code == 0
    refused = run("feed", "refresh")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.startswith("postil: Feed a, Feed b, Feed c: “")
    listed = run("feed", "list").out
    for told in (refused.err, listed):
        assert told.count("is on your own machine or network") == 1
    del web.answers["/c"]
    failed = run("feed", "refresh", "--local-network")
    assert failed.err.startswith("postil: Feed c: “")


def test_lists_of_feeds_are_taken_in_whole(
    run: Run,
    empty: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = "".join(f'<outline text="F{n}" xmlUrl="https://e.org/{n}"/>' for n in range(3))
    data = f'<opml><body><outline text="A/B">{lines}</outline></body></opml>'.encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), "utf-8"))
    assert run("feed", "opml", "--import", "-").out == "3 new feeds\n"
    assert {tuple(one["folder"]) for one in run("feed", "list", "--json").json} == {("A/B",)}
    file = tmp_path / "other.opml"
    file.write_bytes(data)
    assert run("feed", "opml", "--import", file).out == "0 new feeds\n"
    assert run("undo").out == "Undone: Subscribe to feeds\n"
    assert run("feed", "list").out == ""
    file.write_text("<html>", "utf-8")
    assert "is not a list of feeds" in one_sentence(run("feed", "opml", "--import", file))
    assert "There is no feed" in one_sentence(run("feed", "remove", "nothing"))
    with pytest.raises(SystemExit):
        run("feed", "set", "1", "--keep", "x")
    assert "is not a number" in capsys.readouterr().err


def test_a_feed_that_is_cut_off_is_kept_and_told(run: Run, empty: None, web: WebServer) -> None:
    address = web.put("/feed", "<rss><channel><title>oops", "ETag: a")
    answer = run("feed", "add", "--local-network", address)
    assert (answer.code, "The feed is incomplete" in answer.err) == (1, True)
    named = web.put("/named", "<rss><channel><title>Tide Tables</title><item><ti")
    assert "Tide Tables: The feed is incomplete" in run("feed", "add", "--local-network", named).err
    run("undo")
    web.put("/feed", rss(item(1)), "ETag: a")
    assert run("feed", "refresh", "--local-network").out == "1 new article\n"
    assert run("feed", "list", "--json").json[0]["error"] is None
    assert "if-none-match" not in web.asked[-1].headers
