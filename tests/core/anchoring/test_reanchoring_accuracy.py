"""The benchmark of re-anchoring in small: fails when highlights come to stand in wrong places unsaid."""

from collections import Counter

from benchmarks.anchoring import (
    GONE,
    MISSED,
    NEAR,
    OUTCOMES,
    RIGHT,
    RIGHT_FLAGGED,
    WRONG,
    case,
    outcomes,
    table,
)
from benchmarks.corpora import CORPORA
from benchmarks.edits import EDITS, edited
from reader.core.anchoring.reanchoring import reanchor
from reader.core.models import Status
from tests.each import each

LENGTH, COUNT = 6_000, 40


def counted(corpus: str, edit: str, seed: int) -> Counter[str]:
    one = case(corpus, edit, seed, LENGTH, COUNT)
    return Counter(outcomes(one, reanchor(one.old, one.new.text, one.selectors)))


@each("corpus", CORPORA)
def test_other_typography_is_exact_always(corpus: str) -> None:
    one = case(corpus, "typography", 11, LENGTH, COUNT)
    places = reanchor(one.old, one.new.text, one.selectors)
    assert {place.status for place in places} == {Status.EXACT}
    assert set(outcomes(one, places)) <= {RIGHT, NEAR}


def test_few_are_silently_wrong_or_missed() -> None:
    total: Counter[str] = Counter()
    for corpus in CORPORA:
        for edit in ("typos", "copied", "removed", "moved", "all together"):
            counts = counted(corpus, edit, 12)
            assert counts.total() == COUNT
            total += counts
    whole = total.total()
    assert total[WRONG] < 0.005 * whole, total
    assert total[MISSED] < 0.01 * whole, total
    assert total[NEAR] < 0.02 * whole, total
    assert total[RIGHT] > 0.75 * whole, total
    assert total[RIGHT] + total[RIGHT_FLAGGED] > 0.85 * whole, total
    assert total[GONE] > 0
    assert set(total) <= set(OUTCOMES)
    assert f"{total[RIGHT]:,}" in table({("all", "all"): total})


@each("edit", EDITS)
def test_the_benchmark_knows_where_each_character_went(edit: str) -> None:
    paragraphs = CORPORA["prose"](13, 4000)
    old = "\n\n".join(paragraphs)
    new = edited(paragraphs, CORPORA["prose"](14, 2000), EDITS[edit], "seed")
    assert len(new.text) == len(new.origins)
    kept = [at for at, origin in enumerate(new.origins) if origin >= 0]
    assert all(0 <= new.origins[at] < len(old) for at in kept)
    if "typography" not in edit and edit != "all together":
        assert all(new.text[at] == old[new.origins[at]] for at in kept)
    assert (new.text == old) == (edit == "none")
