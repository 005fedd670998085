"""Five hundred feeds read in the background, and how long the window's turns are meanwhile.

Run as a program: ``python -m benchmarks.feeds`` opens Postil's real window without a screen on a
library of 1,000 articles, has it read feeds of a server on this machine, and writes a table. A key
is pressed five times a second all the while. The server is a process of its own.
"""

import gc
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from benchmarks.make_library import make_library
from benchmarks.program import ROOT
from benchmarks.prose import article_html, title
from reader.core.feeds import Subscription
from reader.operations.feeds import subscriptions
from reader.services import Services
from reader.ui.style.theme import apply_theme_setting
from reader.ui.window.main_window import MainWindow
from reader.ui.window.startup.application import make_application

FEEDS, ENTRIES, FOLDERS, ARTICLES = 500, 10, 20, 1_000
LIMIT = 50  # ms of one turn
SIZE = (1380, 860)
_KEY_EVERY = 200  # ms


@dataclass
class Turns:
    """What each turn of the event loop took while feeds were read, in milliseconds."""

    name: str
    run: list[float] = field(default_factory=list)  # the main thread's own time
    clock: list[float] = field(default_factory=list)

    def row(self) -> str:
        """A row of the table."""
        over = sum(took > LIMIT for took in self.run)
        last = statistics.quantiles(self.run, n=100)[98]
        cells = (
            f"{self.name}",
            f"**{max(self.run):.0f} ms**",
            f"{last:.1f} ms",
            f"{over}",
            f"{max(self.clock):.0f} ms",
            f"{len(self.run):,}",
        )
        return "| " + " | ".join(cells) + " |"


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        """Answers with a feed, or that it has not changed."""
        number = int(self.path.rpartition("/")[2])
        if self.headers.get("If-None-Match"):
            self.send_response(304)
            self.end_headers()
            return
        data = _feed(number).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("ETag", f'"{number}"')
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_arguments: object) -> None:
        """Says nothing."""


def _feed(number: int) -> str:
    items = "".join(
        f"<item><guid>{number}-{entry}</guid><title>{title(number * ENTRIES + entry)}</title>"
        f"<pubDate>Mon, {entry + 1:02} Jun 2026 10:00:00 GMT</pubDate>"
        f"<description><![CDATA[{article_html(number + entry, 5)}]]></description></item>"
        for entry in range(ENTRIES)
    )
    return f"<rss version='2.0'><channel><title>Feed {number}</title>{items}</channel></rss>"


def serve() -> None:
    """Serves the feeds until it is killed; the first line of its output is its port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.request_queue_size = 64
    print(server.server_address[1], flush=True)
    server.serve_forever()


def main() -> None:
    """Measures the first reading, in which all entries are new, and the next, in which none is."""
    command = [sys.executable, "-m", "benchmarks.feeds", "serve"]
    with (
        tempfile.TemporaryDirectory(prefix="postil-bench-") as temporary,
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server,
    ):
        try:
            assert server.stdout is not None
            port = int(server.stdout.readline())
            rows = _measure(Path(temporary) / "library", f"http://127.0.0.1:{port}/feed")
        finally:
            server.kill()
    head = ("feeds read", "longest turn", "99th percentile", f"over {LIMIT} ms", "by the clock")
    print(f"| {' | '.join((*head, 'turns'))} |\n|{'---|' * (len(head) + 1)}")
    print("\n".join(turns.row() for turns in rows))


def _measure(library: Path, address: str) -> list[Turns]:
    make_library(library, ARTICLES)
    qt = make_application([])
    app = Services.open(library)
    app.settings.set(is_local_network_allowed=True, feed_minutes=0, is_views_visible=True)
    apply_theme_setting(app.settings)
    app.history.warm_up()
    wanted = [
        Subscription(f"{address}/{number}", folder=(f"Folder {number % FOLDERS}",))
        for number in range(FEEDS)
    ]
    subscriptions.subscribe(app.history, wanted, "Subscribe")
    window = MainWindow(app)
    window.resize(*SIZE)
    window.show()
    gc.freeze()  # as the program does
    _turn_for(qt, 3)
    names = (f"{FEEDS}, {ENTRIES} new entries each", f"{FEEDS}, nothing new")
    rows = [_read(qt, window, Turns(name)) for name in names]
    window.close()
    _turn_for(qt, 1)
    app.close()
    return rows


def _read(qt: QApplication, window: MainWindow, turns: Turns) -> Turns:
    """Has all feeds read, and times each turn until the window has taken up the last of it."""
    reader = window.frontend.feeds.reader
    ids = [feed.id for feed in window.app.queries.feeds(is_counted=False)]
    keys = QTimer(interval=_KEY_EVERY)
    keys.timeout.connect(_press)
    keys.start()
    reader.read(ids)
    end = 0.0
    while reader.is_reading or time.perf_counter() < end:
        if reader.is_reading:
            end = time.perf_counter() + 3
        clock, run = time.perf_counter(), time.thread_time()
        qt.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        turns.run.append((time.thread_time() - run) * 1000)
        turns.clock.append((time.perf_counter() - clock) * 1000)
        time.sleep(0.001)
    keys.stop()
    return turns


def _press() -> None:
    """Presses `j`: the next article of the list, or passage of the text."""
    target = QApplication.focusWidget()
    if target is not None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_J, Qt.KeyboardModifier.NoModifier, "j")
            QCoreApplication.postEvent(target, event)


def _turn_for(qt: QApplication, seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        qt.processEvents()
        time.sleep(0.001)


if __name__ == "__main__":
    serve() if sys.argv[1:] == ["serve"] else main()
