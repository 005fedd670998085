"""Formats milliseconds since 1970 as ISO 8601, in UTC or in the user's time zone."""

from datetime import datetime, timedelta
from functools import lru_cache

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 (in UTC: without a zone it takes half the time)
_FIRST = (datetime(1, 1, 1) - _EPOCH) // timedelta(milliseconds=1)  # noqa: DTZ001
_LAST = (datetime(9999, 12, 31, 23, 59, 59) - _EPOCH) // timedelta(milliseconds=1)  # noqa: DTZ001


@lru_cache(maxsize=64)  # an article and its highlights name the same few
def iso_time(at: int, timespec: str = "milliseconds") -> str:
    """Formats as ``2026-03-01T09:30:00.250Z``; a time out of range becomes the nearest in it."""
    moment = _EPOCH + timedelta(milliseconds=min(max(at, _FIRST), _LAST))
    return f"{moment.isoformat(timespec=timespec)}Z"


def local_time(at: int, timespec: str = "milliseconds") -> str:
    """Formats in this computer's time zone, which is included: ``2026-03-01T10:30:00.250+01:00``."""
    try:
        moment = datetime.fromtimestamp(at / 1000).astimezone()
    except (OverflowError, OSError, ValueError):  # no clock goes so far
        return iso_time(at, timespec)
    return moment.isoformat(timespec=timespec) if moment.utcoffset() else iso_time(at, timespec)
