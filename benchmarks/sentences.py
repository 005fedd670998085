"""``python -m benchmarks.sentences``: how well sentences are found on the labelled samples.

Our own rules beside Qt's QTextBoundaryFinder, which keeps the rules of Unicode (UAX 29). With
``--errors`` every passage that one of the two has wrong is printed, "¦" where it ends a sentence.
"""

import argparse
import sys
from collections.abc import Iterator

from PySide6.QtCore import QTextBoundaryFinder

from reader.core.text.segmentation.segmentation import sentences
from tests.core.text.sentence_sample import SAMPLES, Case, Finder, cases, ends_of, score


def own_rules(text: str, language: str) -> Iterator[tuple[int, int]]:
    """The sentences by ``reader.core.text.segmentation.segmentation``."""
    yield from sentences(text, 0, len(text), language)


def boundary_finder(text: str, _language: str) -> Iterator[tuple[int, int]]:
    """The sentences by Qt, in code points and trimmed of white space; it knows no language."""
    units = [0]  # UTF-16 units before each code point
    for character in text:
        units.append(units[-1] + (2 if character > "\uffff" else 1))
    points = {unit: point for point, unit in enumerate(units)}
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Sentence, text)
    begin = 0
    while (border := finder.toNextBoundary()) >= 0:
        close = points[border]
        piece = text[begin:close]
        if piece.strip():
            yield begin + len(piece) - len(piece.lstrip()), begin + len(piece.rstrip())
        begin = close


FINDERS: dict[str, Finder] = {"own rules": own_rules, "QTextBoundaryFinder": boundary_finder}


def main() -> int:
    """Print a table, and the errors when asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sentences", description=__doc__)
    parser.add_argument("--errors", action="store_true", help="print what is wrong")
    options = parser.parse_args()
    print("| | sample | passages right | ends | missed | false | errors |")
    print("|---|---|---|---|---|---|---|")
    for name, finder in FINDERS.items():
        for sample in SAMPLES:
            one = score(finder, cases(sample))
            print(
                f"| {name} | {sample} | {one.right} of {one.passages} | {one.ends} "
                f"| {one.missed} | {one.false} | {one.error_rate:.1%} |"
            )
    if options.errors:
        for name, finder in FINDERS.items():
            for sample in SAMPLES:
                _print_errors(name, finder, sample)
    return 0


def _print_errors(name: str, finder: Finder, sample: int) -> None:
    print(f"\n{name}, sample {sample}")
    for case in cases(sample):
        found = ends_of(finder, case)
        if found != set(case.ends):
            print(f"  {case.language} {_marked(case, found)}")


def _marked(case: Case, ends: set[int]) -> str:
    return "".join(
        ("¦" if at in ends else "") + character for at, character in enumerate(case.text)
    )


if __name__ == "__main__":
    sys.exit(main())
