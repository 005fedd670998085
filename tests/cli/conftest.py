"""What tests of the ``postil`` command share: a run of it in this process, and a page to add."""

from pathlib import Path

import pytest

from reader.cli import main
from tests.cli.command_output import BODY, PAGE, Answer, Run


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
