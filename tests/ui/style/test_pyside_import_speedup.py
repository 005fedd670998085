"""PySide does not read the sources of what is imported after it."""

from collections.abc import Callable


def test_importing_the_window_reads_no_source(run_python: Callable[..., str]) -> None:
    program = """
import linecache
import reader.ui.window.main_window, sqlalchemy.orm
files = [name for name in linecache.cache if name.endswith(".py")]
print([name for name in files if "reader/ui" in name or "sqlalchemy" in name])
"""
    assert run_python(program).strip() == "[]"
