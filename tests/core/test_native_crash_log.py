"""The log of crashes: where a process was that was killed by a fault of its own."""

import os
import stat
import subprocess
import sys
from pathlib import Path

from reader.core import native_crash_log
from tests.conftest import ROOT

_CRASH = """
import resource, sys
from pathlib import Path
from reader.core.native_crash_log import log_crashes
def crash():
    import faulthandler
    faulthandler._sigsegv()
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
log_crashes(Path(sys.argv[1]))
crash()
"""


def _crash(folder: Path) -> int:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", _CRASH, str(folder)]
    done = subprocess.run(command, env=environment, capture_output=True, timeout=60, check=False)
    return done.returncode


def test_a_crash_is_logged_and_the_log_does_not_grow_for_ever(tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    folder.mkdir()
    log = folder / native_crash_log.NAME
    log.write_text("x" * (native_crash_log.LARGEST + 1), "ascii")
    assert _crash(folder) < 0
    text = log.read_text("ascii")
    assert text.startswith("Fatal Python error: Segmentation fault")
    assert "in crash" in text
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert sorted(file.name for file in folder.iterdir()) == ["crash.log", "crash.log.1"]


def test_where_no_log_can_be_written_the_program_begins_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "logs").touch()
    native_crash_log.log_crashes(tmp_path / "logs")
