"""Chooses the entries of an Atom feed: of those with the same id the latest, and none that it deleted."""

from datetime import UTC, datetime

from lxml import etree

from reader.importers.feeds.feed_dates import feed_date
from reader.importers.feeds.lenient_xml import children, text_of

_NEVER = datetime.min.replace(tzinfo=UTC)


def current_entries(feed: etree._Element) -> list[etree._Element]:
    """Returns the entries, each where the first with its id is."""
    deleted = {
        one.get("ref"): _moment(one.get("when", "")) for one in children(feed, "at:deleted-entry")
    }
    found: dict[str, tuple[datetime, etree._Element]] = {}
    for place, entry in enumerate(children(feed, "entry")):
        id_ = text_of(entry, "id")
        updated = _moment(text_of(entry, "updated", "modified"))
        known = found.get(id_ or str(place))
        is_deleted = id_ in deleted and deleted[id_] > updated
        if not is_deleted and (known is None or updated > known[0]):
            found[id_ or str(place)] = updated, entry
    return [entry for _updated, entry in found.values()]


def _moment(text: str) -> datetime:
    """Returns a time, before all others if it is none."""
    try:
        moment = datetime.fromisoformat(feed_date(text))
    except ValueError:
        return _NEVER
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
