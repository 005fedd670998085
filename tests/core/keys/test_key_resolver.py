"""Counts: which digits belong to one, what drops it, and that no other key is changed by it."""

from hypothesis import given
from hypothesis import strategies as st

from reader.core.keys.key_resolver import MOST, Resolver
from reader.core.keys.keymap import KeyMap, Match
from tests.core.keys.test_keymap import resolver_of

KEYS = [
    ("j", "next"),
    ("g g", "start"),
    ("g i", "go.inbox"),
    ("c 1", "yellow"),
    ("1", "slot_1"),
    ("2", "slot_2"),
    ("0", "clear"),
    ("r", "count"),
    ("Escape", "back"),
]


def resolver(empty: str = "3456789") -> Resolver:
    """Digits in ``empty`` begin a count."""
    return resolver_of({"text": KeyMap(KEYS)}, lambda digit, _keymap: digit in empty, "count")


def typed(one: Resolver, chords: str) -> list[tuple[str | None, int]]:
    """The commands that ran, with their counts."""
    found = [one.feed(chord, "text") for chord in chords.split()]
    return [(each.command, each.count) for each in found if each.kind is Match.EXACT]


def test_an_unbound_digit_begins_a_count_and_a_bound_one_acts() -> None:
    assert typed(resolver(), "3 j j 1 j") == [
        ("next", 3),
        ("next", 1),
        ("slot_1", 1),
        ("next", 1),
    ]


def test_further_digits_belong_to_the_count_whatever_is_bound() -> None:
    assert typed(resolver(), "3 1 0 j") == [("next", 310)]
    assert typed(resolver(empty=""), "r 1 2 j") == [("next", 12)]
    assert typed(resolver(), "r 0 0 7 j") == [("next", 7)]
    assert typed(resolver(), "r j") == [("next", 1)]
    assert typed(resolver(), "r 3 r 4 j") == [("next", 4)]


def test_a_nought_alone_is_no_count() -> None:
    assert typed(resolver("0123456789"), "0") == [("clear", 1)]


def test_a_sequence_takes_its_count_along_and_keeps_its_own_digits() -> None:
    assert typed(resolver(), "5 g i") == [("go.inbox", 5)]
    assert typed(resolver("0123456789"), "4 c 1") == [("yellow", 4)]


def test_escape_and_unrelated_keys_drop_the_count_and_run_nothing() -> None:
    assert typed(resolver(), "3 Escape j Escape") == [("next", 1), ("back", 1)]
    assert typed(resolver(), "3 q j") == [("next", 1)]
    assert typed(resolver(), "r Escape j") == [("next", 1)]
    assert typed(resolver(), "3 g q j") == [("next", 1)]


def test_a_count_has_a_limit() -> None:
    one = resolver()
    assert typed(one, " ".join("9" * 40) + " j") == [("next", MOST)]


def test_what_waits_can_be_asked() -> None:
    one = resolver()
    assert not one.is_waiting
    found = one.feed("3", "text")
    assert (found.kind, one.is_waiting, one.is_counting, one.digits) == (
        Match.PENDING,
        True,
        True,
        "3",
    )
    assert ("j", "next") in found.following
    one.feed("g", "text")
    assert (one.is_counting, one.digits, one.pending) == (False, "3", ("g",))
    one.feed("g", "elsewhere")
    assert not one.is_waiting


def test_of_the_chords_one_press_may_stand_for_that_is_taken_which_means_something() -> None:
    one = resolver_of(
        {"text": KeyMap([("j", "next"), ("ö", "own"), ("* a", "all"), ("1", "slot")])}
    )
    assert one.choose(("о", "j"), "text") == "j"
    assert one.choose(("ö", ";"), "text") == "ö"
    assert one.choose(("*", "8"), "text") == "*"  # a bound sign before the digit on its key
    assert one.choose(("&", "1"), "text") == "1"
    assert one.choose(("й", "q"), "text") == "й"  # neither means anything
    counting = resolver()
    counting.feed("3", "text")
    assert counting.choose(("j", "4"), "text") == "4"  # a count goes on
    counting.feed("g", "text")
    assert counting.choose(("g", "4"), "text") == "g"


digits = st.lists(st.sampled_from("0123456789"), min_size=1, max_size=9)


@given(digits)
def test_after_the_count_key_any_digits_are_their_number(numbers: list[str]) -> None:
    wanted = min(int("".join(numbers)), MOST) or 1
    assert typed(resolver(""), f"r {' '.join(numbers)} j") == [("next", wanted)]


@given(st.lists(st.sampled_from(["j", "g", "i", "c", "1", "3", "0", "r", "q", "Escape"])))
def test_without_counts_nothing_is_different(chords: list[str]) -> None:
    """The commands that run are the same, but for digits and what follows them."""
    plain = resolver_of({"text": KeyMap(KEYS)}, count_command="count")
    counting = resolver("")
    text = " ".join(chord for chord in chords if chord != "r")
    assert typed(counting, text) == typed(plain, text)


@given(st.lists(st.sampled_from(["j", "g", "i", "c", "1", "3", "0", "r", "q", "Escape"])))
def test_it_knows_every_chord_it_takes(chords: list[str]) -> None:
    one = resolver()
    for chord in chords:
        is_known = one.knows(chord, "text")
        was_waiting = one.is_waiting
        found = one.feed(chord, "text")
        assert is_known == (was_waiting or found.kind is not Match.NONE)
        assert 1 <= found.count <= MOST
        assert not (found.kind is Match.EXACT and one.is_waiting)
