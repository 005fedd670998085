"""PySide does not read the sources of what is imported after it."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_importing_the_window_reads_no_source() -> None:
    program = """
import linecache
import reader.ui.main_window, sqlalchemy.orm
print([name for name in linecache.cache if "main_window" in name or "sqlalchemy" in name])
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
