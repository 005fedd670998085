"""Every guard of conftest.py fails the test that breaks its rule, and no other."""

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests import guards
from tests.each import each

ROOT = Path(__file__).parents[1]

# A test that breaks a rule, and the words that must stand in its failure.
BREACHES = {
    "thread": (
        "thread 'forgotten' still runs",
        "threading.Thread(target=EVENT.wait, name='forgotten', daemon=True).start()",
    ),
    "window": ("QWidget is left (orphan)", "KEPT.append(window('orphan'))"),
    "timer": (
        "QTimer is left (ticking)",
        "timer = QTimer(qapp, objectName='ticking'); timer.start(60_000); KEPT.append(timer)",
    ),
    "qthread": ("Forever is left", "worker = Forever(); worker.start(); KEPT.append(worker)"),
    "log": (
        "stray log line: WARNING x: unforeseen",
        "logging.getLogger('x').warning('unforeseen')",
    ),
    "silence": ("announced but never logged: sought", "expect_log('sought')"),
    "qt_message": ("Qt messages with level WARNING", "qWarning('unforeseen')"),
    "warning": ("DeprecationWarning: old", "warnings.warn('old', DeprecationWarning)"),
    "network": (
        "a test may not: socket.connect 192.0.2.1:80",
        "swallow(lambda: reach('192.0.2.1'))",
    ),
    "names": (
        "a test may not: socket.getaddrinfo postil.invalid",
        "swallow(lambda: socket.getaddrinfo('postil.invalid', 80))",
    ),
    "home": ("a test may not: open", "swallow(lambda: open(PERSONAL + '/library.sqlite', 'rb'))"),
    "module": (
        "a test may not: load __init__.py on another thread",
        "thread = threading.Thread(target=swallow, args=(load,)); thread.start(); thread.join()",
    ),
    "exception": (
        "Exceptions caught in Qt event loop",
        "QTimer.singleShot(0, fail); qtbot.wait(5)",
    ),
    "pool": (
        "the global QThreadPool is still at work",
        "QThreadPool.globalInstance().start(lambda: RELEASE.wait(30))",
    ),
}
# The first of them frees the pool again, and lets what follows take its time.
PRESENTABLE = {
    "idle": "RELEASE.set(); guards.PATIENCE = 5.0; QThreadPool.globalInstance().waitForDone()",
    "announced": "expect_log('fore.een'); logging.getLogger('x').warning('foreseen')",
    "finished": "threading.Thread(target=time.sleep, args=(0.05,)).start()",
    "closed": "window('closed').deleteLater()",
    "cycle": "w = window('cycle'); w.itself = w",
    "loopback": "socket.create_server(('127.0.0.1', 0)).close()",
}
HEAD = """
import logging, socket, threading, time, warnings
from PySide6.QtCore import QThread, QThreadPool, QTimer, qWarning
from PySide6.QtWidgets import QWidget
from tests import guards
guards.PATIENCE = 0.01
EVENT, RELEASE, KEPT, PERSONAL = threading.Event(), threading.Event(), [], {personal!r}
class Forever(QThread):
    def run(self): EVENT.wait(30)
def window(name):
    widget = QWidget(objectName=name)
    widget.show()
    return widget
def fail():
    raise ValueError("in a slot")
def reach(host):
    with socket.socket() as s:
        s.connect((host, 80))
def load():
    import reader.ui.tags
def swallow(act):
    try: act()
    except RuntimeError: pass
"""


def test_each_breach_fails_its_own_test(tmp_path: Path) -> None:
    personal = tmp_path / "person" / "postil"
    lines = [HEAD.format(personal=str(personal))]
    for name, (_, body) in BREACHES.items():
        lines.append(f"def test_{name}(qapp, qtbot, expect_log): {body}")
    for name, body in PRESENTABLE.items():
        lines.append(f"def test_{name}(qapp, qtbot, expect_log): {body}")
    lines.append("def test_the_end(): EVENT.set(); KEPT[-1].wait()")
    program = tmp_path / "test_breaches.py"
    program.write_text("\n".join(lines), encoding="utf-8")
    report = tmp_path / "report.xml"

    subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider"),
            *("-p", "pytestqt.plugin", "-p", "pytest_timeout", "-p", "_hypothesis_pytestplugin"),
            *("-c", str(ROOT / "pyproject.toml"), f"--junitxml={report}", str(program)),
        ],
        cwd=ROOT,
        env={
            "PATH": "/usr/bin:/bin",
            "XDG_DATA_HOME": str(personal.parent),
            "HOME": str(tmp_path),
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",  # others may warn, or change the order
        },
        capture_output=True,
        timeout=110,
        check=False,
    )

    complaints = {
        case.attrib["name"].removeprefix("test_"): "".join(
            (item.attrib.get("message") or "") + (item.text or "") for item in case
        )
        for case in ET.parse(report).iter("testcase")
    }
    for name, (words, _) in BREACHES.items():
        assert words in complaints[name], name
    for name in (*PRESENTABLE, "the_end"):
        assert complaints[name] == "", name


@each(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        (b"localhost", True),
        ("", True),
        ("0.0.0.0", False),
        ("192.168.0.1", False),
        ("localhost.example.org", False),
    ],
)
def test_loopback(host: str | bytes, expected: bool) -> None:
    assert guards.is_loopback(host) is expected


def test_a_thread_may_take_a_moment_to_end() -> None:
    before = set(threading.enumerate())
    event = threading.Event()
    threading.Thread(target=event.wait, name="slow").start()
    assert guards.leaked_threads(before, patience=0.01) == ["thread 'slow' still runs"]
    event.set()
    assert guards.leaked_threads(before, patience=5.0) == []


def test_the_mouse_can_move_to_where_it_was_in_another_test(qtbot: QtBot) -> None:
    moved: list[object] = []
    for _ in range(2):
        widget = QWidget()
        qtbot.addWidget(widget)
        widget.setMouseTracking(True)
        widget.mouseMoveEvent = moved.append  # type: ignore[method-assign]
        widget.show()
        QTest.mouseMove(widget, QPoint(9, 9))
        widget.hide()
        guards.park_mouse()
    assert len(moved) == 2


def test_a_test_has_a_home_of_its_own(data_dir: Path, isolated_home: Path) -> None:
    assert data_dir.parent == isolated_home
    assert Path.home() == isolated_home
    assert not data_dir.exists()


def test_a_virtual_screen_opens_a_window(x_display: str, run_python: Callable[..., str]) -> None:
    program = """
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel("there")
label.show()
app.processEvents()
size = app.primaryScreen().size()
print(app.platformName(), size.width(), size.height())
"""
    assert run_python(program, DISPLAY=x_display, QT_QPA_PLATFORM="xcb") == "xcb 1920 1200\n"
