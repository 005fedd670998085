"""Prints docs/modules.md: every module of the package, from the first sentence of its docstring."""

import ast
from collections.abc import Iterator
from pathlib import Path

_INTRODUCTION = """\
# The modules

Printed by `make docs` from the first line of each module's docstring. [Architecture](architecture.md) says how they
work together, and who may import whom.
"""


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
    text = ast.get_docstring(ast.parse(module.read_text("utf-8"))) or ""
    return text.partition("\n")[0].replace("``", "`").replace("|", "\\|")
