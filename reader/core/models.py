"""Defines the immutable values that queries return: articles, annotations, tags.

Times are milliseconds since 1970 UTC. Offsets are Unicode code points of a revision's text,
half open: ``text[start:end]``.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class State(StrEnum):
    """Where an article is kept; the trash is apart from it (``deleted_at``)."""

    INBOX = "inbox"
    LATER = "later"
    ARCHIVE = "archive"


class View(StrEnum):
    """What the article list shows."""

    INBOX = "inbox"
    LATER = "later"
    ARCHIVE = "archive"
    STARRED = "starred"
    TRASH = "trash"
    ALL = "all"


class Group(StrEnum):
    """By what the panel of views groups all articles."""

    TAGS = "tags"
    SITES = "sites"
    DAYS = "days"  # on which they were added


class Sort(StrEnum):
    """The order of the article list."""

    ADDED = "added"
    PUBLISHED = "published"
    TITLE = "title"
    LENGTH = "length"
    PROGRESS = "progress"
    DAY = "day"  # of adding: as ADDED, under headings
    SITE = "site"  # under headings, what was added last first
    BEST = "best"  # how well an article matches the search terms


class TagSort(StrEnum):
    """The order of the page of tags."""

    NAME = "name"
    USE = "use"
    RECENT = "recent"


class AnnotationSort(StrEnum):
    """The order of all annotations of a library."""

    NEWEST = "newest"
    OLDEST = "oldest"
    ARTICLE = "article"  # by the title of the article, and there in the order of the text
    PUBLISHED = "published"  # by the date of the article, the newest first
    TAG = "tag"  # by the first of its tags; those without come last
    COLOR = "color"


class Color(StrEnum):
    """The colours of a highlight, in the order of their digits."""

    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    PINK = "pink"
    PURPLE = "purple"
    ORANGE = "orange"
    RED = "red"
    GREY = "grey"


class Kind(StrEnum):
    """What an annotation is about: a passage, or the article as a whole."""

    HIGHLIGHT = "highlight"
    ARTICLE_NOTE = "article_note"


class Status(StrEnum):
    """How sure the place of an annotation on a revision is."""

    EXACT = "exact"
    FUZZY = "fuzzy"
    REVIEW = "review"
    ORPHAN = "orphan"
    CONFIRMED = "confirmed"


def reading_minutes(words: float) -> int:
    """Returns how long reading takes at 230 words a minute, at least one."""
    return max(1, round(words / 230))


@dataclass(frozen=True, slots=True)
class Article:
    """An article as the list shows it and its details are shown; the text is in its revision."""

    id: int
    uid: str
    title: str
    byline: str
    site: str
    url: str
    published: str
    language: str
    excerpt: str
    word_count: int
    state: State
    is_starred: bool
    is_read: bool
    progress: float  # 0 to 1, how far it has been read
    position: int  # code point offset of the reading cursor
    added_at: int
    updated_at: int
    deleted_at: int | None
    revision_id: int
    tags: tuple[str, ...]  # by name
    annotation_count: int
    is_unkept: bool = False  # a feed brought it and nobody has filed it: its state says nothing

    @property
    def is_begun(self) -> bool:
        """Whether some of its text has been read; one without text is always at its end."""
        return self.progress > 0 and self.word_count > 0

    @property
    def minutes(self) -> int:
        """How long reading it takes, at least one."""
        return reading_minutes(self.word_count)


@dataclass(frozen=True, slots=True)
class Revision:
    """What was on the page when: immutable."""

    id: int
    article_id: int
    seq: int  # 1, 2, … within the article
    html: str
    text: str
    extractor: str
    normaliser: int
    created_at: int


class RevisionFacts(NamedTuple):
    """A revision without its text, and how sure the highlights are on it."""

    id: int
    article_id: int
    seq: int
    length: int  # of the text, in code points
    extractor: str
    source: str  # the name of the file it was made from
    created_at: int
    is_current: bool
    is_offered: bool  # read in, but not made current without asking
    exact: int  # or confirmed by the user
    fuzzy: int
    review: int
    orphan: int  # or never looked for
    lost: int  # of these, how many have a place on the current revision

    @property
    def highlights(self) -> int:
        """How many the article has, those in the trash left out."""
        return self.exact + self.fuzzy + self.review + self.orphan


class Selector(NamedTuple):
    """How a passage was described when it was marked; never changed afterwards."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """A highlight, or a note on the whole article (then without a place)."""

    id: int
    uid: str
    article_id: int
    kind: Kind
    color: Color
    note: str
    exact: str
    prefix: str
    suffix: str
    made_on_revision_id: int
    made_start: int | None
    made_end: int | None
    start: int | None  # on the article's current revision; None for an article note or an orphan
    end: int | None
    status: Status
    score: float  # of the anchor on the current revision, 0 to 1
    tags: tuple[str, ...]  # by name
    created_at: int
    updated_at: int
    is_settled: bool = False  # whether the user has said that its place is to stay as it is
    made_on_seq: int = 1  # the number of the revision it was made on, within the article
    is_waiting_for_text: bool = False  # whether its article has no text yet

    @property
    def is_unsure(self) -> bool:
        """Whether its words were not found just so on the current revision, looked at or not."""
        return self.status in (Status.REVIEW, Status.ORPHAN)

    @property
    def needs_review(self) -> bool:
        """Whether its words were not found just so on the current revision, and nobody looked yet."""
        return self.is_unsure and not self.is_settled


class AnnotationIds(NamedTuple):
    """Which annotations of a library a query finds, in order: three columns of equal length."""

    ids: tuple[int, ...]
    article_ids: tuple[int, ...]
    sections: tuple[str, ...]  # the name of the tag or the Color it is sorted under, else empty


def new_annotation(
    article_id: int, kind: Kind, revision_id: int, note: str = "", color: Color = Color.YELLOW
) -> Annotation:
    """Returns an annotation that is not in the library, without words and place; its id is 0."""
    return Annotation(
        id=0,
        uid="",
        article_id=article_id,
        kind=kind,
        color=color,
        note=note,
        exact="",
        prefix="",
        suffix="",
        made_on_revision_id=revision_id,
        made_start=None,
        made_end=None,
        start=None,
        end=None,
        status=Status.EXACT,
        score=1.0,
        tags=(),
        created_at=0,
        updated_at=0,
    )


class AnnotationWithArticle(NamedTuple):
    """An annotation with the article it belongs to."""

    annotation: Annotation
    article: Article


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag with how often it is used."""

    id: int
    name: str
    article_count: int
    annotation_count: int
    last_used_at: int  # 0 when never
    slot: int | None  # 1 to 9
    color: str = ""  # the Color linked to it, or empty

    @property
    def count(self) -> int:
        """How many articles and annotations carry it."""
        return self.article_count + self.annotation_count


class TagUses(NamedTuple):
    """The uses of one or several tags: ids of articles, and of highlights and notes."""

    articles: frozenset[int]
    annotations: frozenset[int]


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the undo history."""

    id: int
    label: str
    at: int
    # Told of a step that was undone or redone: whose rows changed.
    articles: frozenset[int] = field(default=frozenset(), compare=False)


class Counts(NamedTuple):
    """How many articles each view contains, how many of the inbox are unread, and how many only feeds have."""

    inbox: int
    later: int
    archive: int
    starred: int
    trash: int
    unread: int
    unkept: int = 0

    @property
    def all(self) -> int:
        """Returns how many are not in the trash."""
        return self.inbox + self.later + self.archive + self.unkept


class ChangeNotice(NamedTuple):
    """The notice after a change: the ids of the rows that are not what they were, by table."""

    rows: Mapping[str, Collection[int]]
    articles: frozenset[int]  # articles any of the rows belongs to
    annotations: frozenset[int] | None = (
        None  # likewise; None: a tag is another, whoever carries it
    )

    def concerns(self, *tables: str) -> bool:
        """Returns whether a row of one of the tables changed."""
        return not self.rows.keys().isdisjoint(tables)

    def may_concern(self, article_id: int) -> bool:
        """Returns whether what an article shows may be another; a tag's new name may be anywhere."""
        is_tag = self.annotations is None and self.concerns("tag")
        return is_tag or article_id in self.articles


def joined(notices: Sequence[ChangeNotice]) -> ChangeNotice:
    """Returns several notices as one; at least one is given."""
    if len(notices) == 1:
        return notices[0]
    rows: dict[str, set[int]] = {}
    for one in notices:
        for table, ids in one.rows.items():
            rows.setdefault(table, set()).update(ids)
    articles = frozenset().union(*(one.articles for one in notices))
    known = [one.annotations for one in notices if one.annotations is not None]
    annotations = frozenset().union(*known) if len(known) == len(notices) else None
    return ChangeNotice(rows, articles, annotations)
