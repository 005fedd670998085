"""Implements ``postil annotate``: highlights one or more passages, given by their words."""

import argparse
import json
from collections.abc import Iterator
from typing import Any

from reader.cli.arguments.text_argument import read_text
from reader.cli.output.command_output import tell, wants_json
from reader.cli.output.error_output import print_error
from reader.core.errors import InvalidInput, PostilError
from reader.core.models import Color
from reader.core.translation import _
from reader.core.unique_ids import act_key
from reader.operations import annotations
from reader.services import Services

_SHARED = ("prefix", "suffix", "note", "color")  # options that also apply to lines without them


def run(app: Services, options: argparse.Namespace) -> int:
    """Creates the highlight, or those of a file; returns the exit code: 1 if one of them failed."""
    if (options.quote is None) == (options.source is None):
        raise InvalidInput(_("Give either --quote or --from."))
    if options.source is None:
        number = _annotate_one(app, options.id, vars(options) | {"tags": options.tag}, "")
        made = _annotation(app, number)
        text = _("annotation {id} on “{quote}”").format(id=number, quote=made["quote"])
        tell(options, text, made)
        return 0
    return _annotate_many(app, options)


def _annotate_many(app: Services, options: argparse.Namespace) -> int:
    batch, answers = act_key(), []
    given = {"tags": options.tag, **{key: getattr(options, key) for key in _SHARED}}
    for line, text in _lines(options.source):
        answer: dict[str, Any] = {"line": line, "status": "added", "error": None}
        try:
            wanted = given | _object(line, text)  # what a line leaves open, the options say
            number = _annotate_one(app, wanted.get("article", options.id), wanted, batch)
            answer["annotation"] = _annotation(app, number)
        except PostilError as error:
            answer |= {"status": "failed", "error": str(error)}
            if not wants_json(options):
                place = _("line {n}").format(n=line)
                print_error(f"{place}: {error}")
        answers.append(answer)
    added = sum(answer["status"] == "added" for answer in answers)
    tell(options, _("{n} added").format(n=added), answers)
    return 1 if any(answer["status"] == "failed" for answer in answers) else 0


def _lines(name: str) -> Iterator[tuple[int, str]]:
    # Only line feeds part lines: JSON may contain U+2028 and its like as they are.
    for number, line in enumerate(read_text(name).split("\n"), 1):
        if line.strip():
            yield number, line


def _object(line: int, text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError as error:
        raise InvalidInput(_("line {n} is not JSON").format(n=line)) from error
    if not isinstance(value, dict):
        raise InvalidInput(_("line {n} is not a JSON object").format(n=line))
    return value


def _annotate_one(app: Services, article: object, wanted: dict[str, Any], batch: str) -> int:
    if article is None:
        raise InvalidInput(_("Name the article to annotate by its id (postil list)."))
    found = app.queries.find_article(str(article))
    texts = {key: wanted.get(key) or "" for key in ("quote", "prefix", "suffix", "note")}
    tags = wanted.get("tags") or wanted.get("tag") or []
    tags = tags if isinstance(tags, list) else [tags]
    if not all(isinstance(text, str) for text in (*texts.values(), *tags)):
        raise InvalidInput(_("quote, prefix, suffix, note and tags have to be text."))
    color = str(wanted.get("color") or "yellow").lower()
    if color not in list(Color):
        known = ", ".join(Color)
        text = _("“{color}” is not a colour Postil knows ({known}).")
        raise InvalidInput(text.format(color=color, known=known))
    return app.history.do(
        _("Highlight"),
        annotations.annotate_quote,
        found.id,
        texts["quote"],
        texts["prefix"],
        texts["suffix"],
        Color(color),
        tags,
        texts["note"],
        merge_key=batch or None,
    )


def _annotation(app: Services, number: int) -> dict[str, Any]:
    from reader.exporters.article_json import annotation_dict  # only when asked for

    return annotation_dict(app.queries.annotation(number))
