"""What tests of the ``postil`` command share: a run of it in this process, and a page to add."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from reader import paths
from reader.cli import main
from reader.operations import articles
from reader.operations.history import History
from tests.cli.command_output import BODY, PAGE, Answer, Run
from tests.conftest import PutFilled
from tests.importers.sources import read_page

_parser = cache(main.parser_of)


@pytest.fixture(autouse=True)
def parsers_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes the parser of each command once for all tests here: that takes as long as a run."""
    monkeypatch.setattr(main, "parser_of", _parser)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command in this process."""

    def run(*arguments: object) -> Answer:
        capsys.readouterr()
        code = main.main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return Answer(code, captured.out, captured.err)

    return run


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "page.html"
    file.write_text(PAGE.format(body=BODY), "utf-8")
    return file


@pytest.fixture
def empty(data_dir: Path, put_library: Callable[[Path], None]) -> None:
    """A library that holds nothing yet."""
    put_library(paths.library_file(data_dir))


def _add_page(history: History) -> None:
    history.do("Add article", articles.add, read_page(PAGE.format(body=BODY)))


@pytest.fixture
def added(page: Path, data_dir: Path, put_filled: PutFilled) -> Path:
    """The page, in a library as if the command had added it."""
    put_filled(paths.library_file(data_dir), _add_page)
    return page
