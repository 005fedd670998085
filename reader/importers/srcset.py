"""Reads the addresses of a ``srcset`` attribute."""

import re

_CANDIDATE = re.compile(r"[\s,]*(\S*[^\s,])(?:\s+[^,(]*(?:\([^)]*\)[^,]*)?)?(?:,|$)")


def addresses_of(srcset: str) -> list[str]:
    """Returns the addresses of a ``srcset``, in order, without their widths and densities."""
    return _CANDIDATE.findall(srcset.strip())
