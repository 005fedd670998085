"""Changes the details of an article: title, author, site, date, language."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from reader.core.article_draft import Draft
from reader.core.errors import InvalidInput
from reader.core.models import Article
from reader.core.translation import _
from reader.library import lazy_tables

if TYPE_CHECKING:
    from reader.library.unit_of_work import Unit

#: What can be edited, as an article and a draft call it.
DETAILS = ("title", "byline", "site", "published", "language")

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}")
_UNKEPT = re.compile("[\0-\x1f\x7f\ud800-\udfff]")  # controls, and what UTF-8 has no form for
_LONGEST = {"title": 500, "byline": 200, "site": 200}


def details_of(article: "Article | lazy_tables.Article") -> dict[str, str]:
    """Returns what can be edited of an article, by name."""
    return {name: getattr(article, name) for name in DETAILS}


def checked(name: str, text: str) -> str:
    """Returns a detail as it is stored: on one line, a date in ISO 8601, or empty.

    Raises InvalidInput when it cannot be one.
    """
    # Start-up time: only when something is edited.
    from reader.importers.calendars.dates import find_date, year_or_month

    text = _UNKEPT.sub("", " ".join(text.split()))
    if name == "title" and not any(letter.isprintable() for letter in text):
        raise InvalidInput(_("An article needs a title."))
    if name == "published" and text and not year_or_month(text):
        day, start, end = find_date(text)
        if not day or (text[:start] + text[end:]).strip():
            message = _("“{text}” is not a date; write it like 2024-05-20 or 20 May 2024.")
            raise InvalidInput(message.format(text=text))
        return day
    if name == "language" and text:
        text = text.replace("_", "-")
        if not _LANGUAGE.fullmatch(text):
            message = _("“{text}” is not a language code; write one like en, de or pt-BR.")
            raise InvalidInput(message.format(text=text))
    if len(text) > _LONGEST.get(name, len(text)):
        message = _("That is longer than {n} characters.")
        raise InvalidInput(message.format(n=_LONGEST[name]))
    return text


def edit(unit: "Unit", id_: int, details: Mapping[str, str]) -> None:
    """Sets details of an article; they stay when it is imported again, those left as they are do not.

    Raises InvalidInput when one cannot be what it should be, and changes nothing then.
    """
    article = unit.get(lazy_tables.Article, id_)
    kept = {name: checked(name, text) for name, text in details.items()}
    changed = {name for name, text in kept.items() if text != getattr(article, name)}
    if not changed:
        return
    for name in changed:
        setattr(article, name, kept[name])
    if "title" in changed:
        article.is_title_generated = False
    edited = {*article.edited_fields.split(), *changed}
    article.edited_fields = " ".join(name for name in DETAILS if name in edited)
    article.updated_at = unit.now


def new_details(article: "lazy_tables.Article", draft: Draft) -> dict[str, str]:
    """Returns what a draft knows and no person has set; what it does not know is left out."""
    edited = article.edited_fields.split() if article.edited_fields else []
    found = {name: getattr(draft, name) for name in DETAILS if name not in edited}
    if draft.is_title_generated:
        found.pop("title", None)
    return {name: text for name, text in found.items() if text}
