"""Where a passage begins and ends when its edges have changed, and what makes it a guess."""

from collections.abc import Callable

import pytest

from benchmarks.anchoring import MISSED, NEAR, RIGHT, WRONG, case, outcomes
from benchmarks.more_edits import MORE_EDITS
from reader.core.anchoring import reanchoring
from reader.core.anchoring.reanchoring import Reanchorer, reanchor
from reader.core.anchoring.selectors import Place, describe
from reader.core.models import Status
from tests.each import each
from tests.work import calls_between

BEFORE = "It rained for most of June, and the river rose to the third step of the landing."
PASSAGE = "The harbour was closed before noon and nobody could say when the ferry would leave"
AFTER = "Letters came that evening. Nobody had written the sender's name on the envelope."
TEXT = f"{BEFORE}\n\n{PASSAGE}\n\n{AFTER}"


def placed(new: str, quote: str = PASSAGE, old: str = TEXT) -> tuple[str | None, Place]:
    start = old.index(quote)
    place = Reanchorer(old, new).find(describe(old, start, start + len(quote)))
    return None if place.start is None else new[place.start : place.end], place


@each(
    ("changed", "there"),
    [
        (PASSAGE.replace("The harbour", "The harbor"), None),
        (PASSAGE.replace("The harbour", "Teh harbour"), None),
        (PASSAGE.replace("The harbour", "A harbour"), None),
        (PASSAGE.replace("would leave", "would sail"), None),
        (PASSAGE.replace("leave", "leaev"), None),
        # what was put beside the edge is not the passage's
        (f"Advertisement: buy two umbrellas. {PASSAGE.replace('The', 'Tthe')}", PASSAGE.replace("The", "Tthe")),
        (f"{PASSAGE} Share this article", PASSAGE),
        (f"{PASSAGE.replace('leave', 'laeve')}\n\nShare this article", PASSAGE.replace("leave", "laeve")),
    ],
)  # fmt: skip
def test_a_changed_edge_is_covered_and_nothing_beside_it(changed: str, there: str | None) -> None:
    text, place = placed(f"{BEFORE}\n\n{changed}\n\n{AFTER}")
    assert text == (there or changed)
    assert place.status in (Status.EXACT, Status.FUZZY)


def test_a_changed_edge_is_told_by_its_letters_when_its_neighbour_went() -> None:
    changed = PASSAGE.replace("The harbour", "The harbuor").replace("ferry would", "ferry wuold")
    text, _place = placed(f"{BEFORE}\n\nSomething else stood here now, at length.\n\n{changed}")
    assert text == changed


def test_a_passage_of_which_a_part_went_elsewhere_is_a_guess() -> None:
    quote = f"{PASSAGE}\n\n{AFTER[:26]}"
    filler = [f"Paragraph {n} is about lanterns, ropes and number {n * n}." for n in range(12)]
    old = "\n\n".join([TEXT, *filler])
    new = "\n\n".join([BEFORE, PASSAGE, *filler, AFTER])
    text, place = placed(new, quote, old)
    assert text == PASSAGE
    assert place.status is Status.REVIEW


def test_in_a_text_that_replaced_another_nothing_is_sure() -> None:
    other = (
        "The committee met on Tuesday to look at the accounts. Its members were tired, and two of them"
        " slept. Before noon nobody could say when it would end, if ever. In the end a chairman was"
        " found who promised cake, and all went home by the lower road while it snowed on the hills."
        " The treasurer stayed to count what was in the tin, wrote the sum on a slip of paper, lost it,"
        " and began anew; towards morning he had three results, of which he chose the friendliest."
    )
    filler = [f"Paragraph {n} is about lanterns, ropes and number {n * n}." for n in range(6)]
    old = "\n\n".join([TEXT, *filler])
    text, place = placed(other, old=old)
    assert (text, place.status) == (None, Status.ORPHAN)
    text, place = placed(other.replace("In the end", f"{PASSAGE}. In the end"), old=old)
    assert text == PASSAGE
    assert place.status is Status.REVIEW


@each(
    ("old", "new"),
    [
        (PASSAGE, PASSAGE.upper()),
        (PASSAGE.replace("harbour", "“harbour”"), PASSAGE.replace("harbour", "«harbour»")),
        ("قرأ المعلم الكتاب القديم في البيت ثم كتب رسالة", "قَرَأَ المُعَلِّمُ الكِتابَ القديم في البيت ثم كتب رسالة"),
        ("他发现了桥梁，但是没有人读过那本旧词典，于是他走了。", "他发现了桥梁,但是没有人读过那本旧词典,于是他走了。"),
    ],
)  # fmt: skip
def test_case_width_and_signs_are_no_other_words(old: str, new: str) -> None:
    text, place = placed(f"{BEFORE}\n\n{new}\n\n{AFTER}", old, f"{BEFORE}\n\n{old}\n\n{AFTER}")
    assert text == new
    assert place.status is Status.FUZZY


def test_twins_that_both_stayed_are_told_apart_in_spite_of_slips() -> None:
    story = "\n\n".join(f"{BEFORE} That was in year {n}. {PASSAGE}. {AFTER}" for n in range(4))
    old = f"{story}\n\nThe same again:\n\n{story}"
    new = f"{story.replace('June', 'Jnue')}\n\nThe same again:\n\n{story}"
    start = old.index("in year 2")
    for at in (start, old.index("in year 2", start + 1)):
        place = Reanchorer(old, new).find(describe(old, at - 9, at + 60))
        assert (place.start, place.status) == (at - 9, Status.EXACT)


@each("edit", MORE_EDITS)
def test_rarer_edits_leave_hardly_anything_wrong_unsaid(edit: str) -> None:
    one = case("prose", edit, 21, 6_000, 40)
    found = outcomes(one, reanchor(one.old, one.new.text, one.selectors))
    assert found.count(WRONG) == 0
    assert found.count(MISSED) <= 1
    assert found.count(NEAR) <= 2
    if edit != "replaced":
        assert found.count(RIGHT) >= (10 if edit == "first half gone" else 28)


@pytest.mark.parametrize("marks", ["\u0301", "\u0301\u0327", "e\u0301\u0327"])
def test_nothing_but_combining_marks_is_worked_on_in_bounded_steps(
    marks: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reanchoring, "_TICK", 0.0)  # asks at each step, however fast that is

    def longest_step(length: int) -> int:
        old = marks * (length // len(marks))
        new = f"{old[: length // 2]}x{old[length // 2 :]}"

        def find(tell: Callable[[], None]) -> None:
            def is_cancelled() -> bool:
                tell()
                return False

            reanchor(old, new, [describe(old, 500, 530)], is_cancelled=is_cancelled)

        steps = calls_between(find, most=8 * length)  # 7 for each character are made
        assert len(steps) > 5
        return max(steps)

    assert longest_step(8_000) <= 2.2 * longest_step(4_000)
