"""The bookmarklet in a real browser: what it saves, and what no page but it can do."""

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote

import pytest

from reader.receiving.bookmarklet import Key, bookmarklet
from tests.chromium import PROGRAM, Chromium, chromium
from tests.journeys.conftest import Journey
from tests.journeys.test_receiving import close_dialog, key_of
from tests.operations.test_web_pages import BODY
from tests.web_server import Asked, WebServer, answer, serve

R = TypeVar("R")

_STRICT = (
    "Content-Security-Policy: default-src 'none'; script-src 'nonce-x'; connect-src 'none'; "
    "form-action 'none'; require-trusted-types-for 'script'"
)
_PAGE = """<!doctype html><html lang=en><head><title>Foxes at Night</title></head><body><main>
<h1>Foxes at Night</h1><input id=i><textarea id=t></textarea><x-story></x-story></main>
<script nonce=x>
const add = (host, text) => {
  const root = host.attachShadow({mode: "open"});
  const p = document.createElement("p");
  p.textContent = text + " " + "The den is under the old oak near the mill. ".repeat(9);
  root.append(p);
  return root;
};
const inner = document.createElement("x-inner");
add(document.querySelector("x-story"), "Shown by a script.").append(inner);
add(inner, "Shown deeper.");
for (const id of ["i", "t"]) {
  const field = document.getElementById(id);
  field.value = "TYPED";
  field.setAttribute("value", "TYPED");
}
</script>"""


@pytest.mark.skipif(not PROGRAM.exists(), reason="there is no Chromium")
def test_the_bookmarklet_in_chromium(journey: Journey, tmp_path: Path) -> None:
    journey.start()
    journey.window.run("browser.receive")
    close_dialog(journey)
    with serve(is_secure=True) as site:
        flags = (
            "--host-resolver-rules=MAP news.example 127.0.0.1",
            "--ignore-certificate-errors",
            f"--ip-address-space-overrides=127.0.0.1:{site.port}=public",
        )
        with chromium(tmp_path / "profile", *flags) as browser:
            _save_a_page_behind_a_login(journey, browser, site)
            _see_that_a_page_apart_is_told(journey, browser, site)
            _see_that_another_receiver_gets_no_page(journey, browser, site)
            _see_that_other_pages_add_nothing(journey, browser, site)
    assert journey.titles == ["Foxes at Night"]


def aside(journey: Journey, work: Callable[[], R]) -> R:
    """What a function of the browser answers, while the window goes on."""
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(work)
        while not answer.done():
            journey.qtbot.wait(5)
        return answer.result()


def click(browser: Chromium, session: str, key: Key) -> None:
    """Click the bookmark on a page."""
    browser.run(session, unquote(bookmarklet(key).removeprefix("javascript:")))


def told(browser: Chromium, key: Key) -> str:
    """What the small window says in the end; it is closed then."""
    while not (found := browser.windows(f"http://127.0.0.1:{key.port}/")):
        time.sleep(0.01)
    script = """new Promise((resolve) => {
      const look = () => {
        const line = document.querySelector("p");
        const text = line ? line.textContent : "";
        const isOver = text && !/^(Waiting|Saving)/.test(text);
        isOver ? resolve(text) : setTimeout(look, 10);
      };
      look();
    })"""
    said = str(browser.run(found[0], script))
    browser.close(found[0])
    return said


def _save_a_page_behind_a_login(journey: Journey, browser: Chromium, site: WebServer) -> None:
    key = key_of(journey)

    def guarded(connection, asked: Asked) -> None:  # type: ignore[no-untyped-def]
        is_known = "session=me" in asked.headers.get("cookie", "")
        page = answer(_PAGE, _STRICT) if is_known else answer("", status="403 Forbidden")
        connection.sendall(page)

    site.put("/login", "<p>Welcome", "Set-Cookie: session=me; Secure; HttpOnly; SameSite=Strict")
    site.answers["/story?id=1"] = guarded

    def save() -> str:
        browser.open(site.address("/login", "news.example"))
        session = browser.open(site.address("/story?id=1", "news.example"))
        click(browser, session, key)
        return told(browser, key)

    assert aside(journey, save) == "The page is in Postil."
    found = journey.app.queries.article(journey.number("Foxes at Night"))
    assert found.url == site.address("/story?id=1", "news.example")
    text = journey.app.queries.revision(found.revision_id).text
    assert text.index("Shown by a script.") < text.index("Shown deeper.")
    source = journey.app.queries.source(found.revision_id).data
    assert b"TYPED" not in source
    assert b"<textarea" in source


def _see_that_a_page_apart_is_told(journey: Journey, browser: Chromium, site: WebServer) -> None:
    key = key_of(journey)
    apart = "Cross-Origin-Opener-Policy: same-origin"
    site.put("/apart", f"<title>Apart</title>{BODY}", apart)

    def save_apart() -> str:
        click(browser, browser.open(site.address("/apart", "news.example")), key)
        return told(browser, key)

    assert aside(journey, save_apart).startswith("This site isolates its pages")


def _see_that_another_receiver_gets_no_page(
    journey: Journey, browser: Chromium, site: WebServer
) -> None:
    script = """<script>
      addEventListener("message", async (event) => {
        await fetch("/got", {method: "POST", headers: {Got: JSON.stringify(event.data)}});
        opener.postMessage("0".repeat(32), "*");
        setTimeout(() => fetch("/end", {method: "POST"}), 200);
      });
      opener.postMessage("ready", "*");
    </script>"""
    site.put("/open", f"<title>Open</title>{BODY}")
    with serve() as other:
        other.put("/", script)
        key = Key(other.port, "a" * 32 + "b" * 32)

        def click_there() -> None:
            click(browser, browser.open(site.address("/open", "news.example")), key)
            while "/end" not in other.paths():
                time.sleep(0.01)
            browser.close(*browser.windows(other.address("/")))

        aside(journey, click_there)
        got = [one.headers["got"] for one in other.asked if one.path == "/got"]
    assert [json.loads(one) for one in got] == [{"token": key.token}]


def _see_that_other_pages_add_nothing(journey: Journey, browser: Chromium, site: WebServer) -> None:
    key = key_of(journey)
    site.put("/evil", "<title>Evil</title><p>Evil.")
    receiver = f"http://127.0.0.1:{key.port}"
    # Each knows the key, as a page does on which the bookmarklet was used.
    headers = {
        "Content-Type": "text/html; charset=utf-8",
        "Postil-Token": key.token,
        "Postil-Address": site.address("/evil", "news.example"),
        "Postil-Origin": site.address("", "news.example"),
    }
    tries = [
        f"fetch('{receiver}/page', {{method: 'POST', body: '<p>x', headers: {json.dumps(headers)}}})",
        f"fetch('{receiver}/page', {{method: 'POST', body: '<p>x', mode: 'no-cors'}})",
        f"fetch('{receiver}/proof', {{method: 'POST', mode: 'no-cors'}})",
    ]

    def attack() -> list[str]:
        session = browser.open(site.address("/evil", "news.example"))
        failed = [
            str(browser.run(session, f"{one}.then((a) => a.type, (e) => 'refused')"))
            for one in tries
        ]
        browser.run(
            session,
            f"""(() => {{
              const form = document.createElement("form");
              Object.assign(form, {{action: "{receiver}/page", method: "post", target: "_blank"}});
              document.body.append(form);
              form.submit();
            }})()""",
        )
        while not browser.windows(f"{receiver}/page"):
            time.sleep(0.01)
        # It may only say what it is itself: here it names another site's page.
        script = f"""(() => {{
          const opened = open("{receiver}/");
          addEventListener("message", ({{data}}) => opened.postMessage(data === "ready"
            ? {{token: "{key.token}"}}
            : {{address: "https://bank.example/", page: "<p>Evil words."}}, "{receiver}"));
        }})()"""
        browser.run(session, script)
        return [*failed, told(browser, key)]

    *failed, said = aside(journey, attack)
    assert failed == ["refused"] * len(tries)
    assert said.startswith("Only web pages can be saved this way")
