"""Prints docs/modules.md: every module of the package, from the first sentence of its docstring."""

import ast
import inspect
import tokenize
from collections.abc import Iterator
from pathlib import Path

_INTRODUCTION = """\
# The modules

Printed by `make docs` from the first line of each module's docstring. [Architecture](architecture.md) says how they
work together, and who may import whom.
"""

_BEFORE = (tokenize.COMMENT, tokenize.NL)  # what may stand before a docstring


def modules_page(package: Path) -> str:
    """Returns the page in Markdown: a table for each folder of a package that holds modules."""
    return "\n".join([_INTRODUCTION, *_tables(package)])


def _tables(package: Path) -> Iterator[str]:
    for folder in (package, *sorted(path for path in package.rglob("*") if path.is_dir())):
        modules = sorted(p for p in folder.glob("*.py") if p.name != "__init__.py")
        if not modules:
            continue
        yield f"## `{folder.relative_to(package.parent).as_posix()}/`\n"
        about = _first_line(folder / "__init__.py")
        if about:
            yield about + "\n"
        yield "| module | |\n| --- | --- |"
        for module in modules:
            yield f"| `{module.name}` | {_first_line(module)} |"
        yield ""


def _first_line(module: Path) -> str:
    """Returns the first line of a module's docstring, in Markdown."""
    with module.open(encoding="utf-8") as lines:
        tokens = (t for t in tokenize.generate_tokens(lines.readline) if t.type not in _BEFORE)
        first = next(tokens)  # the rest is not read: to parse every module whole takes a second
    text = inspect.cleandoc(ast.literal_eval(first.string)) if first.type == tokenize.STRING else ""
    return text.partition("\n")[0].replace("``", "`").replace("|", "\\|")
