"""Implements ``postil left-out``: lists the parts of a page that an article leaves out, and restores them."""

import argparse
from typing import Any

from reader.core.article_source import LeftOut, PartKey, part_keys
from reader.core.errors import InvalidInput
from reader.core.translation import _, ngettext
from reader.operations import left_out, revisions
from reader.services import Services

_Numbered = list[tuple[PartKey, LeftOut]]


def run(app: Services, options: argparse.Namespace) -> tuple[str, dict[str, Any]]:
    """Lists the parts, or puts some back; returns what to print, and the same for a program.

    Raises NotFound or InvalidInput, and changes nothing then.
    """
    article = app.queries.find_article(options.id)
    parts = _parts(app, article.id)
    if options.put_back or options.put_all_back:
        chosen = _chosen(parts, options.put_back)
        found = left_out.text_with(app.queries, article.id, chosen)
        label = ngettext("Restore a part", "Restore {n} parts", len(chosen))
        app.history.do(label.format(n=len(chosen)), revisions.put_back, article.id, *found)
        text = ngettext(
            "{n} part restored to the text", "{n} parts restored to the text", len(chosen)
        )
        told = {"id": article.id, "put_back": len(chosen)}
        return text.format(n=len(chosen)), told
    listed = [
        {"n": n, "text": part.text, "reason": part.reason, "can_be_put_back": _is_possible(part)}
        for n, (_key, part) in enumerate(parts, 1)
    ]
    lines = [f"{n:>4}  {part.text}  ({_(part.reason)})" for n, (_key, part) in enumerate(parts, 1)]
    nothing = _("Nothing was left out of “{title}”.").format(title=article.title)
    return "\n".join(lines) or nothing, {"id": article.id, "left_out": listed}


def _parts(app: Services, article_id: int) -> _Numbered:
    found = left_out.parts_of(app.queries, article_id)
    pairs = zip(part_keys(found), found, strict=True)
    return [(key, part) for key, part in pairs if not part.is_put_back]


def _is_possible(part: LeftOut) -> bool:
    return part.place is not None


def _chosen(parts: _Numbered, numbers: list[int] | None) -> list[PartKey]:
    """Returns the parts with some numbers, all that can be restored if none are given."""
    if numbers is None:
        return [key for key, part in parts if _is_possible(part)]
    for number in numbers:
        if not 1 <= number <= len(parts):
            message = _("There is no part {n}; “postil left-out ID” lists the parts.")
            raise InvalidInput(message.format(n=number))
        if not _is_possible(parts[number - 1][1]):
            message = _("Part {n} is not part of the text, so it cannot be restored.")
            raise InvalidInput(message.format(n=number))
    return [parts[number - 1][0] for number in dict.fromkeys(numbers)]
