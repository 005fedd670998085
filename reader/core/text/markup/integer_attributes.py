"""Parses the integers in HTML attributes, within limits."""


def integer(value: str | None, default: int) -> int:
    """Returns the whole number an attribute contains, within ±999,999, or the default."""
    try:
        return max(-999_999, min(int(value or ""), 999_999))
    except ValueError:
        return default
