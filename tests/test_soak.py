"""What a window keeps is told from what it holds for a while."""

from benchmarks.soak import Counts, growing

STILL = Counts(100_000, 3, 20, 25, 1_100, 1_300)


def test_what_stays_the_same_or_comes_and_goes_has_not_grown() -> None:
    assert growing([STILL] * 12) == []
    swinging = [
        STILL._replace(timers=25 + n % 3, memory=100_000 + 9_000 * (n % 2)) for n in range(12)
    ]
    assert growing(swinging) == []


def test_what_is_made_when_first_asked_for_has_not_grown() -> None:
    series = [STILL._replace(widgets=400 + min(700, 300 * n)) for n in range(12)]
    assert growing(series) == []


def test_a_leak_is_told_however_slow() -> None:
    slow = [STILL._replace(timers=25 + n) for n in range(12)]
    assert growing(slow) == ["timers grew from at most 32 to at least 33"]
    within = [STILL._replace(memory=100_000 + 100 * n) for n in range(12)]
    assert growing(within) == []
    steep = [STILL._replace(memory=100_000 + 20_000 * n) for n in range(12)]
    assert [text.split()[0] for text in growing(steep)] == ["memory"]
