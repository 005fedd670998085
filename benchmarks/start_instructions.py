"""Counts the instructions of the processor that a start takes until its first picture is painted.

``python -m benchmarks.start_instructions DATA_FOLDER`` starts Postil and the bare window under valgrind,
without a screen, and prints both counts. However busy the machine is, they differ by less than 1 %
from run to run.
"""

import json
import os
import re
import runpy
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from PySide6.QtWidgets import QApplication

_COUNT = re.compile(r"I\s+refs:\s+([\d,]+)")
_SCREEN = {"name": "screen", "x": 0, "y": 0, "width": 1600, "height": 1000}  # has room for both
_SCREEN |= {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1.0}
_VALGRIND = ("valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null")


def _end_when_painted() -> NoReturn:
    """Takes the place of QApplication.exec: the first turn of the event loop paints."""
    QApplication.processEvents()
    os._exit(0)


def _start(module: str, arguments: Sequence[str]) -> None:
    """Runs a program in this process until it has painted its window."""
    QApplication.exec = staticmethod(_end_when_painted)  # type: ignore[method-assign]
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def count(folder: Path, module: str, *arguments: str) -> int:
    """Returns the instructions of a program's start; one before it fills the caches."""
    screens = folder / "screens.json"
    screens.write_text(json.dumps({"screens": [_SCREEN]}))
    platform = f"offscreen:configfile={screens}"
    environment = {**os.environ, "QT_QPA_PLATFORM": platform, "PYTHONHASHSEED": "0"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    program = (sys.executable, "-m", "benchmarks.start_instructions", "--child", module, *arguments)
    subprocess.run(program, env=environment, check=True)
    done = subprocess.run(
        [*_VALGRIND, *program], env=environment, check=True, capture_output=True, text=True
    )
    found = _COUNT.search(done.stderr)
    if found is None:
        raise RuntimeError(done.stderr)
    return int(found[1].replace(",", ""))


def main() -> None:
    """Count both, on a copy of a data folder."""
    with tempfile.TemporaryDirectory(prefix="postil-bench-") as temporary:
        folder = Path(temporary)
        bare = count(folder, "benchmarks.bare_window")
        shutil.copytree(sys.argv[1], folder / "library")
        postil = count(folder, "reader", "--data-dir", str(folder / "library"))
    print(f"{postil / 1e6:,.0f} M, {postil / bare:.2f} times the bare window's {bare / 1e6:,.0f} M")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        _start(sys.argv[2], sys.argv[3:])
    else:
        main()
