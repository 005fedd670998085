"""How well and how fast highlights are found again: ``python -m benchmarks anchoring``.

Texts of four kinds undergo ten kinds of edits; of each character it is known where it went. A place
is *right* when nine tenths of what it covers or ought to cover is both, *near* when it is half. A
passage *survives* when at least half of its characters do. What is marked exact or fuzzy but is
neither right nor near is *silently wrong*.
"""

import difflib
import random
import re
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.corpora import CORPORA
from benchmarks.edits import EDITS, Edited, edited
from benchmarks.more_edits import MORE_EDITS
from benchmarks.ratios import Ratio
from reader.core.anchoring.reanchoring import reanchor
from reader.core.anchoring.selectors import Place, describe
from reader.core.models import Selector, Status

LENGTH = 200_000
SHORTER = 40_000
HIGHLIGHTS = 200
SEEDS = (101, 102, 103)
_SENTENCES = re.compile(r"[^.!?…。！？\n]+[.!?…。！？]*[”\"]?")

RIGHT, RIGHT_FLAGGED, NEAR, NEAR_FLAGGED = "right", "right, flagged", "near", "near, flagged"
FLAGGED, WRONG, MISSED, GONE = (
    "wrong, flagged",
    "silently wrong",
    "orphaned though it survives",
    "rightly orphaned",
)
OUTCOMES = (RIGHT, RIGHT_FLAGGED, NEAR, NEAR_FLAGGED, FLAGGED, WRONG, MISSED, GONE)


@dataclass(frozen=True, slots=True)
class Case:
    """One text, one edit, and passages of the text."""

    old: str
    new: Edited
    selectors: list[Selector]


def case(corpus: str, edit: str, seed: int, length: int = LENGTH, count: int = HIGHLIGHTS) -> Case:
    """A case, the same at each run."""
    paragraphs = CORPORA[corpus](seed, length)
    more = CORPORA[corpus](seed + 5000, length // 5)
    old = "\n\n".join(paragraphs)
    new = edited(paragraphs, more, (EDITS | MORE_EDITS)[edit], f"{corpus} {edit} {seed}")
    chance = random.Random(f"highlights {corpus} {seed}")
    return Case(old, new, [_marked(old, chance) for _ in range(count)])


def _marked(text: str, chance: random.Random) -> Selector:
    """A word, a few words, a sentence, several, or about a page."""
    kind = chance.choices(range(5), (15, 25, 35, 20, 5))[0]
    while True:
        at = chance.randrange(len(text))
        if kind < 2:
            words = re.compile(r"[\u4e00-\u9fff]{2,6}|[^\W\u4e00-\u9fff]+")
            found = list(words.finditer(text, at, at + 200))[
                1 : 2 if kind == 0 else chance.randint(4, 10)
            ]
        else:
            most = (1, chance.randint(2, 6), 25)[kind - 2]
            found = list(_SENTENCES.finditer(text, at, at + 4000))[1 : 1 + most]
        if not found:
            continue
        start, end = found[0].start(), found[-1].end()
        stripped = text[start:end].strip()
        if stripped:
            start += text[start:end].index(stripped)
            return describe(text, start, start + len(stripped))


def outcome(place: Place, selector: Selector, new: Edited, where: dict[int, list[int]]) -> str:
    """Which of the outcomes a place is."""
    old = range(selector.start, selector.end)
    surviving = {at for n in old for at in where.get(n, ())}
    lives = sum(n in where for n in old) >= 0.5 * len(old)
    if place.start is None or place.end is None:
        return MISSED if lives else GONE
    overlap = sum(selector.start <= n < selector.end for n in new.origins[place.start : place.end])
    # White space that was not there before is nobody's.
    covered = (
        place.end
        - place.start
        - sum(
            new.origins[at] < 0 and new.text[at].isspace() for at in range(place.start, place.end)
        )
    )
    union = covered + len(surviving) - overlap
    agreement = overlap / union if union else 0.0
    is_flagged = place.status is Status.REVIEW
    if agreement >= 0.9:
        return RIGHT_FLAGGED if is_flagged else RIGHT
    if agreement >= 0.5:
        return NEAR_FLAGGED if is_flagged else NEAR
    return FLAGGED if is_flagged else WRONG


def outcomes(one: Case, places: list[Place]) -> list[str]:
    """The outcomes of all passages of a case, in order."""
    where: dict[int, list[int]] = {}
    for at, origin in enumerate(one.new.origins):
        if origin >= 0:
            where.setdefault(origin, []).append(at)
    return [
        outcome(place, selector, one.new, where)
        for place, selector in zip(places, one.selectors, strict=True)
    ]


def measure(
    seeds: Iterable[int] = SEEDS, length: int = LENGTH, edits: Iterable[str] = tuple(EDITS)
) -> dict[tuple[str, str], Counter[str]]:
    """The outcomes by corpus and edit."""
    counted: dict[tuple[str, str], Counter[str]] = {}
    for corpus in CORPORA:
        for edit in edits:
            counts = counted[corpus, edit] = Counter()
            for seed in seeds:
                one = case(corpus, edit, seed, length)
                counts.update(outcomes(one, reanchor(one.old, one.new.text, one.selectors)))
    return counted


def measure_rarer() -> dict[tuple[str, str], Counter[str]]:
    """The outcomes of edits that are seldom seen, on shorter texts."""
    return measure(SEEDS, SHORTER, MORE_EDITS)


def table(counted: dict[tuple[str, str], Counter[str]]) -> str:
    """The outcomes as a Markdown table: each corpus, each edit, all."""
    lines = ["| | " + " | ".join(OUTCOMES) + " |", "|---" * (len(OUTCOMES) + 1) + "|"]
    for name in (*CORPORA, *EDITS, *MORE_EDITS, ""):
        total: Counter[str] = Counter()
        for names, counts in counted.items():
            if not name or name in names:
                total.update(counts)
        if total:
            lines.append(_row(name or "**all**", total))
    return "\n".join(lines)


def _row(name: str, counts: Counter[str]) -> str:
    whole = counts.total()
    cells = [f"{counts[one]:,}" for one in OUTCOMES]
    cells[OUTCOMES.index(WRONG)] += f" ({100 * counts[WRONG] / whole:.2f} %)"
    return f"| {name} | " + " | ".join(cells) + " |"


def measure_time(runs: int) -> Ratio:
    """200 highlights after all edits together against a difference of the words, in turn."""
    ratio = Ratio(
        "200 highlights on 200 kB, all edits together",
        "difflib over the words of both",
        goal=0.33,
    )
    one = case("prose", "all together", SEEDS[0])
    old_words, new_words = one.old.split(), one.new.text.split()
    for _run in range(runs):
        began = time.perf_counter()
        difflib.SequenceMatcher(None, old_words, new_words, autojunk=False).get_opcodes()
        middle = time.perf_counter()
        reanchor(one.old, one.new.text, one.selectors)
        ended = time.perf_counter()
        ratio.bare.append((middle - began) * 1000)
        ratio.postil.append((ended - middle) * 1000)
    return ratio
