"""The details of an article."""

from collections.abc import Callable


def test_details_load_no_importer_of_pages(run_python: Callable[..., str]) -> None:
    """The main thread loads what gathers them, when they are first shown."""
    program = (
        "import sys, reader.commands.details, reader.operations.feeds.feed_provenance;"
        "print([name for name in sys.modules if name.startswith('reader.importers.web')])"
    )
    assert run_python(program).split("\n")[0] == "[]"
