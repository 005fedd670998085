"""The manual page and the completions say what ``postil`` takes, and the program acts on its own."""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from docs import print_command_line
from reader.cli import main

FILES = Path(__file__).parents[1] / "resources" / "command-line"


def test_every_argument_is_described() -> None:
    silent = [
        (name, action.metavar or action.dest)
        for name, help_, command in print_command_line.commands()
        for action in command._actions
        if not help_ or not (action.help or isinstance(action, argparse._SubParsersAction))
    ]
    assert silent == []


def test_the_manual_page_tells_of_every_command() -> None:
    text = (FILES / "postil.1").read_text(encoding="utf-8")
    for name in main.NAMES:
        assert ".SS postil " + name.replace("-", r"\-") in text, name
    for name in ("add", "list", "refresh", "remove", "set", "opml"):
        assert f".SS postil feed {name}\n" in text
    # A line that begins like a request of roff would be taken for one, and not printed.
    requests = {line.split()[0] for line in text.splitlines() if line.startswith((".", "'"))}
    assert requests == {".TH", ".SH", ".SS", ".TP", ".B", ".br"}


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not here")
def test_bash_completes_commands_options_and_values() -> None:
    script = """
source "$1"
try() {
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMPREPLY=()
    _shtab_postil
    echo "${COMPREPLY[*]}"
}
try postil exp
try postil feed rem
try postil list --da
try postil add --pictures ""
"""
    done = subprocess.run(
        ["bash", "-c", script, "bash", FILES / "postil.bash"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == ["export", "remove", "--data-dir", "all site none"]


def test_a_packaged_program_stands_in_for_python_where_its_workers_need_one() -> None:
    # What PyInstaller's start says of itself; the arguments are those of the reading processes.
    program = (
        "import runpy, sys; sys.frozen = True;"
        " sys.argv = ['postil', '-P', '-c', 'print(1 + 1)'];"
        " runpy.run_module('reader', run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=FILES.parents[1],
    )
    assert done.stdout == "2\n"
