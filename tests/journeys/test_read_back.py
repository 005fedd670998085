"""What a screen reader gets of the real window, read back over AT-SPI on a bus of its own."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusInterface, QDBusMessage
from pytestqt.qtbot import QtBot

from tests.journeys.test_real_screen import TITLE, Program, running

LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
pytestmark = pytest.mark.skipif(
    not (shutil.which("dbus-daemon") and LAUNCHER.exists()), reason="there is no bus of AT-SPI"
)
REGISTRY = "org.a11y.atspi.Registry"
EVENTS = "org.a11y.atspi.Event.Object"


class Listener(QObject):
    """Hears, as a screen reader does, what is announced and what gets the focus."""

    def __init__(self, bus: QDBusConnection) -> None:
        super().__init__()
        self.bus = bus
        self.said: list[str] = []
        for event in ("object:announcement", "object:state-changed:focused"):
            self._ask(REGISTRY, "/org/a11y/atspi/registry", REGISTRY, "RegisterEvent", event)
        for name, slot in (("Announcement", "hear"), ("StateChanged", "look")):
            # The stubs ask for bytes, which are not taken.
            bus.connect("", "", EVENTS, name, self, SLOT(f"{slot}(QDBusMessage)"))  # type: ignore[call-overload]

    def _ask(self, service: str, path: str, interface: str, method: str, *given: str) -> object:
        answer = QDBusInterface(service, path, interface, self.bus).call(method, *given)
        return answer.arguments()[0] if answer.arguments() else None

    @Slot(QDBusMessage)
    def hear(self, event: QDBusMessage) -> None:
        """Take down what is announced."""
        self.said.append(event.arguments()[3].variant())

    @Slot(QDBusMessage)
    def look(self, event: QDBusMessage) -> None:
        """Ask for the name of what has got the focus."""
        if event.arguments()[:2] == ["focused", 1]:
            sender = event.service(), event.path(), "org.freedesktop.DBus.Properties", "Get"
            name = self._ask(*sender, "org.a11y.atspi.Accessible", "Name")
            self.said.append(f"[{getattr(name, 'variant', lambda: name)()}]")


@pytest.fixture
def listener(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Iterator[Listener]:
    """A listener on a bus of assistive technology, both for this test alone."""
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    try:
        assert daemon.stdout is not None
        address = daemon.stdout.readline().strip()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        monkeypatch.setenv("QT_LINUX_ACCESSIBILITY_ALWAYS_ON", "1")
        session = QDBusConnection.connectToBus(address, "session")
        answer = QDBusInterface("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", session).call(
            "GetAddress"
        )
        bus = QDBusConnection.connectToBus(answer.arguments()[0], "accessibility")
        assert bus.isConnected()
        yield Listener(bus)
    finally:
        for name in ("accessibility", "session"):
            QDBusConnection.disconnectFromBus(name)
        os.killpg(daemon.pid, signal.SIGTERM)  # what it has started, too
        daemon.communicate(timeout=20)


@pytest.fixture
def program(listener: Listener, x_display: str, wire_file: Path) -> Iterator[Program]:
    with running(x_display, wire_file) as started:
        yield started


def test_a_journey_is_told(program: Program, listener: Listener, qtbot: QtBot) -> None:
    program.screen.focus(program.window(TITLE))

    def press(keys: str, *expected: str) -> None:
        """Press keys, and hear sentences that begin so, in this order."""
        listener.said.clear()
        program.screen.press(keys)

        def check() -> None:
            said = iter(listener.said)
            told = (any(one.startswith(begin) for one in said) for begin in expected)
            assert all(told), (keys, listener.said)

        qtbot.waitUntil(check, timeout=20_000)

    press("Return", "[Reading pane]", f"{TITLE}. sentence: ")
    press("j", "paragraph: ")
    press(".", "sentence: ")
    press("h", "Highlighted in yellow")
    press("n", "[Note]")
    press("w h y Ctrl+Return", "[Reading pane]", "Note saved")
    press("t", "[Tag the highlight]")
    press("o n e Return", "[Reading pane]", "Tagged #one")
    press("Ctrl+k", "[Type a command]", "Add files")
    press("Escape", "[Reading pane]")
    press("/", "[Search the articles]")
    press("t r e e s Return", f"[{TITLE}")
    press("Return", "[Reading pane]")
    press("g h", "[All highlights]", "[yellow highlight: ")
