"""The words around a hit, as a list shows them."""

from reader.core.text.searching.snippets import snippet

LONG = "one two three four five six seven eight nine ten eleven"


def test_what_is_left_out_before_is_marked() -> None:
    hit = LONG.index("eleven")
    assert snippet(LONG, [(hit, hit + 6)]) == "… four five six seven eight nine ten eleven"


def test_a_text_or_a_paragraph_that_begins_there_is_not_marked() -> None:
    assert snippet(LONG, [(4, 7)]) == LONG
    after = f"{LONG}\nThe next."
    hit = after.index("next")
    assert snippet(after, [(hit, hit + 4)]) == "The next."


def test_without_a_hit_there_is_nothing() -> None:
    assert snippet(LONG, []) == ""
