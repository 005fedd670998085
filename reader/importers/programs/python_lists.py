"""Parses lists of strings as Python or JSON writes them, or separated by commas."""

import ast


def python_list(text: str) -> tuple[str, ...]:
    """Returns the texts of a list such as ``['a', "b"]``, ``["a"]``, ``[a,b]`` or ``a,b``."""
    text = text.strip()
    if text.startswith("["):
        try:
            found = ast.literal_eval(text)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            found = None
        if isinstance(found, list | tuple):
            return tuple(str(one).strip() for one in found if str(one).strip())
        text = text.strip("[]")
    return tuple(one.strip() for one in text.split(",") if one.strip())
