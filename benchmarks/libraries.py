"""Libraries and files to measure on, made through Postil's own operations."""

from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.prose import article_html, book_html, long_html, paragraph, sentence, title
from reader import importers
from reader.core.article_draft import Draft
from reader.core.article_source import Source
from reader.core.models import Color
from reader.operations import annotations, articles, starter_articles
from reader.operations.history import History
from reader.services import Services

if TYPE_CHECKING:
    from reader.library.unit_of_work import Unit

WORDS = 10_000  # of the article that is opened
HIGHLIGHTS = 200
BOOK_WORDS = 100_000
BOOK_HIGHLIGHTS = 1_000
LONGEST_WORDS = 900_000  # about 5 MB
LONGEST_TITLE = "Five megabytes of text"


def make_starter_library(directory: Path) -> None:
    """A library of the starter articles, as a first start leaves it."""
    app = Services.open(directory)
    try:
        drafts = [importers.read(importers.open_source(path)) for path in starter_articles.files()]
        app.history.write(articles.add_many, drafts)
        starter_articles.remember(app.history)
    finally:
        app.close()


def _draft(heading: str, html: str) -> Draft:
    source = Source(html.encode(), "bench.html", "bench.html", "text/html")
    return Draft(heading, html, source, "bench/1", "text/html", excerpt=paragraph(len(heading), 2))


def add_long_article(history: History) -> int:
    """Add the article that is opened, with its highlights; answers its id."""
    return history.write(articles.add, _draft("A long article", long_html(WORDS))).article_id


def highlight_evenly(app: Services, article_id: int) -> None:
    """Mark passages of 60 characters at even distances, every fifth with a note."""
    article = app.queries.article(article_id)
    length = len(app.queries.revision(article.revision_id).text)
    step = length // HIGHLIGHTS
    colors = tuple(Color)
    for number in range(HIGHLIGHTS):
        start, color = number * step, colors[number % len(colors)]
        note = "" if number % 5 else sentence(number)
        end = min(length, start + 60)
        app.history.write(annotations.highlight, article_id, start, end, color, (), note)


def make_book_library(directory: Path) -> None:
    """A library of a few articles, one of them as long as a book and marked all through."""
    app = Services.open(directory)
    try:
        starter_articles.remember(app.history)
        others = [_draft(title(number), article_html(number)) for number in range(10)]
        app.history.write(articles.add_many, others)
        book = _draft("A book in one article", book_html(BOOK_WORDS))
        number = app.history.write(articles.add, book).article_id
        app.history.write(articles.add, _draft(LONGEST_TITLE, book_html(LONGEST_WORDS)))
        length = len(app.queries.revision(app.queries.article(number).revision_id).text)
        app.history.write(_mark_all_through, number, length)
    finally:
        app.close()


def _mark_all_through(unit: "Unit", article_id: int, length: int) -> None:
    """A thousand highlights: every eighth lies over the next, a fifth have notes, a third tags."""
    colors, step = tuple(Color), length // BOOK_HIGHLIGHTS
    for number in range(BOOK_HIGHLIGHTS):
        start = number * step
        end = min(length, start + (60 if number % 8 else step + 40))
        note = "" if number % 5 else sentence(number)
        tags = () if number % 3 else (f"subject {number % 12}",)
        color = colors[number % len(colors)]
        annotations.highlight(unit, article_id, start, end, color, tags, note)


def write_mixed_files(folder: Path, count: int) -> list[Path]:
    """So many files, in turn plain text, Markdown and HTML, of about 640 words each."""
    folder.mkdir()
    paths: list[Path] = []
    for number in range(count):
        texts = [f"{number}.{n} {paragraph(number + n)}" for n in range(10)]
        suffix = (".txt", ".md", ".html")[number % 3]
        if suffix == ".html":
            body = "".join(f"<p>{text}</p>" for text in texts)
            text = f"<html><head><title>{title(number)}</title></head><body>{body}</body></html>"
        else:
            heading = title(number) if suffix == ".txt" else f"# {title(number)}"
            text = "\n\n".join([heading, *texts])
        paths.append(folder / f"{number:04}{suffix}")
        paths[-1].write_text(text, encoding="utf-8")
    return paths
