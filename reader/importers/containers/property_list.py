"""Reads the property lists that Apple's programs write, binary or as XML."""

import plistlib
import struct
from xml.parsers.expat import ExpatError

_FAULTS = (
    *(ValueError, TypeError, LookupError, OverflowError, RecursionError, AttributeError),
    *(EOFError, OSError, MemoryError, struct.error, ExpatError),
)


def is_property_list(data: bytes) -> bool:
    """Returns whether bytes begin like a property list."""
    return data.startswith(b"bplist00") or b"<plist" in data[:1000]


def read_property_list(data: bytes) -> dict[str, object]:
    """Returns the dictionary that a property list contains; empty if it is damaged or contains another value."""
    try:
        found = plistlib.loads(data)
    except _FAULTS:
        return {}
    return found if isinstance(found, dict) else {}
