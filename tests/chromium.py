"""Debian's Chromium without a screen, told what to do through the pipe of its developer tools."""

import fcntl
import itertools
import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

PROGRAM = Path("/usr/bin/chromium")
_PATIENCE = 30  # seconds for an answer
_FLAGS = (
    "--headless",
    "--no-sandbox",  # which root may not have
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-pipe",
)


class Chromium:
    """A browser that runs; its methods may be called by any thread."""

    def __init__(self, asks: int, answers: int) -> None:
        self._asks, self._answers = asks, answers
        self._numbers = itertools.count(1)
        self._found: dict[int, dict[str, Any]] = {}
        self._news = threading.Condition()
        self.reader = threading.Thread(target=self._read)
        self.reader.start()

    def _read(self) -> None:
        """Takes what the browser says until it has ended."""
        data = b""
        while piece := os.read(self._answers, 65536):
            *messages, data = (data + piece).split(b"\0")
            with self._news:
                for message in map(json.loads, messages):
                    if "id" in message:
                        self._found[message["id"]] = message
                self._news.notify_all()

    def call(self, method: str, session: str = "", **parameters: Any) -> dict[str, Any]:
        """Calls a method of the developer tools, of a page if its session is named."""
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self._asks, json.dumps(message).encode() + b"\0")
        with self._news:
            assert self._news.wait_for(lambda: number in self._found, _PATIENCE), method
            found = self._found.pop(number)
        assert "error" not in found, found
        result: dict[str, Any] = found["result"]
        return result

    def open(self, address: str) -> str:
        """Opens a page in a window of its own and waits until it is there; returns its session."""
        target = self.call("Target.createTarget", url="about:blank", newWindow=True)["targetId"]
        session = self._attached(target)
        self.call("Page.navigate", session, url=address)
        is_there = "location.href !== 'about:blank' && document.readyState === 'complete'"
        while not self.run(session, is_there):
            time.sleep(0.01)
        return session

    def run(self, session: str, script: str) -> Any:
        """Runs a script on a page, as a person's click does, and returns what it promises."""
        answer = self.call(
            "Runtime.evaluate",
            session,
            expression=script,
            userGesture=True,
            awaitPromise=True,
            returnByValue=True,
        )
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def windows(self, address: str) -> list[str]:
        """The sessions of the windows that show an address."""
        found = self.call("Target.getTargets")["targetInfos"]
        return [self._attached(one["targetId"]) for one in found if one["url"] == address]

    def close(self, session: str) -> None:
        """Closes a window."""
        target = self.call("Target.getTargetInfo", session)["targetInfo"]["targetId"]
        self.call("Target.closeTarget", targetId=target)
        while target in [one["targetId"] for one in self.call("Target.getTargets")["targetInfos"]]:
            time.sleep(0.01)

    def _attached(self, target: str) -> str:
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        return str(session)


@contextmanager
def chromium(profile: Path, *flags: str) -> Iterator[Chromium]:
    """Runs Chromium until the end of the block."""
    theirs, asks = _pipe()
    answers, told = _pipe()
    actions = [
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_DUP2, theirs, 3),
        (os.POSIX_SPAWN_DUP2, told, 4),
    ]
    command = [str(PROGRAM), *_FLAGS, f"--user-data-dir={profile}", *flags]
    pid = os.posix_spawn(PROGRAM, command, os.environ, file_actions=actions, setpgroup=0)
    os.close(theirs)
    os.close(told)
    browser = Chromium(asks, answers)
    try:
        yield browser
        browser.call("Browser.close")
    finally:
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        browser.reader.join()
        os.close(asks)
        os.close(answers)


def _pipe() -> tuple[int, int]:
    """Makes a pipe whose ends are none of the numbers that Chromium expects its own at."""
    ends = os.pipe()
    moved = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in ends]
    for end in ends:
        os.close(end)
    return moved[0], moved[1]
