"""Defines what an import is going to do: article by article, highlight by highlight, with counts."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from reader.core.anchoring.selectors import Place
from reader.core.color_matching import nearest_color
from reader.core.errors import PostilError
from reader.core.models import Color
from reader.core.translation import _, ngettext, number_text
from reader.importers.programs import ArticleRecord, HighlightRecord

#: Raises to give the work up; called every few milliseconds of it.
Check = Callable[[], None]


class ImportStopped(PostilError):
    """The work was given up because a person stopped it."""

    def __init__(self) -> None:
        super().__init__(_("Stopped: nothing was imported."))


class Fate(StrEnum):
    """What becomes of something that is imported."""

    NEW = "new"
    HERE = "here"  # it is in the library already
    UNPLACED = "unplaced"  # new, and its place in the text is not sure


@dataclass(slots=True)
class PlannedHighlight:
    """A highlight, or a note on the article, and what becomes of it."""

    record: HighlightRecord
    uid: str
    fate: Fate
    place: Place | None = None  # on the text of its article, where there is one
    known_id: int | None = None  # of the annotation that is here already
    is_chosen: bool = True


@dataclass(slots=True)
class PlannedArticle:
    """An article, and what becomes of it and of its highlights."""

    record: ArticleRecord
    uid: str
    id: int | None  # of the one in the library
    text_sha256: str  # of the text that the places are on; empty: none was looked at
    highlights: list[PlannedHighlight]
    is_bare: bool = False  # in the library, without a text
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

    def highlights(self) -> Iterator[tuple[PlannedArticle, PlannedHighlight]]:
        """Yields all highlights with their articles."""
        for article in self.articles:
            for highlight in article.highlights:
                yield article, highlight

    def counts(self, options: ImportOptions) -> "ImportCounts":
        """Returns how much is new, known and not placed, as the options have it."""
        fates: Counter[Fate] = Counter()
        new = known = bare = untold = 0
        for article in self.articles:
            if article.is_chosen:
                fates.update(one.fate for one in article.highlights if is_wanted(one, options))
            is_coming = article.is_chosen and not article.is_known
            new += is_coming
            known += article.is_known
            bare += is_coming and not article.has_text
            untold += is_coming and not article.highlights
        here = sum(one.fate is Fate.HERE for _article, one in self.highlights())
        return ImportCounts(
            fates[Fate.NEW] + fates[Fate.UNPLACED],
            here,
            fates[Fate.UNPLACED],
            self.unreadable_count,
            new,
            known,
            bare,
            untold,
        )

    def colors(self) -> list[tuple[str, int]]:
        """Returns the colours of the highlights as the program names them, the most frequent first."""
        found = Counter(one.record.color for _article, one in self.highlights() if one.record.quote)
        return [(name, count) for name, count in found.most_common() if name]


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
    without_highlights: int  # likewise

    @property
    def highlights(self) -> int:
        """How many highlights and notes there are."""
        return self.new + self.here

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
        told = " · ".join(text.format(n=number_text(count)) for count, text in parts if count)
        return told or _("Nothing was found.")


def is_wanted(highlight: PlannedHighlight, options: ImportOptions) -> bool:
    """Returns whether a highlight comes in, as a person and the options have it."""
    if not highlight.is_chosen or highlight.fate is Fate.HERE:
        return False
    return options.has_unplaced or highlight.fate is not Fate.UNPLACED
