"""A test of many small cases runs each of them, with its fixtures, and names the one that fails."""

from pathlib import Path

import pytest

from tests.each import each


def test_each_case_is_run_with_the_fixtures(tmp_path: Path) -> None:
    seen = []

    @each("a, b", [(1, 2), (3, 4)])
    @each(("c",), "xy")
    def test(a: int, b: int, c: str, tmp_path: Path) -> None:
        seen.append((a, b, c, tmp_path))

    test(tmp_path=tmp_path)
    assert seen == [(a, b, c, tmp_path) for a, b in [(1, 2), (3, 4)] for c in "xy"]


def test_the_case_that_fails_is_named() -> None:
    @each("number", [1, 2, 3])
    def test(number: int) -> None:
        assert number < 2

    with pytest.raises(AssertionError) as failed:
        test()
    assert failed.value.__notes__ == ["with {'number': 2}"]


def test_no_cases_are_a_fault() -> None:
    @each("number", ())
    def test(number: int) -> None: ...

    with pytest.raises(AssertionError):
        test()
