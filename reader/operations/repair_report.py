"""Describes the result of the repair of a library."""

from pathlib import Path

from reader.core.translation import _, counted_text, ngettext, number_text
from reader.library.integrity.repair import Repair


def repair_lines(library: Path, done: Repair) -> list[str]:
    """Returns a sentence for each thing that the user should know of a repair."""
    if not done.found:
        return [_("There was nothing to repair.")]
    if done.former is None:
        return [_("Nothing of that can be repaired: no backup contains it.")]
    text = _("{path} was repaired; the damaged library is kept as {former}.")
    lines = [text.format(path=library, former=done.former)]
    if done.restored:
        text = counted_text(
            "{n} row was taken from a backup.",
            "{n} rows were taken from backups.",
            done.restored,
        )
        lines.append(text)
    if done.unreadable:
        text = counted_text(
            "{n} row cannot be read, and is in no backup.",
            "Up to {n} rows cannot be read, and are in no backup.",
            done.unreadable,
        )
        lines.append(text)
    if done.replaced:
        text = counted_text(
            "{n} row replaces a lost one, so that what belongs to it stays.",
            "{n} rows replace lost ones, so that what belongs to them stays.",
            done.replaced,
        )
        lines.append(text)
    if done.quarantined:
        text = ngettext(
            "{n} row broke a rule of the library: it is kept in {file}.",
            "{n} rows broke a rule of the library: they are kept in {file}.",
            done.quarantined,
        )
        lines.append(text.format(n=number_text(done.quarantined), file=done.quarantine))
    return lines
