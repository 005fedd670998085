"""Runs Jinja in a sandbox: templates can use only the article, and their work is limited."""

from collections.abc import Callable, Sequence
from functools import wraps
from inspect import signature
from typing import Any

from jinja2 import StrictUndefined, Undefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reader.core.translation import _
from reader.exporters.templates import markdown_dialects
from reader.exporters.templates.note_values import NoteValue

_LONGEST = 50_000_000  # characters of all that is written for one note, and of one text
_MOST_MADE = 4 * _LONGEST  # characters of texts, and items of lists, that filters and “~” make
_MOST_STEPS = 1_000_000  # rounds of loops and calls of macros for one note
# Jinja's own that can make no large text of a small one.
_FILTERS = (
    "abs capitalize count d default first float groupby int items join last length list lower map max"
    " min reject rejectattr replace reverse round select selectattr slice sort string sum title trim"
    " truncate unique upper wordcount"
).split()
_OWN: dict[str, Callable[..., str | list[str]]] = {
    "yaml": markdown_dialects.yaml,
    "quoted": markdown_dialects.quoted,
    "hashtags": markdown_dialects.hashtags,
    "tag_title": markdown_dialects.tag_title,
    "obsidian_tags": markdown_dialects.obsidian_tags,
    "logseq_tags": markdown_dialects.logseq_tags,
    "logseq_line": markdown_dialects.logseq_line,
    "outline": markdown_dialects.outline,
    "signs": markdown_dialects.signs,
}


class Sandbox(ImmutableSandboxedEnvironment):
    """Calls nothing but a template's own macros, multiplies numbers only, and bounds what is done."""

    intercepted_binops = frozenset(("*", "**", "%", "+"))

    def __init__(self) -> None:
        self._steps = self._written = self._made = 0
        super().__init__(
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            undefined=StrictUndefined,
            autoescape=False,
            finalize=self._count_written,
        )
        self.globals.clear()
        filters = {**{name: self.filters[name] for name in _FILTERS}, **_OWN}
        self.filters = {name: self._bounded(name, one) for name, one in filters.items()}

    def begin(self) -> None:
        """Counts again, for another note."""
        self._steps = self._written = self._made = 0

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Returns a value of a note or highlight, without Jinja's checks whether it is safe.

        These would take a twentieth of an export's time.
        """
        if type(obj) is NoteValue and attribute in NoteValue._fields:
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def is_safe_callable(self, obj: Any) -> bool:
        """Returns whether a template may call something; what is not defined says so when called."""
        return (
            isinstance(obj, Macro | Undefined)
            or isinstance(getattr(obj, "__self__", None), LoopContext)
            or obj in (self.step, self.concatenate)
        )

    def call(self, context: Any, obj: Any, /, *args: Any, **named: Any) -> Any:
        """Calls what may be called, and counts it."""
        self._steps += 1
        if self._steps > _MOST_STEPS:
            raise SecurityError(_("its loops or macros never end"))
        return super().call(context, obj, *args, **named)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Computes with numbers; of texts and lists it would make ones of any size."""
        if operator == "**":
            raise SecurityError(_("“**” cannot be used"))
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            return self.concatenate(left, right)
        if not all(isinstance(one, int | float) for one in (left, right)):
            raise SecurityError(_("“{sign}” is for numbers only").format(sign=operator))
        return super().call_binop(context, operator, left, right)

    def concatenate(self, *parts: Any) -> str:
        """Concatenates texts, as ``~`` does."""
        texts = [str(part) for part in parts]
        self._count_made(sum(map(len, texts)))
        return "".join(texts)

    def step(self, length: int) -> str:
        """Counts what a round of a loop, or a call of a macro, writes whatever its values are."""
        self._count(length)
        return ""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Parses a template, in which each round of a loop is counted, and ``~`` bounded."""
        template = super()._parse(source, name, filename)
        repeated: list[nodes.For | nodes.Macro | nodes.CallBlock] = [
            *template.find_all(nodes.For),
            *template.find_all(nodes.Macro),
            *template.find_all(nodes.CallBlock),
        ]
        for part in repeated:
            length = sum(len(text.data) for text in part.find_all(nodes.TemplateData))
            step = _called("step", [nodes.Const(length)], part.lineno)
            part.body.insert(0, nodes.ExprStmt(step, lineno=part.lineno))
        _replace_concatenations(template)
        template.set_environment(self)
        return template

    def _count_written(self, value: Any) -> Any:
        if isinstance(value, str):  # what is kept in a variable or a macro is written, too
            self._count(len(value))
        return value

    def _count(self, length: int) -> None:
        self._written += length
        if self._written > _LONGEST:
            raise SecurityError(_("the note gets too long"))

    def _count_made(self, length: int) -> None:
        self._made += length
        if length > _LONGEST or self._made > _MOST_MADE:
            raise SecurityError(_("the note gets too long"))

    def _bounded(self, name: str, filter_: Callable[..., Any]) -> Callable[..., Any]:
        """Returns a filter that refuses to make texts or lists of any size."""
        parameters = signature(filter_)

        @wraps(filter_)  # Jinja's marks of what it passes to a filter, too
        def bounded(*args: Any, **named: Any) -> Any:
            if name in (
                "replace",
                "join",
            ):  # of two small texts they alone make a large one at once
                call = parameters.bind(*args, **named)
                given = call.arguments
                if name == "join":
                    given["value"] = list(given["value"])
                    self._count_made(len(given["value"]) * len(str(given.get("d", ""))))
                else:
                    text, old, new = (str(given[one]) for one in ("s", "old", "new"))
                    self._count_made(text.count(old) * len(new))
                args, named = call.args, call.kwargs
            made = filter_(*args, **named)
            if isinstance(made, (str, Sequence)):  # nearly always text, which is seen sooner
                self._count_made(len(made))
            return made

        return bounded


def _called(name: str, arguments: list[nodes.Expr], line: int) -> nodes.Call:
    return nodes.Call(nodes.EnvironmentAttribute(name), arguments, [], None, None, lineno=line)


def _replace_concatenations(node: nodes.Node) -> None:
    for field, value in node.iter_fields():
        if isinstance(value, list):
            setattr(node, field, [_replaced(one) for one in value])
        else:
            setattr(node, field, _replaced(value))


def _replaced(value: Any) -> Any:
    if not isinstance(value, nodes.Node):
        return value
    _replace_concatenations(value)
    return (
        _called("concatenate", value.nodes, value.lineno)
        if isinstance(value, nodes.Concat)
        else value
    )
