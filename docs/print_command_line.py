"""Prints the manual page and the shell completions from the arguments that ``postil`` accepts."""

import argparse
import re
from collections.abc import Iterable, Iterator

import shtab

from reader.cli import main

# What the shells are asked to complete, by what the usage calls it.
_COMPLETED = {
    "FILE": shtab.FILE,
    "FILE|ADDRESS": shtab.FILE,
    "PATH": shtab.FILE,
    "DIR": shtab.DIRECTORY,
    "FOLDER": shtab.DIRECTORY,
}
_FILES = (
    "The library lies in \\fI~/.local/share/postil\\fR, or where \\fB\\-\\-data\\-dir\\fR or"
    " \\fBPOSTIL_DATA_DIR\\fR says."
)
_EXIT_STATUS = (
    "0 when all went well; 1 when something did not, which is said in one sentence on standard"
    " error; 2 when the arguments are wrong or there is no screen."
)


def completion(shell: str) -> str:
    """Returns the completion script of ``bash``, ``zsh`` or ``fish``."""
    parser = _parser()
    for one in _all(parser):
        for action in one._actions:
            if isinstance(action.metavar, str) and action.metavar in _COMPLETED:
                action.complete = _COMPLETED[action.metavar]  # type: ignore[attr-defined]
    return shtab.complete(parser, shell)


def manual() -> str:
    """Returns the manual page, postil(1), as roff."""
    parser = _parser()
    shared = [a for a in parser._actions if a.option_strings]
    lines = [
        '.TH POSTIL 1 "" "Postil" "User Commands"',
        ".SH NAME",
        "postil \\- " + _roff(str(parser.description).rstrip(".").lower()),
        ".SH SYNOPSIS",
        ".B postil",
        "[\\fIFILE\\fR|\\fIADDRESS\\fR]...",
        ".br",
        ".B postil",
        "\\fICOMMAND\\fR [\\fIARGUMENT\\fR]...",
        ".SH DESCRIPTION",
        "Without a command, the window is opened, and what is named is added to it.",
        "The commands work on the library without a screen.",
        ".SH OPTIONS",
        *_actions(shared),
        ".SH COMMANDS",
    ]
    named = {a.dest for a in shared}
    for name, text, command in commands():
        lines += [f".SS {_roff('postil ' + name)}", _sentence(text)]
        lines += _actions(a for a in command._actions if a.dest not in named)
    lines += [".SH FILES", _FILES, ".SH EXIT STATUS", _EXIT_STATUS]
    return "\n".join(lines) + "\n"


def commands() -> Iterator[tuple[str, str, argparse.ArgumentParser]]:
    """Yields the name and help of each command, with subcommands in place of their parent."""
    return _commands(_parser(), "")


def _parser() -> argparse.ArgumentParser:
    return main.parser_of("export")  # which tells the formats too


def _subparsers(
    parser: argparse.ArgumentParser,
) -> Iterator["argparse._SubParsersAction[argparse.ArgumentParser]"]:
    return (a for a in parser._actions if isinstance(a, argparse._SubParsersAction))


def _all(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for group in _subparsers(parser):
        for one in group.choices.values():
            yield from _all(one)


def _commands(
    parser: argparse.ArgumentParser, before: str
) -> Iterator[tuple[str, str, argparse.ArgumentParser]]:
    for group in _subparsers(parser):
        texts = {a.dest: a.help or "" for a in group._choices_actions}
        for name, one in group.choices.items():
            if any(_subparsers(one)):
                yield from _commands(one, f"{before}{name} ")
            else:
                yield before + name, texts[name], one


def _actions(actions: Iterable[argparse.Action]) -> Iterator[str]:
    """Yields a manual entry for each argument and option."""
    for action in actions:
        value = _value(action)
        names = ", ".join(f"\\fB{_roff(name)}\\fR" for name in action.option_strings)
        yield ".TP"
        yield " ".join(part for part in (names, value) if part)
        yield _sentence(action.help or "") or "\\&"


def _value(action: argparse.Action) -> str:
    """Returns the placeholder for the values of an argument, in italics."""
    if action.nargs == 0:
        return ""
    if action.choices is not None and action.metavar is None:
        return "|".join(f"\\fI{_roff(str(one))}\\fR" for one in action.choices)
    shown = action.metavar if action.metavar is not None else action.dest.upper()
    names = [shown] if isinstance(shown, str) else list(shown)
    text = " ".join(f"\\fI{_roff(name)}\\fR" for name in names)
    return text + "..." if action.nargs in ("*", "+") else text


def _sentence(text: str) -> str:
    return _roff(text[:1].upper() + text[1:]) + "." if text else ""


def _roff(text: str) -> str:
    """Escapes text so that roff prints it literally."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^(?=[.'])", r"\\&", text)
