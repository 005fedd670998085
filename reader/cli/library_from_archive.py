"""Implements ``postil import`` for an archive of Postil when there is no library: creates it from the archive."""

import argparse
from pathlib import Path
from typing import Any

from reader import paths
from reader.cli.output.progress_line import progress_line
from reader.core.translation import ngettext, number_text


def makes_library(options: argparse.Namespace, directory: Path) -> bool:
    """Returns whether what is to be imported is an archive and there is no library."""
    if options.all_get or options.is_archiving or paths.library_file(directory).exists():
        return False
    from reader.operations.archive.archive_reading import is_archive  # only when asked for

    names = options.names
    return is_archive(Path(names[-1])) and names[:-1] in ([], ["postil"])


def run(options: argparse.Namespace, directory: Path) -> tuple[str, Any, int]:
    """Creates the library; returns the answer, also for JSON, and the exit code."""
    from reader.operations.archive import archive_reading  # only when asked for

    archive, library = Path(options.names[-1]), paths.library_file(directory)
    count = archive_reading.article_count(archive)
    if options.is_preview:
        text = ngettext(
            "{path} would be made of {n} article, with all that belongs to it.",
            "{path} would be made of {n} articles, with all that belongs to them.",
            count,
        )
        return text.format(path=library, n=number_text(count)), {"articles": count}, 0
    with progress_line(count) as update:
        made = archive_reading.restore(archive, library, lambda done, _total: update(done))
    text = ngettext(
        "{path} was created from {n} article, with all that belongs to it.",
        "{path} was created from {n} articles, with all that belongs to them.",
        made.articles,
    )
    lines = [text.format(path=library, n=number_text(made.articles)), *made.told]
    return (
        "\n".join(lines),
        {"articles": made.articles, "damaged": list(made.told)},
        1 if made.told else 0,
    )
