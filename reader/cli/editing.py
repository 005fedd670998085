"""Implements ``postil edit``, which changes the details of an article."""

import argparse
from typing import Any

from reader.core.errors import InvalidInput
from reader.core.translation import _
from reader.operations import metadata_editing
from reader.services import Services

OPTIONS = {
    "title": "title",
    "author": "byline",
    "site": "site",
    "date": "published",
    "language": "language",
}


def run(app: Services, options: argparse.Namespace) -> tuple[str, dict[str, Any]]:
    """Sets the details that are named; returns what to print, and the same for a program.

    Raises NotFound or InvalidInput, and changes nothing then.
    """
    article = app.queries.find_article(options.id)
    given = {name: getattr(options, option) for option, name in OPTIONS.items()}
    changes = {name: text for name, text in given.items() if text is not None}
    if not changes:
        named = ", ".join(f"--{option}" for option in OPTIONS)
        raise InvalidInput(_("Name what to change: {options}.").format(options=named))
    app.history.do(_("Edit details"), metadata_editing.edit, article.id, changes)
    details = metadata_editing.details_of(app.queries.article(article.id))
    said = {option: details[name] for option, name in OPTIONS.items()}
    text = "\n".join(f"{option}\t{value}" for option, value in said.items())
    return text, {"id": article.id, **said}
