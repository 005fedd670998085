"""Chooses the base for re-anchoring a highlight: where it was created, or last confirmed by the user.

A position that was found by comparing is never a base, so that errors do not accumulate. A
place that the user confirmed is: it is the only other thing that is known for sure.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from reader.core.anchoring.selectors import Place, describe
from reader.core.models import Selector, Status

_FORMER = 0.3  # the score of a place where something else was marked: it is but near


@dataclass(frozen=True, slots=True)
class AnchorBase:
    """A passage of a revision's text."""

    revision_id: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class StoredAnchor:
    """Where a highlight is on a revision, as the library has it."""

    revision_id: int
    text_sha256: str  # of the revision's text
    place: Place
    is_settled: bool
    at: int  # when it was found or confirmed, in ms


@dataclass(frozen=True, slots=True)
class AnchoredHighlight:
    """A highlight with all that is known of its places."""

    id: int
    made_on: int  # the revision it was made on
    made: Selector
    anchors: tuple[StoredAnchor, ...]

    def base(self) -> AnchorBase:
        """Returns the base of the search: the position confirmed last, else the original one."""
        confirmed = self._confirmed()
        if confirmed is None:
            return AnchorBase(self.made_on, self.made.start, self.made.end)
        return _base_at(confirmed)

    def based_at(self) -> int:
        """Returns when the user confirmed the base, else when the highlight was made at it, in ms."""
        confirmed = self._confirmed()
        if confirmed is not None:
            return confirmed.at
        return max((one.at for one in self.anchors if one.revision_id == self.made_on), default=0)

    def needs_search_on(self, revision_id: int) -> bool:
        """Returns whether it has no place on a revision, or one guessed before the user has said better."""
        for one in self.anchors:
            if one.revision_id == revision_id:
                is_sure = one.place.status in (Status.EXACT, Status.CONFIRMED) or one.is_settled
                return not is_sure and one.at < self.based_at()
        return True

    def former_on(self, text_sha256: str) -> Place | None:
        """Returns the place it had on a text last, as a guess."""
        same = [one for one in self.anchors if one.text_sha256 == text_sha256 and one.place.end]
        last = max(same, key=lambda one: (one.at, one.revision_id), default=None)
        if last is None:
            return None
        return Place(last.place.start, last.place.end, Status.REVIEW, _FORMER)

    def known_on(self, text_sha256: str) -> "PlannedAnchor | None":
        """Returns its place on a text that it has been on, where that needs no search.

        The user's own decisions come first, then the offsets it was made at.
        """
        same = [one for one in self.anchors if one.text_sha256 == text_sha256]
        confirmed = [one for one in same if one.place.status is Status.CONFIRMED]
        made = [one for one in same if one.revision_id == self.made_on]
        settled = [one for one in same if one.is_settled]
        for found in (confirmed, made, settled):
            if found:
                last = max(found, key=lambda one: (one.at, one.revision_id))
                return PlannedAnchor(self.base(), last.place, last.is_settled)
        return None

    def _confirmed(self) -> StoredAnchor | None:
        found = [one for one in self.anchors if one.place.status is Status.CONFIRMED]
        return max(found, key=lambda one: (one.at, one.revision_id), default=None)


@dataclass(frozen=True, slots=True)
class PlannedAnchor:
    """A position on a text, and the base of the search for it."""

    base: AnchorBase
    place: Place
    is_settled: bool = False


@dataclass(frozen=True, slots=True)
class AnchorCounts:
    """How many of an article's highlights are how sure on a revision, those in the trash left out."""

    exact: int = 0  # or confirmed by the user
    fuzzy: int = 0
    review: int = 0
    orphan: int = 0
    lost: int = field(default=0, compare=False)  # orphans that have a place on the current text

    @property
    def total(self) -> int:
        """How many there are."""
        return self.exact + self.fuzzy + self.review + self.orphan

    def as_dict(self) -> dict[str, int]:
        """Returns the counts by status, for scripts."""
        return {
            "exact": self.exact,
            "fuzzy": self.fuzzy,
            "review": self.review,
            "orphan": self.orphan,
        }


def is_doubtful(old_length: int, new_length: int, placing: AnchorCounts) -> bool:
    """Returns whether a new text is rather a mishap: half of the old is gone, or a fifth of the highlights."""
    return 2 * new_length < old_length or 5 * placing.lost > placing.total


def find_places(
    marked: Sequence[AnchoredHighlight],
    text_of: Callable[[int], str],
    text: str,
    text_sha256: str,
    *,
    given: Mapping[int, PlannedAnchor] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> dict[int, PlannedAnchor]:
    """Returns where highlights are on a text, by their ids; text_of gives a revision's text.

    A given position of a highlight is accepted if its base is still right.
    Raises reanchoring.Cancelled when is_cancelled says so.
    """
    found: dict[int, PlannedAnchor] = {}
    sought: dict[int, list[AnchoredHighlight]] = {}
    for one in marked:
        known = one.known_on(text_sha256)
        ready = (given or {}).get(one.id)
        if known is not None:
            found[one.id] = known
        elif ready is not None and ready.base == one.base():
            found[one.id] = ready
        else:
            sought.setdefault(one.base().revision_id, []).append(one)
    for revision_id, several in sought.items():
        from reader.core.anchoring.reanchoring import reanchor  # start-up time: rapidfuzz

        old = text_of(revision_id)
        selectors = [_selector(one, old) for one in several]
        places = reanchor(old, text, selectors, is_cancelled=is_cancelled)
        for one, place in zip(several, places, strict=True):
            former = one.former_on(text_sha256) if place.status is Status.ORPHAN else None
            found[one.id] = PlannedAnchor(one.base(), former or place)
    return found


def _selector(one: AnchoredHighlight, text: str) -> Selector:
    base = one.base()
    is_made = base == AnchorBase(one.made_on, one.made.start, one.made.end)
    return one.made if is_made else describe(text, base.start, base.end)


def _base_at(anchored: StoredAnchor) -> AnchorBase:
    start, end = anchored.place.start, anchored.place.end
    if start is None or end is None:
        raise AssertionError("a confirmed place is somewhere")
    return AnchorBase(anchored.revision_id, start, end)
