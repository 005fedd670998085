"""The package keeps the layers of docs/architecture.md, and each rule catches its breach."""

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture import (
    HOMES,
    LINES,
    MAY_IMPORT,
    MODULES,
    UI_LAYERS,
    circles,
    crowded_folders,
    faults,
    module_name,
)
from tests.each import each

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "reader").rglob("*.py"))
TEST_MODULES = sorted((ROOT / "tests").rglob("*.py"))

# What must not be imported before the window has been painted: together more than its own start.
LATE = {
    "alembic",
    "bs4",
    "chardet",
    "lxml",
    "mako",
    "markdown_it",
    "markdownify",
    "mdit_py_plugins",
    "nh3",
    "rapidfuzz",
    "regex",
    "selectolax",
    "snowballstemmer",
    "sqlalchemy",
    "yaml",
}
# Likewise, where other modules of the package are needed for the window.
LATE_MODULES = {
    "http.server",
    "reader.commands.frontend",
    "reader.commands.reading.reading_frontend",
    "reader.commands.settings.settings_frontend",
    "reader.commands.views.views_frontend",
    "reader.core.article_draft",
    "reader.core.query.completion",
    "reader.library.backups",
    "reader.operations.adding",
    "reader.operations.article_details",
    "reader.operations.feeds.feed_fetching",
    "reader.operations.importing",
    "reader.receiving",
    "reader.ui.importing",
    "reader.ui.overlays.crossfade",
    "reader.ui.overlays.footnote_popup",
    "reader.ui.overlays.picture_viewer",
    "reader.ui.pages.list_page",
    "reader.ui.printed_pages",
    "reader.ui.printing",
    "reader.ui.reading.contents",
    "reader.ui.reading.layout.image_decoding",
    "reader.ui.receiving.folder_watch_controller",
    "reader.ui.receiving.receiving_controller",
    "reader.ui.speech",
    "reader.ui.style.button_icons",
    "reader.ui.tasks.file_tasks",
    "reader.ui.views.views_panel",
    "reader.ui.window.layout.views_host",
}


def test_every_module_keeps_the_rules() -> None:
    assert len(SOURCES) > 100
    sources = {module_name(path, ROOT): path.read_text(encoding="utf-8") for path in SOURCES}
    assert [fault for module, source in sources.items() for fault in faults(module, source)] == []


def test_no_test_module_is_too_long() -> None:
    sizes = {p: len(p.read_text(encoding="utf-8").splitlines()) for p in TEST_MODULES}
    assert {str(p): size for p, size in sizes.items() if size > 2 * LINES} == {}


def test_no_module_imports_what_imports_it() -> None:
    sources = {module_name(path, ROOT): path.read_text(encoding="utf-8") for path in SOURCES}
    assert circles(sources) == set()


def test_no_folder_holds_too_many_modules() -> None:
    assert crowded_folders(module_name(path, ROOT) for path in SOURCES) == []


@each(
    ("module", "source", "words"),
    [
        ("reader.core.text.canonical_text", "import reader.library", "core may not import library"),
        (
            "reader.core.text.canonical_text",
            "from reader import settings",
            "core may not import settings",
        ),
        (
            "reader.library.queries.queries",
            "from reader.importers import read",
            "library may not import",
        ),
        ("reader.importers.web.html", "from ...exporters import item", "importers may not import"),
        ("reader.exporters.export_item", "import reader.operations", "exporters may not import"),
        ("reader.operations.tags", "import reader.commands", "operations may not import"),
        ("reader.commands.reading", "import reader.ui.style.theme", "commands may not import ui"),
        ("reader.commands.reading", "import reader.services", "commands may not import services"),
        ("reader.services", "from reader.ui import theme", "services may not import ui"),
        ("reader.ui.style.theme", "from reader.cli.main import main", "ui may not import cli"),
        ("reader.paths", "import reader.core.models", "paths may not import core"),
        ("reader.surprise.thing", "", "surprise is no part of the architecture"),
        ("reader.core.text.canonical_text", "import PySide6", "PySide6 is for ui only"),
        ("reader.commands.reading", "from PySide6.QtCore import Qt", "PySide6 is for ui only"),
        ("reader.operations.tags", "import sqlalchemy.orm", "sqlalchemy is for library only"),
        (
            "reader.ui.tasks.task",
            "import sqlite3",
            "sqlite3 is for library and importers.programs.foreign_database only",
        ),
        ("reader.services", "from alembic import command", "alembic is for library only"),
        (
            "reader.core.query.query_parser",
            "from lxml import html",
            "lxml is for importers and core.text",
        ),
        (
            "reader.exporters.article_markdown",
            "import markdown_it",
            "markdown_it is for importers.plain and core.text.notes.note_markdown",
        ),
        ("reader.ui.style.theme", "import nh3", "nh3 is for importers.web only"),
        (
            "reader.ui.style.theme",
            "from urllib.request import urlopen",
            "urllib.request is for fetching",
        ),
        (
            "reader.ui.style.theme",
            "from urllib import request",
            "urllib.request is for fetching only",
        ),
        (
            "reader.cli.main",
            "import socket",
            "socket is for fetching and receiving and display_check only",
        ),
        ("reader.receiving.receiver", "import ssl", "ssl is for fetching only"),
        ("reader.receiving.receiver", "import reader.importers", "receiving may not import"),
        ("reader.fetching.client", "import http.server", "http.server is for receiving only"),
        ("reader.cli.main", "import asyncio", "asyncio is for no part only"),
        ("reader.importers.web", "import requests", "requests has no home"),
        ("reader.cli.main", "def f():\n    import json", "without a comment"),
        ("reader.cli.main", "def f():\n    import json  # noqa: PLC0415", "without a comment"),
        ("reader.cli.main", "# Why not.\n\ndef f():\n    import json", "without a comment"),
        ("reader.core.text.canonical_text", "x = 1\n" * (LINES + 1), "401 lines"),
        ("reader", "import sys", "the version and nothing else"),
        (
            "reader.ui.style.theme",
            "import reader.ui.lists.row_heights",
            "style may not import ui.l",
        ),
        (
            "reader.ui.style.fade",
            "from reader.ui.tasks import task",
            "style may not import ui.tasks",
        ),
        (
            "reader.ui.keys.chords",
            "from reader.ui.pages import list_page",
            "may not import ui.pages",
        ),
        (
            "reader.ui.tags.tag_picker_rows",
            "import reader.ui.reading.page_view",
            "may not import ui.read",
        ),
        ("reader.ui.revisions.x", "import reader.ui.highlights.y", "may not import ui.highlights"),
        (
            "reader.ui.tasks.task",
            "import reader.ui.window.menus.command_menus",
            "only ui.window imports",
        ),
        ("reader.ui.surprise.thing", "", "ui.surprise is no folder of the architecture"),
    ],
)
def test_a_breach_is_caught(module: str, source: str, words: str) -> None:
    assert words in "\n".join(faults(module, source))


@pytest.mark.parametrize(
    "sources",
    [
        {"reader.a": "from reader.b import x", "reader.b": "import reader.a"},
        {"reader.a": "def f():\n    import reader.b", "reader.b": "from reader import a"},
        {
            "reader.a": "if TYPE_CHECKING:\n    from reader.p import C",
            "reader.p": "from reader.p.b import C",
            "reader.p.b": "from reader.a import x",
        },
    ],
)
def test_a_circle_is_found(sources: dict[str, str]) -> None:
    straight = {"reader.c": "import reader.a", "reader.d": "from reader import c"}
    assert circles(straight | {"reader.a": ""}) == set()
    assert circles(sources | straight) == {frozenset(sources)}


def test_a_crowded_folder_is_found() -> None:
    modules = [f"reader.ui.keys.m{number}" for number in range(MODULES)]
    assert crowded_folders(modules) == []
    assert crowded_folders([*modules, "reader.ui.keys.one_more"])


@each(
    ("module", "source"),
    [
        ("reader", '"""Postil."""\n__version__ = "1"'),
        ("reader.cli.main", "import urllib.parse\nimport html\nfrom reader import __version__"),
        ("reader.cli.main", "def f():\n    # Start-up time.\n    import json\n    import csv"),
        ("reader.cli.main", "def f():\n    import json  # start-up time"),
        (
            "reader.cli.main",
            "def f():\n    from reader.ui.window.startup.application import run  # needs a screen",
        ),
        ("reader.core.text.canonical_text", "from lxml import html"),
        ("reader.importers.web.sanitizing.sanitizer", "import nh3"),
        ("reader.library.mapped_classes", "from sqlalchemy import orm\nimport sqlite3"),
        (
            "reader.ui.style.theme",
            "from reader.commands.catalogue import COMMANDS\nimport PySide6.QtGui",
        ),
        ("reader.ui.reading.page_view", "import reader.ui.style.theme\nimport reader.ui.reading.x"),
        ("reader.ui.window.menus.command_menus", "from reader.ui.highlights import y"),
        ("reader.core.text.canonical_text", "x = 1\n" * LINES),
    ],
)
def test_what_keeps_the_rules_passes(module: str, source: str) -> None:
    assert faults(module, source) == []


def test_the_rules_name_what_exists() -> None:
    folders = {p.name for p in (ROOT / "reader" / "ui").iterdir() if (p / "__init__.py").exists()}
    assert folders == {name for layer in UI_LAYERS for name in layer}
    parts = {p.stem if p.is_file() else p.name for p in (ROOT / "reader").iterdir()}
    assert {part for part in parts if part != "__pycache__"} <= set(MAY_IMPORT)
    assert [name for name in HOMES if importlib.util.find_spec(name) is None] == []


def test_the_window_starts_without_what_only_later_work_needs(
    run_python: Callable[..., str],
) -> None:
    program = "import json, sys; import reader.cli.main, reader.ui.window.main_window; print(json.dumps([*sys.modules]))"
    modules = set(json.loads(run_python(program)))
    loaded = {name.split(".")[0] for name in modules}
    assert "PySide6" in loaded
    assert sorted(loaded & LATE) == []
    assert sorted(modules & LATE_MODULES) == []


def test_the_command_line_answers_without_qt(run_python: Callable[..., str]) -> None:
    program = "import json, sys; import reader.cli.main; print(json.dumps([*sys.modules]))"
    loaded = {name.split(".")[0] for name in json.loads(run_python(program))}
    assert sorted(loaded & (LATE | {"PySide6", "shiboken6"})) == []
