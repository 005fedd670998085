"""Names the groups of the article list: articles that have the site or the day in common."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from PySide6.QtCore import QDate, QLocale

from reader.core.models import Article, Sort
from reader.core.query.query_ranges import local_day
from reader.core.translation import _, counted_text

GROUPED = frozenset((Sort.DAY, Sort.SITE))


class Heading(NamedTuple):
    """What is above the first article of a group."""

    text: str
    size: int

    def spoken(self) -> str:
        """Returns what a screen reader says of it."""
        return f"{self.text}, {counted_text('{n} article', '{n} articles', self.size)}"


def group_of(article: Article, sort: Sort) -> bytes | date:
    """Returns what the articles of a group have in common: of sites, what SQLite's NOCASE compares."""
    return local_day(article.added_at) if sort is Sort.DAY else article.site.encode().lower()


def name_of(article: Article, sort: Sort) -> str:
    """Returns the name of the group of an article."""
    if sort is Sort.SITE:
        return article.site or _("Without a site")
    day, today = local_day(article.added_at), datetime.now().astimezone().date()
    near = {today: _("today"), today - timedelta(days=1): _("yesterday")}
    if day in near:
        return near[day][:1].upper() + near[day][1:]
    form = _("dddd d MMMM") if day.year == today.year else _("d MMMM yyyy")
    return QLocale().toString(QDate(day.year, day.month, day.day), form)
