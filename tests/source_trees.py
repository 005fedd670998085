"""The source of Postil as trees, parsed once for all tests of a process that look through it."""

import ast
import gc
from functools import cache
from pathlib import Path

READER = Path(__file__).parents[1] / "reader"


@cache
def tree_of(source: str) -> ast.Module:
    """Returns the tree of a module's source."""
    tree = ast.parse(source)
    gc.freeze()  # it stays, and is too much to be looked through whenever something is collected
    return tree


@cache
def modules() -> list[tuple[str, ast.Module]]:
    """Returns each module with its path below ``reader``."""
    return [
        (file.relative_to(READER).as_posix(), tree_of(file.read_text("utf-8")))
        for file in sorted(READER.rglob("*.py"))
    ]


@cache
def names_and_calls() -> list[tuple[str, ast.stmt, ast.Name | ast.Call]]:
    """Returns each of both with its module and the statement at the module's top it stands in."""
    found: list[tuple[str, ast.stmt, ast.Name | ast.Call]] = [
        (name, statement, node)
        for name, tree in modules()
        for statement in tree.body
        for node in ast.walk(statement)
        if isinstance(node, (ast.Name, ast.Call))
    ]
    gc.freeze()
    return found


@cache
def calls() -> list[tuple[str, ast.Call]]:
    """Returns each call with where it stands."""
    return [
        (f"{name}:{node.lineno}", node)
        for name, _statement, node in names_and_calls()
        if isinstance(node, ast.Call)
    ]
