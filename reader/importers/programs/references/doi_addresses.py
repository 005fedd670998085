"""Finds the address of a reference that names only its DOI."""

import re

_DOI = re.compile(r"10\.\d{4,9}/\S+")


def doi_address(text: str) -> str:
    """Returns the address of a DOI, however it is written; empty if there is none."""
    found = _DOI.search(text)
    return f"https://doi.org/{found[0]}" if found else ""
