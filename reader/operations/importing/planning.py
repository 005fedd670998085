"""Plans an import: reads the program's files, matches them with the library, positions the quotes."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.errors import ImportFailed
from reader.core.translation import _
from reader.importers import programs
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.program import Program
from reader.importers.programs.records import ArticleRecord, Record
from reader.operations.draft_preparation import NO_TEXT, PreparedDraft
from reader.operations.importing import file_marks, imported_drafts
from reader.operations.importing.book_contexts import with_contexts
from reader.operations.importing.matching import ArticleMatcher, Named, best_last
from reader.operations.importing.plan import (
    Check,
    Fate,
    ImportPlan,
    PlannedArticle,
    PlannedHighlight,
    is_sure,
)
from reader.operations.importing.quote_placing import QuotePlacer
from reader.operations.importing.record_merging import (
    Gathered,
    IdentifiedHighlight,
    article_uid,
    identified,
    words_of,
)

if TYPE_CHECKING:
    from reader.library.queries.import_matches import KnownAnnotation, KnownArticle
    from reader.library.queries.queries import Queries

#: Is told how many entries are read, then how many articles are matched, and of how many (0 while
#: that is not known).
Progress = Callable[[int, int], None]

_CHUNK = 500  # articles that are matched with the library at a time
_READ_EVERY = 500  # entries between two reports of progress
_TOLD_EVERY = 20  # articles between two reports of progress, of which there may be a million


def plan(
    queries: "Queries",
    path: Path,
    program: Program | None,
    check: Check = lambda: None,
    progress: Progress = lambda _done, _total: None,
) -> ImportPlan:
    """Returns what importing a file or folder would do; nothing is written.

    The program is recognized if none is given. Raises ImportFailed if nothing can be read.
    """
    files = ExportFiles(path)
    program, *others = (program,) if program else programs.all_recognized(files)
    gathered = Gathered(program.id)
    try:
        gathered.take(_counted(program.read(files), progress), check)
    except ImportFailed as error:
        gathered.tell(str(error))
    for reason in files.failed.values():
        gathered.tell(reason)
    if others:
        message = _("“{name}” also has files of {programs}; import these separately.")
        titles = ", ".join(_(one.title) for one in others)
        gathered.tell(message.format(name=files.name, programs=titles))
    articles = gathered.articles()
    if not articles:
        message = _("“{name}” has nothing to import from {program}; what to choose: {files}.")
        told = message.format(name=files.name, program=_(program.title), files=_(program.files))
        raise ImportFailed(gathered.unreadable[0] if gathered.unreadable else told)
    matcher = ArticleMatcher(queries, articles)
    planner = _Planner(queries, program.id, gathered, check)
    made = ImportPlan(program.id, _(program.title), files.name, [], gathered.unreadable)
    for start in range(0, len(articles), _CHUNK):
        chunk = articles[start : start + _CHUNK]
        known = matcher.match(chunk)
        planner.look_up(chunk, known)
        for named, present in zip(chunk, known, strict=True):
            article = planner.planned(named, present)
            made.add(article)
            has_read = article.record.text is not None and article.text_sha256  # such as a PDF file
            if has_read or len(made.articles) % _TOLD_EVERY == 0:
                progress(len(made.articles), len(articles))
    made.unreadable_count = gathered.unreadable_count
    return made


def _counted(records: Iterable[Record], progress: Progress) -> Iterator[Record]:
    for number, record in enumerate(records):
        if number % _READ_EVERY == 0:
            progress(number, 0)
        yield record


class _Planner:
    """Plans articles one by one; the library is queried for many at once."""

    def __init__(self, queries: "Queries", program: str, gathered: Gathered, check: Check) -> None:
        self._queries, self._program = queries, program
        self._gathered, self._check = gathered, check
        self._uids: set[str] = set()  # of the articles so far
        self._of_article: dict[int, list[KnownAnnotation]] = {}
        self._by_uid: dict[str, KnownAnnotation] = {}
        self._marks: dict[str, list[IdentifiedHighlight]] = {}  # by what tells the article apart
        self._notes: dict[
            str, tuple[str, str]
        ] = {}  # words and notes of the marks with a key, so far

    def look_up(self, chunk: Sequence[Named], known: "Sequence[KnownArticle | None]") -> None:
        """Reads the annotations of the library that may be those of some articles."""
        self._of_article = {}
        for one in self._queries.known_annotations([one.id for one in known if one is not None]):
            self._of_article.setdefault(one.article_id, []).append(one)
        self._marks = {
            name: identified(self._program, name, record, self._notes) for name, record in chunk
        }
        uids = [one.uid for marks in self._marks.values() for one in marks]
        self._by_uid = {one.uid: one for one in self._queries.known_annotations_by_uid(uids)}

    def planned(self, named: Named, known: "KnownArticle | None") -> PlannedArticle:
        """Returns the plan for an article and its highlights."""
        self._check()
        name, record = named
        own = None
        if known is None or known.text_sha256 == NO_TEXT:
            record, own = self._with_own_text(record)
        if known is None and own is not None:
            known = self._with_same_text(record, own)
        highlights = self._known_and_new(self._marks[name], known)
        uid, id_ = article_uid(name, record), None if known is None else known.id
        if uid in self._uids:  # a file may give the same id to two articles
            uid = article_uid(name, record._replace(key=""))
        self._uids.add(uid)
        is_bare = known is not None and known.text_sha256 == NO_TEXT
        article = PlannedArticle(record, uid, id_, "", highlights, is_bare)
        new = [one for one in highlights if one.fate is Fate.NEW and one.record.quote]
        if known is not None and not is_bare:
            article.text_sha256 = known.text_sha256
            if new:
                self._add_contexts(new, known.revision_id)
                self._place(new, self._queries.revision_text(known.revision_id))
        elif own is not None:
            article.text_sha256 = own.text_sha256
            article.marks = self._missing_marks(uid if known is None else known.uid, own)
            self._place(new, own.text)
        return article

    def _known_and_new(
        self, marks: Sequence[IdentifiedHighlight], known: "KnownArticle | None"
    ) -> list[PlannedHighlight]:
        """Separates highlights that are in the library, by id or by the same words, from new ones.

        Each of the library counts once: two places may have the same words.
        """
        planned = [PlannedHighlight(one.record, one.uid, Fate.NEW) for one in marks]
        for one in planned:
            if (same := self._by_uid.get(one.uid)) is not None:
                one.fate, one.known_id = Fate.HERE, same.id
        taken = {one.known_id for one in planned}
        left: defaultdict[str, list[KnownAnnotation]] = defaultdict(list)
        for there in self._of_article.get(known.id, []) if known is not None else []:
            if there.id not in taken:
                left[words_of(there.quote, there.note)].append(there)
        for one, mark in zip(planned, marks, strict=True):
            if one.fate is Fate.NEW and (same_words := left.get(mark.words)):
                one.fate, one.known_id = Fate.HERE, same_words.pop(0).id
        return planned

    def _with_own_text(self, record: ArticleRecord) -> tuple[ArticleRecord, PreparedDraft | None]:
        """Reads the text that comes with an article, if it tells more about highlights.

        Returns the article, without a text that cannot be read, and the text.
        """
        text, has_quotes = record.text, any(one.quote for one in record.highlights)
        if text is None or not (text.may_be_marked or has_quotes):
            return record, None
        try:
            return record, imported_drafts.draft_with_text(record, text)
        except ImportFailed as error:
            self._gathered.tell(str(error))
            return record._replace(text=None), None

    def _with_same_text(self, record: ArticleRecord, own: PreparedDraft) -> "KnownArticle | None":
        """Returns the article that has this text already, with all that is marked in its file."""
        found = self._queries.articles_by_text(
            own.text_sha256, own.source_sha256, has_address=bool(record.url)
        )
        known = best_last(found)[-1] if found and own.text else None
        if known is None or self._missing_marks(known.uid, own):
            return None
        self._of_article[known.id] = self._queries.known_annotations([known.id])
        return known

    def _missing_marks(self, uid: str, own: PreparedDraft) -> int:
        """Returns how many highlights of a file the library does not have of an article."""
        uids = {
            file_marks.uid_of(uid, one.mark) for one in own.marks if not file_marks.is_empty(one)
        }
        return len(uids) - len(self._queries.known_annotations_by_uid([*uids]))

    def _add_contexts(self, new: list[PlannedHighlight], revision_id: int) -> None:
        """Gives quotes from a book the words around them, where the program says where they are."""
        is_placed = any(one.record.book_place for one in new)
        if not is_placed or self._queries.importer(revision_id) != "epub":
            return
        source = self._queries.source(revision_id)
        records = with_contexts([one.record for one in new], source.data, source.name)
        for one, record in zip(new, records, strict=True):
            one.record = record

    def _place(self, highlights: list[PlannedHighlight], text: str) -> None:
        placer = QuotePlacer(text, self._check)
        for one in highlights:
            one.place = placer.find(one.record)
            if not is_sure(one.place):
                one.fate = Fate.UNPLACED
