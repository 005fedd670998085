"""Two series of times, taken in turn, and the table their ratios are printed in."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Ratio:
    """What one thing takes in Postil and in the bare thing beneath it."""

    name: str
    beneath: str  # what the bare thing does
    unit: str = "ms"
    goal: float | None = None  # the ratio not to be exceeded
    postil: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)

    @property
    def value(self) -> float:
        """The ratio of the medians."""
        return statistics.median(self.postil) / statistics.median(self.bare)

    @property
    def spread(self) -> tuple[float, float]:
        """The quartiles of the ratios of each pair that was taken one after the other."""
        pairs = [a / b for a, b in zip(self.postil, self.bare, strict=False)]
        return quartiles(pairs)

    def short(self) -> str:
        """The ratio, and what Postil takes; a dash where it could not be measured."""
        if not self.postil or not self.bare:
            return "–"
        took = f"{_figure(statistics.median(self.postil))} {self.unit}"
        return f"**{_figure(self.value)}** ({took})"

    def row(self) -> str:
        """A row of the table."""
        low, high = self.spread
        goal = "" if self.goal is None else f"≤ {self.goal:g}"
        cells = (
            self.name,
            f"**{_figure(self.value)}** ({_figure(low)}–{_figure(high)})",
            goal,
            _series(self.postil, self.unit),
            _series(self.bare, self.unit),
            self.beneath,
            str(len(self.postil)),
        )
        return "| " + " | ".join(cells) + " |"


def table(ratios: Iterable[Ratio]) -> str:
    """The ratios as a Markdown table; series without a value on both sides are left out."""
    head = ("what", "ratio (quartiles)", "goal", "Postil", "bare", "the bare thing", "runs")
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += [ratio.row() for ratio in ratios if ratio.postil and ratio.bare]
    return "\n".join(lines)


def quartiles(values: Sequence[float]) -> tuple[float, float]:
    """The first and the third quartile; of a single value, that value."""
    if len(values) < 2:
        return values[0], values[0]
    low, _median, high = statistics.quantiles(values, n=4, method="inclusive")
    return low, high


def _series(values: Sequence[float], unit: str) -> str:
    low, high = quartiles(values)
    median = statistics.median(values)
    return f"{_figure(median)} {unit} ({_figure(low)}–{_figure(high)})"


def _figure(value: float) -> str:
    """Three digits that say something."""
    if value >= 100:
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
