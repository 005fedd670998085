"""Reads the text that an argument names: a file, or standard input."""

import sys
from pathlib import Path

from reader.core.errors import InvalidInput
from reader.core.translation import _

STANDARD_INPUT = "-"


def read_text(name: str) -> str:
    """Returns the text of a file, or of standard input for ``-``; raises InvalidInput."""
    try:
        return sys.stdin.read() if name == STANDARD_INPUT else Path(name).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or _("it is not UTF-8 text")
        message = _("{path} cannot be read: {reason}.")
        raise InvalidInput(message.format(path=name, reason=reason)) from error
