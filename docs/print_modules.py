"""The table of modules in docs/architecture.md, from the sentence that each opens with."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

BEGIN, END = "<!-- modules: printed by `make keys` -->", "<!-- /modules -->"

_PACKAGES = (
    "",
    "core",
    "library",
    "importers",
    "exporters",
    "operations",
    "commands",
    "commands/catalogue",
    "ui",
)


def with_modules(page: str, package: Path) -> str:
    """A page with the modules of a package between its markers; raises ValueError without them."""
    pattern = re.compile(rf"({re.escape(BEGIN)}\n).*?({re.escape(END)})", re.DOTALL)
    if not pattern.search(page):
        raise ValueError(f"The page lacks the markers {BEGIN} and {END}.")
    tables = "\n".join(_tables(package))
    return pattern.sub(lambda found: f"{found[1]}\n{tables}\n{found[2]}", page, count=1)


def _tables(package: Path) -> Iterator[str]:
    for name in _PACKAGES:
        folder = package / name
        yield f"### `{(Path(package.name) / name).as_posix()}/`\n"
        own = _sentence(folder / "__init__.py")
        if own:
            yield own + "\n"
        yield "| module | |\n| --- | --- |"
        for module in sorted(folder.glob("*.py")):
            if module.name != "__init__.py":
                yield f"| `{module.name}` | {_sentence(module)} |"
        yield ""


def _sentence(module: Path) -> str:
    """The first line of a module's docstring, in Markdown."""
    text = ast.get_docstring(ast.parse(module.read_text("utf-8"))) or ""
    return text.partition("\n")[0].replace("``", "`").replace("|", "\\|")
