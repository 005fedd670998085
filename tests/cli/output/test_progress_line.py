"""The count that a command shows on a terminal, and nowhere else."""

import contextlib
import os
import sys
from pathlib import Path

import pytest

from tests.cli.command_output import Run


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs terminals as Unix has them")
def test_an_export_counts_on_a_terminal(
    run: Run, added: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    master, slave = os.openpty()
    with os.fdopen(slave, "w", encoding="utf-8") as terminal:
        monkeypatch.setattr(sys, "stderr", terminal)
        answer = run("export", "--format", "json", "--output", tmp_path / "all.json")
    shown = _read_to_the_end(master)
    assert answer.code == 0
    assert "1 of 1" in shown
    assert shown.endswith("\r" + " " * len("1 of 1") + "\r")
    assert (tmp_path / "all.json").exists()


def _read_to_the_end(master: int) -> str:
    """What was written to a terminal whose other end is closed."""
    pieces: list[bytes] = []
    with contextlib.suppress(OSError):  # so Linux says that nothing more comes
        while piece := os.read(master, 1000):
            pieces.append(piece)
    os.close(master)
    return b"".join(pieces).decode()


def test_nothing_is_counted_where_no_one_looks(run: Run, added: Path, tmp_path: Path) -> None:
    assert run("export", "--format", "json", "--output", tmp_path / "all.json").err == ""
