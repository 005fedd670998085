"""Suggests tags for a passage or an article from statistics of the library.

A tag scores by being named in the text, by going together with tags that are on already, and by
sharing rare words with passages that carry it. docs/decisions/suggestions.md says why so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import log, sqrt

from reader.core.models import Tag
from reader.core.tags.tag_names import fold, key

MOST = 4  # suggested at once
MOST_WORDS = 12  # of a text are looked up
_NAMED, _NAMED_IN_TITLE = 6.0, 4.0
_MOST_OF_ONE_KIND = 8.0  # so that no kind of evidence drowns the others
_LEAST = 4.0  # more than one thing in common, which in a library of a thousand gives 3.9
_PREFIX = 4  # letters that two words of one family share at least
_LONGEST_ENDING = 4


class Reason(StrEnum):
    """Why a tag is suggested, the weightiest kind of evidence."""

    NAMED = "named"  # its name is in the text
    TOGETHER = "together"  # it goes with a tag that is on
    HERE = "here"  # other passages of the article carry it
    ALIKE = "alike"  # passages that carry it share rare words with this one


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A tag that may be wanted."""

    name: str
    reason: Reason
    with_tag: str = ""  # for Reason.TOGETHER
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Subject:
    """What is to be tagged: its words, and the tags that are there already."""

    text: str  # of the passage, or of an article the beginning
    title: str  # of the article
    on: tuple[str, ...] = ()  # tags the target has
    around: tuple[str, ...] = ()  # tags of the article a passage is in
    article_id: int | None = None  # the article a passage is in; None when articles are tagged
    annotation_id: int | None = None  # its own words are no evidence


@dataclass(frozen=True, slots=True)
class Group:
    """Some of the things that carry tags, and how many of them carry each tag.

    ``name`` is the tag they have in common, the word they share, or empty for those of the article.
    """

    name: str
    size: int
    tags: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the library knows: ``total`` things carry tags, and these groups are among them."""

    total: int = 0
    together: tuple[Group, ...] = ()
    here: Group | None = None
    words: tuple[Group, ...] = ()


def suggest(
    subject: Subject, tags: Sequence[Tag], evidence: Evidence, most: int = MOST
) -> list[Suggestion]:
    """Returns the likeliest tags first; never one that is on already. Deterministic."""
    taken = {key(name) for name in subject.on}
    counts = {
        tag.name: tag.article_count if subject.article_id is None else tag.annotation_count
        for tag in tags
    }
    kinds: dict[str, dict[Reason, float]] = {}
    for name, weight in _named(subject, tags).items():
        kinds[name] = {Reason.NAMED: weight}
    fellows: dict[str, tuple[float, str]] = {}
    grouped = [(Reason.TOGETHER, group) for group in evidence.together]
    grouped += [(Reason.HERE, evidence.here)] if evidence.here else []
    grouped += [(Reason.ALIKE, group) for group in evidence.words]
    for reason, group in grouped:
        for name, both in group.tags.items():
            weight = surprise(both, group.size, counts.get(name, 0), evidence.total)
            if not weight or name not in counts:
                continue
            weights = kinds.setdefault(name, {})
            weights[reason] = min(weights.get(reason, 0.0) + weight, _MOST_OF_ONE_KIND)
            if reason is Reason.TOGETHER and weight > fellows.get(name, (0.0, ""))[0]:
                fellows[name] = weight, group.name
    found = []
    for name, weights in kinds.items():
        score = sum(weights[reason] for reason in Reason if reason in weights)
        if key(name) in taken or score < _LEAST:
            continue
        reason = max(weights, key=lambda one: (weights[one], one))
        with_tag = fellows.get(name, (0.0, ""))[1] if reason is Reason.TOGETHER else ""
        found.append(Suggestion(name, reason, with_tag, score))
    found.sort(key=lambda one: (-one.score, -counts[one.name], key(one.name)))
    return found[:most]


def surprise(both: int, one: int, other: int, total: int) -> float:
    """Returns how far two things go together more often than by chance, in standard deviations.

    The root of the log-likelihood ratio G² of a two-by-two table (Dunning 1993, "Accurate methods
    for the statistics of surprise and coincidence"): ``both`` of ``total`` have both, ``one`` the
    one, ``other`` the other. 0 when they do not, or keep apart. Impossible counts (because of
    sampling, or a write meanwhile) are limited to possible ones.
    """
    one, other = max(one, both), max(other, both)
    total = max(total, one + other - both)
    if both <= 0 or both * total <= one * other:
        return 0.0
    cells = (
        (both, one * other),
        (one - both, one * (total - other)),
        (other - both, (total - one) * other),
        (total - one - other + both, (total - one) * (total - other)),
    )
    g = sum(seen * log(seen * total / expected) for seen, expected in cells if seen > 0)
    return sqrt(max(0.0, 2 * g))


def telling_words(text: str) -> list[str]:
    """Returns the words of a text that may tell what it is about: the longest, each once.

    Of scripts without spaces between words, each pair of neighbouring characters.
    """
    found: dict[str, None] = {}
    pairs: dict[str, None] = {}
    for word in _tokens(fold(text)):
        if _is_unspaced(word[0]):
            pairs.update((word[at : at + 2], None) for at in range(len(word) - 1))
        elif len(word) >= _PREFIX and not word.isdigit():
            found[word] = None
    longest = sorted(found, key=lambda word: -len(word))
    return [*longest, *pairs][:MOST_WORDS]


def _named(subject: Subject, tags: Iterable[Tag]) -> dict[str, float]:
    """Returns the tags whose last level is named in the text or the title, and what that weighs."""
    title, text = (_Words(fold(part)) for part in (subject.title, subject.text))
    weights = {}
    for tag in tags:
        level = fold(tag.name.rpartition("/")[2])
        if text.name(level):
            weights[tag.name] = _NAMED
        elif title.name(level):
            weights[tag.name] = _NAMED_IN_TITLE
    return weights


@lru_cache(maxsize=8192)
def _level_words(level: str) -> tuple[str, ...]:
    """Returns the words of a tag's last level; asked of every tag for each text."""
    return tuple(_tokens(level))


class _Words:
    """The words of a text, to ask whether a name is among them."""

    def __init__(self, text: str) -> None:
        self._text = text
        words = set(_tokens(text))
        self._words = words
        self._families: dict[str, list[str]] = {}
        for word in words:
            self._families.setdefault(word[:_PREFIX], []).append(word)

    def name(self, level: str) -> bool:
        """Returns whether every word of a name is there, perhaps with another ending."""
        words = _level_words(level)
        return bool(words) and all(self._has(word) for word in words)

    def _has(self, word: str) -> bool:
        if _is_unspaced(word[0]):
            return word in self._text
        if word in self._words:
            return True
        return len(word) >= _PREFIX and any(
            _are_akin(word, other) for other in self._families.get(word[:_PREFIX], ())
        )


def _are_akin(one: str, other: str) -> bool:
    """Returns whether two words differ in their endings alone: method and methods, history and historic."""
    shared = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        shared += 1
    shorter = min(len(one), len(other))
    rests = len(one) - shared, len(other) - shared
    return shared >= max(_PREFIX, shorter - 1) and max(rests) <= _LONGEST_ENDING


def _tokens(text: str) -> list[str]:
    """Runs of letters and digits, parted where unspaced writing meets another."""
    words: list[str] = []
    start = None
    for at, sign in enumerate(text):
        is_letter = sign.isalnum()
        if start is not None and (not is_letter or _is_unspaced(sign) != _is_unspaced(text[start])):
            words.append(text[start:at])
            start = None
        if is_letter and start is None:
            start = at
    if start is not None:
        words.append(text[start:])
    return words


def _is_unspaced(sign: str) -> bool:
    """Returns whether it is of a script without spaces: kana, ideographs, Thai, Lao, Burmese, Khmer."""
    return (
        "\u3040" <= sign <= "\u30ff"
        or "\u3400" <= sign <= "\u9fff"
        or "\uf900" <= sign <= "\ufaff"
        or "\U00020000" <= sign <= "\U0003ffff"
        or "\u0e01" <= sign <= "\u0eff"
        or "\u1000" <= sign <= "\u109f"
        or "\u1780" <= sign <= "\u17ff"
    )
