"""The labelled passages of ``sentences.txt``, and how well a way to find sentences does on them."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

SAMPLE = Path(__file__).with_name("sentences.txt")
SAMPLES = (1, 2, 3, 4)

# Text and language in; the (start, end) of each sentence out.
Finder = Callable[[str, str], Iterable[tuple[int, int]]]


class Case(NamedTuple):
    """One labelled passage."""

    language: str
    text: str
    ends: tuple[int, ...]  # where a sentence ends, without the last


class Score(NamedTuple):
    """What a finder missed and made up, and how many passages it had right."""

    missed: int
    false: int
    ends: int
    right: int
    passages: int

    @property
    def error_rate(self) -> float:
        """Missed and false ends together, as a share of the labelled ones."""
        return (self.missed + self.false) / self.ends


def cases(sample: int) -> list[Case]:
    """The passages of one of the samples, 1 to 4."""
    found, part = [], 0
    for line in SAMPLE.read_text(encoding="utf-8").splitlines():
        part += line.startswith("# ==")
        if line.startswith("#") or part != sample:
            continue
        language, passage = line.split(" ", 1)
        sentences_of = passage.split("¦")
        is_spaced = language not in ("zh", "ja") and sentences_of[0][-1] not in "。？！"
        ends, at = [], 0
        for sentence in sentences_of:
            at += len(sentence)
            ends.append(at)
            at += is_spaced
        text = passage.replace("¦", " " if is_spaced else "")
        found.append(Case(language.strip("-"), text, tuple(ends[:-1])))
    return found


def ends_of(finder: Finder, case: Case) -> set[int]:
    """Where a finder has sentences of a passage end, without the last."""
    ends = {end for _, end in finder(case.text, case.language)}
    last = len(case.text)
    return {end for end in ends if end < last}


def score(finder: Finder, sample: Iterable[Case]) -> Score:
    """How a finder does on some passages."""
    missed = false = ends = right = passages = 0
    for case in sample:
        found, wanted = ends_of(finder, case), set(case.ends)
        missed += len(wanted - found)
        false += len(found - wanted)
        ends += len(wanted)
        right += found == wanted
        passages += 1
    return Score(missed, false, ends, right, passages)
