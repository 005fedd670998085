"""Makes libraries of a thousand to a million articles, as they become in years of reading.

``python -m benchmarks.make_library FOLDER COUNT`` makes one. Sizes, tags, states, dates, highlights
and notes are spread as in life, the same at each run. The rows go in by bulk inserts into the tables
that Postil itself creates, and the search index is built by its own function, so such a library is
whole: it passes the integrity check.
"""

import argparse
import hashlib
import random
import sqlite3
import sys
import uuid
import zlib
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, insert

from benchmarks import corpora
from benchmarks.prose import article_html, title
from benchmarks.zipf_texts import ZipfTexts
from reader import paths
from reader.core.anchoring.selectors import describe
from reader.core.models import Color, Kind, State, Status
from reader.core.text.canonical_text import NORMALISER, read_html
from reader.core.text.segmentation.word_count import count_words
from reader.core.web_addresses import address_key
from reader.library import mapped_classes as tables
from reader.library.indexes import search_index_maintenance
from reader.operations import starter_articles
from reader.services import Services

NEWEST = 40  # articles with the texts of the bare window, so that both show the same
WORDS = 320  # of an article, the median; some are ten times as long
HIGHLIGHTS = 2.5  # for each article on average; most have none
_BATCH = 1000
_END = 1_793_000_000_000  # the newest is of October 2026, the oldest ten years older
_YEAR = 31_557_600_000
_DAY = 86_400_000
_STATES = (State.ARCHIVE, State.INBOX, State.LATER)
_STATE_WEIGHTS = (65, 22, 13)
_OTHER_SCRIPTS = (corpora.chinese, corpora.russian, corpora.arabic)
_LANGUAGES = ("zh", "ru", "ar")
_COLORS = [color.value for color in Color]
_COLOR_WEIGHTS = [1 / rank**2 for rank in range(1, 1 + len(_COLORS))]
_TAGS_OF_ARTICLE = (40, 27, 18, 9, 4, 2)  # weights of none, one, two, …
_HIGHLIGHT_CHARACTERS = (15, 260)

Row = dict[str, Any]


class LibraryMaker:
    """Makes the rows of a library, batch by batch."""

    def __init__(self, count: int, words: int = WORDS) -> None:
        self._count, self._words = count, words
        self._chance = random.Random(f"library of {count}")
        self._texts = ZipfTexts(self._chance)
        self._rows: dict[Any, list[Row]] = defaultdict(list)
        self._tag_ids = range(1, 1 + max(12, round(4 * count**0.5)))
        self._tag_weights = [1 / rank for rank in self._tag_ids]
        self._sites = [
            f"{self._texts.name().replace(' ', '-').lower()}.example" for _ in range(300)
        ]
        self._site_weights = [1 / rank for rank in range(1, 301)]
        self._feed_ids = range(1, 1 + max(2, round(count**0.25)))
        self._annotations = 0

    def write(self, connection: Connection) -> None:
        """Writes all rows, and builds the search index."""
        self._tags_and_feeds()
        for number in range(self._count):
            self._article(number)
            if number % _BATCH == _BATCH - 1:
                self._flush(connection)
        self._flush(connection)
        search_index_maintenance.rebuild(connection)
        connection.commit()

    def _flush(self, connection: Connection) -> None:
        for table, rows in self._rows.items():
            connection.execute(insert(table), rows)
        self._rows.clear()
        connection.commit()

    def _add(self, table: type[tables.Base], **values: Any) -> None:
        self._rows[table.__table__].append(values)

    def _uid(self) -> str:
        return str(uuid.UUID(int=self._chance.getrandbits(128), version=4))

    def _tags_and_feeds(self) -> None:
        for number in self._tag_ids:
            parent = f"area {number % 7}/" if number % 4 == 0 else ""
            name = f"{parent}{self._texts.title().split()[0].lower()} {number}"
            self._add(
                tables.Tag, id=number, name=name, key=name.casefold(), created_at=_END, color=""
            )
        for number in self._feed_ids:
            address = f"https://{self._sites[number]}/feed.xml"
            self._add(
                tables.Feed,
                id=number,
                address=address,
                address_key=address_key(address),
                title=self._texts.title(),
                created_at=_END - _YEAR,
                read_at=_END,
                tried_at=_END,
                not_before=_END + 100 * _YEAR,  # nothing is fetched while something is measured
            )
        for number in range(5):
            name = self._texts.title()
            self._add(
                tables.SavedSearch, name=name, query=name.split()[0], place=number, created_at=_END
            )

    def _article(self, number: int) -> None:
        chance, id_ = self._chance, number + 1
        is_of_bare_window = number >= self._count - NEWEST
        at = _END - round(10 * _YEAR * (1 - number / self._count) ** 1.5)  # more each year
        heading, html, text, words, language = self._text(number, is_plain=is_of_bare_window)
        state = chance.choices(_STATES, _STATE_WEIGHTS)[0]
        is_read = state is State.ARCHIVE or chance.random() < 0.2
        is_unkept = not is_of_bare_window and chance.random() < 0.03
        site = chance.choices(self._sites, self._site_weights)[0]
        url = f"https://{site}/{number}" if chance.random() < 0.9 else ""
        published = f"{2016 + number * 10 // self._count}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        is_in_trash = not is_of_bare_window and chance.random() < 0.02
        self._add(
            tables.Article,
            id=id_,
            uid=self._uid(),
            title=heading,
            created_at=at,
            updated_at=at + chance.randint(0, 30) * _DAY,
            byline=self._texts.name() if chance.random() < 0.7 else "",
            site=site if url else "",
            url=url,
            url_key=address_key(url) if url else "",
            published=published if chance.random() < 0.8 else "",
            language=language,
            excerpt=text[:200],
            word_count=words,
            state=state.value,
            is_starred=chance.random() < 0.05,
            is_read=is_read,
            progress=1.0 if is_read else chance.choice((0.0, 0.0, 0.0, round(chance.random(), 3))),
            current_revision_id=id_,
            deleted_at=at + 40 * _DAY if is_in_trash else None,
            is_unkept=is_unkept,
        )
        source = f"<!-- {number} -->{html}".encode()
        self._add(
            tables.Source,
            id=id_,
            sha256=hashlib.sha256(source).hexdigest(),
            name=f"{number}.html",
            media_type="text/html",
            data=zlib.compress(source, 1),
            created_at=at,
            address=url,
        )
        self._add(
            tables.Revision,
            id=id_,
            article_id=id_,
            seq=1,
            html=html,
            text=text,
            text_sha256=hashlib.sha256(text.encode()).hexdigest(),
            extractor="bench/1",
            normaliser=NORMALISER,
            source_id=id_,
            created_at=at,
        )
        if is_unkept:
            self._add(
                tables.FeedEntry,
                feed_id=chance.choice(self._feed_ids),
                guid=f"entry {number}",
                created_at=at,
                article_id=id_,
            )
            return
        self._tag(tables.ArticleTag, "article_id", id_, at)
        if chance.random() < 0.3:
            for _time in range(min(400, round(chance.lognormvariate(1.6, 1.0)))):
                self._annotation(id_, text, at)
            if chance.random() < 0.05:
                self._annotation(id_, "", at)

    def _text(self, number: int, *, is_plain: bool) -> tuple[str, str, str, int, str]:
        """The title, the page, its text, how many words that has, and its language."""
        chance = self._chance
        if is_plain:
            html = article_html(number)
            text = read_html(html).text
            return title(number), html, text, count_words(text), "en"
        words = max(40, round(chance.lognormvariate(0, 0.9) * self._words))
        if chance.random() < 0.05:
            kind = chance.randrange(len(_OTHER_SCRIPTS))
            parts = _OTHER_SCRIPTS[kind](number, words * 8)
            heading, language = parts[0][:40], _LANGUAGES[kind]
        else:
            parts = self._texts.paragraphs(words)
            heading, language = (
                self._texts.title(),
                chance.choices(("en", "de", ""), (80, 8, 12))[0],
            )
        text = "\n\n".join(parts)
        html = "".join(f"<p>{part}</p>" for part in parts)
        return (
            heading,
            html,
            text,
            words if language not in _LANGUAGES else count_words(text),
            language,
        )

    def _tag(self, table: type[tables.Base], owner: str, id_: int, at: int) -> None:
        count = self._chance.choices(range(len(_TAGS_OF_ARTICLE)), _TAGS_OF_ARTICLE)[0]
        chosen = self._chance.choices(self._tag_ids, self._tag_weights, k=count)
        for tag_id in dict.fromkeys(chosen):
            self._add(table, **{owner: id_}, tag_id=tag_id, created_at=at)

    def _annotation(self, article_id: int, text: str, at: int) -> None:
        """A highlight of some of the text, or a note on an article without one."""
        chance = self._chance
        self._annotations += 1
        start = chance.randrange(max(1, len(text) - 20))
        end = min(len(text), start + chance.randint(*_HIGHLIGHT_CHARACTERS))
        words: Row = {}
        if text:
            made = describe(text, start, end)
            words = {
                "exact": made.exact,
                "prefix": made.prefix,
                "suffix": made.suffix,
                "made_start": start,
                "made_end": end,
            }
        note = "" if text and chance.random() < 0.8 else " ".join(self._texts.paragraphs(18))
        self._add(
            tables.Annotation,
            **{
                "exact": "",
                "prefix": "",
                "suffix": "",
                "made_start": None,
                "made_end": None,
                **words,
            },
            id=self._annotations,
            uid=self._uid(),
            article_id=article_id,
            kind=(Kind.HIGHLIGHT if text else Kind.ARTICLE_NOTE).value,
            made_on_revision_id=article_id,
            created_at=at + chance.randint(0, 400) * _DAY,
            updated_at=at + 400 * _DAY,
            color=chance.choices(_COLORS, _COLOR_WEIGHTS)[0],
            note=note,
            deleted_at=at + 500 * _DAY if chance.random() < 0.01 else None,
        )
        if text:
            self._add(
                tables.Anchor,
                annotation_id=self._annotations,
                revision_id=article_id,
                status=Status.EXACT.value,
                score=1.0,
                created_at=at,
                start=start,
                end=end,
            )
        if chance.random() < 0.4:
            self._tag(tables.AnnotationTag, "annotation_id", self._annotations, at)


def make_library(directory: Path, count: int, words: int = WORDS) -> None:
    """Make a library of so many articles in a data folder that has none yet."""
    app = Services.open(directory)
    starter_articles.remember(app.history)
    app.close()
    engine = create_engine("sqlite://", creator=lambda: _fast(paths.library_file(directory)))
    with engine.connect() as connection:
        LibraryMaker(count, words).write(connection)
        connection.exec_driver_sql("PRAGMA journal_mode=WAL")
    engine.dispose()
    app = Services.open(directory)  # as it would be after its first write
    app.history.warm_up()
    app.close()


def _fast(file: Path) -> sqlite3.Connection:
    """A connection without a journal: what is not finished is thrown away."""
    connection = sqlite3.connect(file)
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-262144", "foreign_keys=OFF"):
        connection.execute(f"PRAGMA {pragma}").close()
    return connection


def main(arguments: Iterable[str] | None = None) -> int:
    """Make the library that is asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.make_library", description=__doc__)
    parser.add_argument("folder", type=Path, help="a data folder to make, for postil --data-dir")
    parser.add_argument("count", type=int, help="how many articles it is to have")
    parser.add_argument("--words", type=int, default=WORDS, help="of an article, the median")
    options = parser.parse_args(None if arguments is None else list(arguments))
    if paths.library_file(options.folder).exists():
        parser.error(f"there is a library in {options.folder} already")
    make_library(options.folder, options.count, options.words)
    return 0


if __name__ == "__main__":
    sys.exit(main())
