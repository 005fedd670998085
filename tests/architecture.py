"""The rules of docs/architecture.md, as functions from a module's source to its faults."""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from tests.source_trees import tree_of

LINES = 400
MODULES = 30  # of one folder

# What each part of reader/ may import of the others, besides itself.
_BOTTOM = frozenset({"core", "preference", "settings", "paths"})
_SIBLINGS = frozenset({"library", "importers", "exporters", "fetching", "receiving"})
_BELOW_COMMANDS = _BOTTOM | _SIBLINGS | {"operations"}
MAY_IMPORT: dict[str, frozenset[str]] = {
    "core": frozenset(),
    "paths": frozenset(),
    "preference": frozenset(),
    "settings": frozenset({"core", "paths", "preference"}),
    "library": _BOTTOM,
    "importers": _BOTTOM,
    "exporters": _BOTTOM,
    "fetching": _BOTTOM,
    "receiving": _BOTTOM,
    "operations": _BOTTOM | _SIBLINGS,
    "commands": _BELOW_COMMANDS,
    "services": _BELOW_COMMANDS | {"commands"},
    "ui": _BELOW_COMMANDS | {"commands", "services"},
    "display_check": frozenset(),
    "cli": _BELOW_COMMANDS | {"commands", "services"},
    "cli.main": _BELOW_COMMANDS | {"commands", "services", "ui", "cli", "display_check"},
    "__main__": frozenset({"cli"}),
    "__init__": frozenset(),
}

# The folders of reader/ui/: each imports itself and those of the lines below it.
UI_LAYERS = (
    ("window",),
    ("highlights", "preferences", "printed_pages", "printing", "revisions", "selection", "speech"),
    ("articles", "reading", "annotations", "tags", "backups", "importing", "receiving", "views"),
    ("pages",),
    ("keys",),
    ("overlays",),
    ("lists",),
    ("style", "tasks"),
)
_LEVEL = {folder: -level for level, folders in enumerate(UI_LAYERS) for folder in folders}

# Where a third-party package, or a part of the standard library that has one home, may be used:
# a part of reader/, or one module of it.
HOMES: dict[str, tuple[str, ...]] = {
    "PySide6": ("ui",),
    "shiboken6": ("ui",),
    "sqlalchemy": ("library",),
    "alembic": ("library",),
    "sqlite3": ("library", "importers.programs.foreign_database"),
    "lxml": ("importers", "core.text"),
    "nh3": ("importers.web",),
    "selectolax": ("importers.web.html_parser",),
    "markdown_it": ("importers.plain", "core.text.notes.note_markdown"),
    "mdit_py_plugins": ("importers.plain",),
    "brotli": ("importers.containers",),
    "mammoth": ("importers.documents",),
    "pypdf": ("importers.pdf", "exporters"),
    "pypdfium2": ("importers.pdf",),
    "chardet": ("importers.charset_guess",),
    "html.parser": ("importers",),
    "xml": ("importers",),
    "jinja2": ("exporters",),
    "yaml": ("importers", "exporters"),
    "rapidfuzz": ("core",),
    "snowballstemmer": ("core.query.word_stems",),
    "regex": ("core", "importers"),
    "platformdirs": ("paths",),
    # The network; the screen asks only the local X server.
    "socket": ("fetching", "receiving", "display_check"),
    "socketserver": ("receiving",),
    "ssl": ("fetching",),
    "http.server": ("receiving",),
    "http": ("fetching", "receiving"),
    "urllib.request": ("fetching",),
    "ftplib": (),
    "smtplib": (),
    "xmlrpc": (),
    "asyncio": (),
}


# A comment on the line of an import, or on a line of its own: nowhere else stands one that says why.
_COMMENT = re.compile(r"^\s*(?:(?:import|from) [^#]*)?#\s*(.*)")
_FOR_TOOLS = re.compile("noqa|type:")


@dataclass(frozen=True, slots=True)
class Import:
    """One imported module: its dotted name, its line, and whether it stands in a function."""

    name: str
    line: int
    is_inside: bool


def faults(module: str, source: str) -> list[str]:
    """What a module of the package, such as ``reader.ui.style.theme``, does against the rules."""
    imports = _imports(source, module)
    found = [
        *_size_faults(source),
        *_layer_faults(module, imports),
        *_folder_faults(module, imports),
        *_home_faults(module, imports),
        *_placement_faults(source, imports),
    ]
    if module == "reader" and not all(
        _is_docstring(node) or _is_version(node) for node in tree_of(source).body
    ):
        found.append("reader/__init__.py holds the version and nothing else")
    return [f"{module}: {fault}" for fault in found]


def module_name(path: Path, root: Path) -> str:
    """The dotted name of a source file below root."""
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def part_of(module: str) -> str:
    """Returns the key of MAY_IMPORT that a module falls under: ``reader.ui.style.theme`` to ui."""
    parts = module.split(".")[1:]
    if not parts:
        return "__init__"
    return next((part for part in (".".join(parts[:2]),) if part in MAY_IMPORT), parts[0])


def _statements(tree: ast.AST, is_inside: bool = False) -> Iterator[tuple[ast.stmt, bool]]:
    """Every statement of a module, and whether it stands in a function."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.stmt):
            yield node, is_inside
        elif not isinstance(node, (ast.excepthandler, ast.match_case)):
            continue  # no statement stands in an expression
        is_function = isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        yield from _statements(node, is_inside or is_function)


@cache
def _imports(source: str, module: str) -> tuple[Import, ...]:
    """Every import of a module; ``from a import b`` counts as ``a.b``."""
    return tuple(_imports_of(tree_of(source), module))


def _imports_of(tree: ast.Module, module: str) -> Iterator[Import]:
    for node, is_inside in _statements(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, node.lineno, is_inside)
        elif isinstance(node, ast.ImportFrom):
            parts = module.split(".")
            base = ".".join(parts[: len(parts) - node.level]) if node.level else ""
            origin = ".".join(filter(None, (base, node.module)))
            for alias in node.names:
                yield Import(f"{origin}.{alias.name}", node.lineno, is_inside)


def _size_faults(source: str) -> Iterator[str]:
    count = len(source.splitlines())
    if count > LINES:
        yield f"{count} lines, more than {LINES}: split it by subject"


def _layer_faults(module: str, imports: Sequence[Import]) -> Iterator[str]:
    own = part_of(module)
    if own not in MAY_IMPORT:
        yield f"{own} is no part of the architecture"
        return
    for item in imports:
        if not item.name.startswith("reader."):
            continue
        other = item.name.split(".")[1]
        if other in MAY_IMPORT and other not in MAY_IMPORT[own] | {own}:
            yield f"line {item.line}: {own} may not import {other}"


def _folder_faults(module: str, imports: Sequence[Import]) -> Iterator[str]:
    """Finds imports against the order of the folders of reader/ui/."""
    own = _ui_folder(module)
    if own and own not in _LEVEL:
        yield f"ui.{own} is no folder of the architecture"
        return
    for item in imports:
        other = _ui_folder(item.name)
        if other not in _LEVEL or other == own:
            continue
        if other == "window" and module != "reader.cli.main":
            yield f"line {item.line}: only ui.window imports ui.window"
        elif own and _LEVEL[other] >= _LEVEL[own]:
            yield f"line {item.line}: ui.{own} may not import ui.{other}"


def _ui_folder(module: str) -> str:
    parts = module.split(".")
    return parts[2] if parts[:2] == ["reader", "ui"] and len(parts) > 2 else ""


def circles(sources: Mapping[str, str]) -> set[frozenset[str]]:
    """Finds the circles of imports among modules, imports for types and in functions included."""
    graph: dict[str, list[str]] = {}
    for module, source in sources.items():
        names = {item.name for item in _imports(source, module)}
        origins = {name if name in sources else name.rpartition(".")[0] for name in names}
        graph[module] = sorted((origins & sources.keys()) - {module})
    found: set[frozenset[str]] = set()
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle: list[str] = error.args[1]
            found.add(frozenset(circle))
            graph[circle[1]].remove(circle[0])
        else:
            return found


def crowded_folders(modules: Iterable[str]) -> list[str]:
    """Finds the folders that hold more than MODULES modules."""
    counts = Counter(module.rpartition(".")[0] for module in modules)
    return [
        f"{name}: {n} modules, more than {MODULES}" for name, n in counts.items() if n > MODULES
    ]


def _home_faults(module: str, imports: Sequence[Import]) -> Iterator[str]:
    here = module.removeprefix("reader.")
    for item in imports:
        top = item.name.split(".")[0]
        if top == "reader":
            continue
        home = next((h for h in HOMES if f"{item.name}.".startswith(f"{h}.")), None)
        if home is None:
            if top not in sys.stdlib_module_names:
                yield f"line {item.line}: {top} has no home, give it one in tests/architecture.py"
        elif not any(f"{here}.".startswith(f"{place}.") for place in HOMES[home]):
            places = " and ".join(HOMES[home]) or "no part"
            yield f"line {item.line}: {home} is for {places} only"


def _placement_faults(source: str, imports: Sequence[Import]) -> Iterator[str]:
    """An import inside a function needs a comment, on its line or right above, that says why."""
    inside = sorted({item.line for item in imports if item.is_inside})
    if not inside:
        return
    lines = source.splitlines()
    comments = {
        number
        for line in inside
        for number in (line, line - 1)
        if (found := _COMMENT.search(lines[number - 1])) and not _FOR_TOOLS.match(found[1])
    }
    explained: set[int] = set()
    for line in inside:
        # One comment speaks for the imports that follow it without a gap.
        if {line, line - 1} & comments or line - 1 in explained:
            explained.add(line)
        else:
            yield f"line {line}: an import inside a function without a comment that says why"


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_version(node: ast.stmt) -> bool:
    return isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__version__"
