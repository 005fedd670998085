"""The source of Postil as trees, parsed once for all tests of a process that look through it."""

import ast
from functools import cache
from pathlib import Path

READER = Path(__file__).parents[1] / "reader"


@cache
def modules() -> list[tuple[str, ast.Module]]:
    """Returns each module with its path below ``reader``."""
    return [
        (file.relative_to(READER).as_posix(), ast.parse(file.read_text("utf-8")))
        for file in sorted(READER.rglob("*.py"))
    ]


@cache
def calls() -> list[tuple[str, ast.Call]]:
    """Returns each call with where it stands."""
    return [
        (f"{name}:{node.lineno}", node)
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    ]
