"""Defines the plan of an import: article by article, highlight by highlight, with counts."""

from collections import Counter
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from enum import StrEnum

from reader.core.anchoring.selectors import Place
from reader.core.color_matching import nearest_color
from reader.core.errors import PostilError
from reader.core.models import Color, Status
from reader.core.translation import _, counted_text, counts_line, ngettext
from reader.importers.programs.records import ArticleRecord, HighlightRecord

#: Raises to give the work up; called every few milliseconds of it.
Check = Callable[[], None]

_FREED = 20  # articles at a time


class ImportStopped(PostilError):
    """The work was given up because the user stopped it."""

    def __init__(self) -> None:
        super().__init__(_("Stopped: nothing was imported."))


class Fate(StrEnum):
    """The outcome for something that is imported."""

    NEW = "new"
    HERE = "here"  # it is in the library already
    UNPLACED = "unplaced"  # new, and its place in the text is not sure


@dataclass(slots=True)
class PlannedHighlight:
    """A highlight, or a note on the article, and its outcome."""

    record: HighlightRecord
    uid: str
    fate: Fate
    place: Place | None = None  # on the text of its article, where there is one
    known_id: int | None = None  # of the annotation that is here already
    is_chosen: bool = True


@dataclass(slots=True)
class PlannedArticle:
    """An article, and the outcome for it and its highlights."""

    record: ArticleRecord
    uid: str
    id: int | None  # of the one in the library
    text_sha256: str  # of the text that the places are on; empty: none was looked at
    highlights: list[PlannedHighlight]
    is_bare: bool = False  # in the library, without a text
    marks: int = 0  # in the file of its text, which come with that
    is_chosen: bool = True

    @property
    def is_known(self) -> bool:
        """Whether it is in the library already."""
        return self.id is not None

    @property
    def has_text(self) -> bool:
        """Whether it has a text, in the library or in what is imported."""
        return bool(self.text_sha256) or self.record.text is not None


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How things come in."""

    tag: str = ""  # that all get
    has_tags: bool = True  # whether tags come along
    has_unplaced: bool = True  # whether highlights come that find no sure place
    has_dates: bool = True  # whether they keep the times they were made
    is_archiving: bool = False  # whether new articles go to the archive
    colors: dict[str, Color] = field(default_factory=dict)  # other than the nearest ones

    def color(self, name: str) -> Color:
        """Returns the colour that one of the program's becomes."""
        return self.colors.get(name) or nearest_color(name) or Color.YELLOW


@dataclass(slots=True)
class ImportPlan:
    """All that an import is going to do; nothing is written yet."""

    program: str  # the id
    title: str  # of the program, translated
    name: str  # of the file or folder
    articles: list[PlannedArticle]
    unreadable: list[str]  # a sentence each, the first ones
    unreadable_count: int = 0

    fates: Counter[Fate] = field(default_factory=Counter)  # of the highlights that are chosen
    # Likewise: known, new, bare (new without a text), waiting (bare with highlights).
    articles_by: Counter[str] = field(default_factory=Counter)
    colors: Counter[str] = field(default_factory=Counter)  # of highlights, as the program has them
    rows: int = 0  # highlights, and articles without any
    marks: int = 0  # in the files of texts, which have no rows

    def add(self, article: PlannedArticle) -> None:
        """Takes an article with its highlights; all are counted once, as there may be a million."""
        self.articles.append(article)
        self._count(article, 1)
        self.fates.update(one.fate for one in article.highlights)
        marks = (one.record for one in article.highlights)
        self.colors.update(one.color for one in marks if one.quote and one.color)
        self.rows += max(1, len(article.highlights))

    def choose(self, article: PlannedArticle, highlight: PlannedHighlight | None) -> None:
        """Leaves a highlight out, or an article without any, or takes it again."""
        if highlight is not None:
            highlight.is_chosen = not highlight.is_chosen
            self.fates[highlight.fate] += 1 if highlight.is_chosen else -1
        else:
            article.is_chosen = not article.is_chosen
            self._count(article, 1 if article.is_chosen else -1)

    def let_go(self) -> Generator[None, None, None]:
        """Frees its rows in steps, as to free a million at once would take half a second."""
        while self.articles:
            del self.articles[-_FREED:]
            yield

    def _count(self, article: PlannedArticle, by: int) -> None:
        self.marks += by * article.marks
        if article.is_known:
            self.articles_by["known"] += by
            return
        self.articles_by["new"] += by
        if not article.has_text:
            self.articles_by["bare"] += by
            is_waiting = any(one.record.quote for one in article.highlights)
            self.articles_by["waiting"] += by * is_waiting

    def counts(self, options: ImportOptions) -> "ImportCounts":
        """Returns how much is new, known and not placed, as the options have it."""
        unplaced = self.fates[Fate.UNPLACED] if options.has_unplaced else 0
        return ImportCounts(
            self.fates[Fate.NEW] + unplaced + self.marks,
            self.fates[Fate.HERE],
            unplaced,
            self.unreadable_count,
            self.articles_by["new"],
            self.articles_by["known"],
            self.articles_by["bare"],
            self.articles_by["waiting"],
        )


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """How much of an import is new, known, not placed and not readable."""

    new: int  # highlights and notes, those that are not placed included
    here: int
    unplaced: int
    unreadable: int
    new_articles: int
    known_articles: int
    without_text: int  # of the new articles
    waiting: int  # of these, those with highlights, which get positions later

    @property
    def highlights(self) -> int:
        """How many highlights and notes there are."""
        return self.new + self.here

    def size(self) -> str:
        """Returns how much was found, in words."""
        n, m = self.highlights, self.articles
        articles = counted_text("{n} article", "{n} articles", m)
        if not n:
            return articles
        highlights = counted_text("{n} highlight", "{n} highlights", n)
        return _("{highlights} in {articles}").format(highlights=highlights, articles=articles)

    @property
    def articles(self) -> int:
        """How many articles there are."""
        return self.new_articles + self.known_articles

    def summary(self, *, is_done: bool) -> str:
        """Returns the counts in one line: of what is to come, or of what was done."""
        come = ngettext("{n} new highlight", "{n} new highlights", self.new)
        if is_done:
            come = ngettext("{n} highlight added", "{n} highlights added", self.new)
        articles = ngettext("{n} new article", "{n} new articles", self.new_articles)
        known = ngettext(
            "{n} article already here", "{n} articles already here", self.known_articles
        )
        parts = (
            (self.new, come),
            (self.new_articles, articles),
            (
                self.here,
                ngettext("{n} highlight already here", "{n} highlights already here", self.here),
            ),
            (0 if self.here else self.known_articles, known),
            (self.unplaced, ngettext("{n} needs review", "{n} need review", self.unplaced)),
            (self.unreadable, ngettext("{n} not readable", "{n} not readable", self.unreadable)),
        )
        return counts_line(parts) or _("Nothing was found.")


def is_sure(place: Place | None) -> bool:
    """Returns whether a place was found that nobody has to be asked about."""
    return place is not None and place.status in (Status.EXACT, Status.FUZZY)


def is_wanted(highlight: PlannedHighlight, options: ImportOptions) -> bool:
    """Returns whether a highlight comes in, as the user and the options have it."""
    if not highlight.is_chosen or highlight.fate is Fate.HERE:
        return False
    return options.has_unplaced or highlight.fate is not Fate.UNPLACED
