"""Removes white space, in which the same words may differ between formats."""


def without_white_space(text: str) -> str:
    """Returns all characters of a text but those that ``str.isspace`` tells to be white space."""
    return "".join(text.split())
