"""What holds for every test: an isolated home, no screen, no network, and nothing left behind."""

import gc
import os
import select
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from tests import guards

if TYPE_CHECKING:
    from reader.operations.history import History
    from tests.web_server import WebServer

R = TypeVar("R")

# Before anything else: where the person who runs this keeps their own library.
_sentry = guards.Sentry(guards.personal_folders(dict(os.environ)))

# Before Qt is imported: one platform, one locale, one time zone, and of what else the machine has
# set only what programs cannot be found or run without; what is set can hide a fault.
_KEPT = (
    *("PATH", "LD_LIBRARY_PATH", "HOME", "USER", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT"),
    *("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"),  # to be guarded
    *("QT_QPA_PLATFORM", "CI", "HYPOTHESIS_PROFILE"),
)
for _name in list(os.environ):
    if _name not in _KEPT and not _name.startswith("PYTEST_"):
        del os.environ[_name]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LC_ALL"] = "C.UTF-8"
os.environ["TZ"] = "UTC"
os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("fonts.conf"))
if hasattr(time, "tzset"):
    time.tzset()

# SQLite synchronises each commit, which a disk takes several times as long for as all else. So the
# files of tests are kept in memory, where the system offers that and has the room.
_MEMORY = Path("/dev/shm")
if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > 2 << 30:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))

import pytest  # noqa: E402 (the environment comes first)
from hypothesis import settings  # noqa: E402 (as above)

from tests.fault_table import pytest_terminal_summary, tally  # noqa: E402 (as above)

__all__ = ["pytest_terminal_summary", "tally"]

settings.register_profile("ci", derandomize=True, deadline=None, max_examples=15, print_blob=True)
settings.register_profile("dev", deadline=None, max_examples=15)
settings.register_profile("thorough", deadline=None, max_examples=2000)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev")
)

sys.addaudithook(_sentry)

# As in the program, garbage is collected on the main thread alone: see reader.ui.tasks.
gc.disable()
_MUCH = 20_000  # objects made and still there


def pytest_collection_finish() -> None:
    """Leaves what was loaded out of all that is collected later: it stays, and it is much."""
    gc.freeze()


def pytest_runtest_teardown() -> None:
    """Collects what tests have left lately, when that is much; all would take some seconds of a run."""
    if gc.get_count()[0] > _MUCH:
        gc.collect(1)


ROOT = Path(__file__).parents[1]
_numbers = count(1)


@pytest.fixture(autouse=True)
def isolated_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new empty home; ``POSTIL_DATA_DIR`` and the XDG folders lie in it and do not exist yet."""
    home = tmp_path_factory.getbasetemp() / f"home-{next(_numbers)}"
    runtime = home / "run"
    runtime.mkdir(parents=True, mode=0o700)
    # It stays until the next test has another: at no time is it a person's own.
    os.environ.update(
        HOME=f"{home}",
        XDG_DATA_HOME=f"{home}/.local/share",
        XDG_CONFIG_HOME=f"{home}/.config",
        XDG_CACHE_HOME=f"{home}/.cache",
        XDG_STATE_HOME=f"{home}/.local/state",
        XDG_RUNTIME_DIR=f"{runtime}",
        POSTIL_DATA_DIR=f"{home}/library",
    )
    return home


@pytest.fixture
def data_dir(isolated_home: Path) -> Path:
    """The test's own ``POSTIL_DATA_DIR``, not made yet."""
    return isolated_home / "library"


@pytest.fixture(scope="session")
def put_library(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], None]:
    """Puts an empty library at a path, a copy of one made once a session: to make one takes 50 ms."""
    made: list[Path] = []

    def put(file: Path) -> None:
        from reader.library.database import Database  # not before coverage or a patch of a module

        if not made:
            template = tmp_path_factory.mktemp("template") / "library.sqlite"
            Database.open(template).close()
            made.append(template)
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(made[0], file)

    return put


@pytest.fixture(autouse=True, scope="session")
def compiled_once() -> None:
    """Lets all engines share what SQL they have compiled: each test has an engine of its own."""
    from sqlalchemy import Connection, Dialect, Engine, event  # not before coverage

    first: list[Dialect] = []  # what is compiled is cached by dialect
    compiled: dict[Any, Any] = {}

    @event.listens_for(Engine, "engine_connect")
    def _share(connection: Connection) -> None:
        if not first:
            first.append(connection.dialect)
        connection.dialect = first[0]
        connection.execution_options(compiled_cache=compiled)


class PutFilled(Protocol):
    """Puts a library at a path, and returns what the function returned that filled it."""

    def __call__(self, file: Path, fill: "Callable[[History], R]") -> R:
        """A copy of the library that ``fill``, a function of a module, filled once a session."""


@pytest.fixture(scope="session")
def put_filled(
    tmp_path_factory: pytest.TempPathFactory, put_library: Callable[[Path], None]
) -> PutFilled:
    """Puts a library at a path, a copy of one that a function filled once a session."""
    made: dict[object, tuple[Path, Any]] = {}

    def put(file: Path, fill: "Callable[[History], R]") -> R:
        from reader.library.database import Database  # as above
        from reader.operations.history import History

        if fill not in made:
            template = tmp_path_factory.mktemp("filled") / "library.sqlite"
            put_library(template)
            database = Database.open(template)
            made[fill] = template, fill(History(database))
            database.close()
        template, result = made[fill]
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(template, file)
        return cast("R", result)

    return put


@pytest.fixture
def log_watch(isolated_home: Path) -> Iterator[guards.LogWatch]:
    """The warnings logged during this test."""
    with guards.watch_log() as watch:
        yield watch


@pytest.fixture
def expect_log(log_watch: guards.LogWatch) -> guards.ExpectLog:
    """Announce a warning or an error: ``expect_log("could not read")``, a pattern for re.search.

    A line at WARNING or above that no test announced fails that test, and so does an announced
    one that never comes.
    """
    return log_watch.expect


@pytest.fixture(autouse=True)
def leaves_nothing(log_watch: guards.LogWatch) -> Iterator[None]:
    """Fail a test that leaves threads, windows, timers or stray log lines, or reaches out."""
    threads = set(threading.enumerate())
    qt_before = guards.qt_alive()
    _sentry.take()
    yield
    faults = guards.leaked_qt(qt_before, guards.PATIENCE)
    if faults:
        guards.delete_windows(set(guards.qt_alive()) - set(qt_before))
    faults += guards.leaked_threads(threads, guards.PATIENCE)
    faults += log_watch.faults()
    faults += _sentry.take()
    guards.park_mouse()
    if faults:
        pytest.fail("left behind: " + "; ".join(faults), pytrace=False)


@pytest.fixture
def count_internet_sockets() -> Callable[[], int]:
    """Tells how many sockets Python has opened in this process to speak over the internet."""
    return lambda: _sentry.internet_sockets


@pytest.fixture
def run_python(isolated_home: Path) -> Callable[..., str]:
    """Run a program text in a Python of its own and return what it printed.

    ``run_python("import reader; print(reader.__version__)", DISPLAY=":99")``: keywords are added
    to the environment. A failure fails the test with the program's standard error.
    """

    def run(program: str, **environment: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env=os.environ | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        if done.returncode != 0:
            pytest.fail(f"exit {done.returncode}:\n{done.stderr}", pytrace=False)
        return done.stdout

    return run


@pytest.fixture(scope="session")
def x_display() -> Iterator[str]:
    """The name of a virtual X screen, such as ``:99``: 1920×1200, for a process of its own.

    Give it to the process as ``DISPLAY`` with ``QT_QPA_PLATFORM=xcb``. There is no window manager.
    """
    server = shutil.which("Xvfb")
    if server is None:
        pytest.fail("Xvfb is missing: run `bash .ci/system-packages tests`", pytrace=False)
    reading, writing = os.pipe()
    # When its last client leaves, the server would begin anew, and refuse whoever comes meanwhile.
    options = ("-screen", "0", "1920x1200x24", "-nolisten", "tcp", "-noreset")
    process = subprocess.Popen(
        [server, "-displayfd", str(writing), *options],
        pass_fds=(writing,),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        yield f":{_read_number(reading, seconds=20.0)}"
    finally:
        os.close(reading)
        process.terminate()
        process.wait(10)


def _read_number(pipe: int, seconds: float) -> int:
    """The number, ended by a line feed, that another process writes into a pipe."""
    deadline = time.monotonic() + seconds
    text = b""
    while not text.endswith(b"\n"):
        ready, _, _ = select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))
        piece = os.read(pipe, 16) if ready else b""
        if not piece:
            pytest.fail(f"Xvfb did not start within {seconds:.0f} s", pytrace=False)
        text += piece
    return int(text)


@pytest.fixture
def web() -> Iterator["WebServer"]:
    """A web server on this machine that answers as the test says."""
    from tests.web_server import serve  # few tests need it

    with serve() as server:
        yield server
