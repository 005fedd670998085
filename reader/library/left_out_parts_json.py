"""Encodes the left-out parts of an article as JSON for its revision."""

import json
from collections.abc import Iterable
from typing import Any

from reader.core.article_source import LeftOut

PUT_BACK = '"put_back":true'  # in what is stored; inside of the words, quotes are escaped


def encode(parts: Iterable[LeftOut]) -> str:
    """Returns the parts as they are stored."""
    stored = [_stored(part) for part in parts]
    text = json.dumps(stored, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode()  # half characters cannot be stored


def decode(text: str) -> tuple[LeftOut, ...] | None:
    """Returns the parts that ``encode`` wrote; None where nothing is known of them, or it is damaged."""
    try:
        return tuple(_part(**stored) for stored in json.loads(text))
    except (ValueError, TypeError, RecursionError):
        return None


def _stored(part: LeftOut) -> dict[str, Any]:
    stored: dict[str, Any] = {"text": part.text, "reason": part.reason}
    if part.place is not None:
        stored["place"] = part.place
    if part.is_put_back:
        stored["put_back"] = True
    return stored


def _part(
    text: str, reason: str, place: object = None, put_back: object = False, **_later: object
) -> LeftOut:
    known = place if isinstance(place, int) else None
    return LeftOut(str(text), str(reason), known, bool(put_back))
