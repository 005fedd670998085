"""What make does before Postil is there: the .venv, and what the system lacks."""

import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make is not here")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with the Makefile and a .venv that the running Python has made for it."""
    folder = tmp_path / "a checkout"
    folder.mkdir()
    shutil.copy(ROOT / "Makefile", folder)
    venv.create(folder / ".venv", symlinks=True)
    _stamp(folder, sys.version_info[:2])
    return folder


def _stamp(folder: Path, version: tuple[int, int]) -> None:
    (folder / ".venv/.python").write_text(f"{version[0]} {version[1]} {folder}/.venv\n")


def _is_to_be_made(folder: Path) -> bool:
    command = ["make", f"PYTHON={sys.executable}", "--question", ".venv/.python"]
    done = subprocess.run(command, cwd=folder, check=False)
    assert done.returncode in (0, 1)
    return done.returncode == 1


def test_a_venv_serves_as_long_as_its_python_and_its_folder_are_the_same(checkout: Path) -> None:
    assert not _is_to_be_made(checkout)
    _stamp(checkout, (3, 1))  # the system has another Python since
    assert _is_to_be_made(checkout)
    _stamp(checkout, sys.version_info[:2])
    worktree = checkout.with_name("worktree")
    worktree.mkdir()
    shutil.copy(ROOT / "Makefile", worktree)
    (worktree / ".venv").symlink_to(checkout / ".venv")
    assert not _is_to_be_made(worktree)  # which would empty what another folder needs
    moved = checkout.rename(checkout.with_name("another"))
    assert _is_to_be_made(moved)
    _stamp(moved, sys.version_info[:2])
    assert not _is_to_be_made(moved)
    for python in (moved / ".venv/bin").glob("python*"):
        python.unlink()
    assert _is_to_be_made(moved)


@pytest.mark.parametrize("target", ["test", "faults", "interop", "bench", "soak"])
def test_what_runs_tests_installs_what_they_import(target: str, checkout: Path) -> None:
    for folder in (".requirements", ".ci"):
        shutil.copytree(ROOT / folder, checkout / folder)
    shutil.copy(ROOT / "pyproject.toml", checkout)
    command = ["make", f"PYTHON={sys.executable}", "--dry-run", target]
    done = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False)
    assert "-r .requirements/development.txt" in done.stdout, done.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux brings Qt's libraries")
def test_qt_is_looked_for_in_the_venv_that_is_named(tmp_path: Path) -> None:
    command = ["sh", ".ci/system-packages", "desktop", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (
        1,
        f"system-packages: PySide6 is not installed in {tmp_path}\n",
    )
