"""The letters of hints: prefix-free, short, and enough of them."""

from reader.core.keys.hint_codes import LETTERS, hint_codes


def test_codes_are_as_short_as_can_be() -> None:
    for count in (*range(260), 675, 676):
        codes = hint_codes(count)
        assert len(codes) == len(set(codes)) == count
        assert all(1 <= len(code) <= (1 if count <= 9 else 2) for code in codes), count
        singles = {code for code in codes if len(code) == 1}
        assert not any(code[0] in singles for code in codes if len(code) == 2), count
        used = {letter for code in codes for letter in code}
        assert used <= set(LETTERS[:9]) or count > 81
        size = max(9, len(used))
        # One more single would leave too few pairs.
        assert count <= 9 or (len(singles) + 1) + (size - len(singles) - 1) * size < count


def test_the_first_places_have_the_shortest() -> None:
    lengths = [len(code) for code in hint_codes(40)]
    assert lengths == sorted(lengths)
    assert lengths.count(1) == 5


def test_what_cannot_have_two_letters_has_none() -> None:
    assert len(hint_codes(5000)) == 676
