"""Compiles and fills templates of notes: Jinja, in a sandbox that reaches nothing but an article."""

import re
import traceback
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, Undefined, meta
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reader import paths
from reader.core.errors import ExportFailed
from reader.core.note_template_names import NOTE_TEMPLATES, USUAL_TEMPLATE
from reader.core.translation import _
from reader.exporters.templates import dialects

_LARGEST = 200_000  # bytes of a template
_LONGEST = 50_000_000  # characters of a note
# Jinja's own that can make no large text of a small one.
_FILTERS = (
    "abs capitalize count d default first float groupby int items join last length list lower map max"
    " min reject rejectattr replace reverse round select selectattr slice sort string sum title trim"
    " truncate unique upper wordcount"
).split()
_OWN: dict[str, Callable[..., str | list[str]]] = {
    "yaml": dialects.yaml,
    "quoted": dialects.quoted,
    "hashtags": dialects.hashtags,
    "obsidian_tags": dialects.obsidian_tags,
    "logseq_tags": dialects.logseq_tags,
    "logseq_line": dialects.logseq_line,
    "outline": dialects.outline,
    "signs": dialects.signs,
}
_FAILURES = (
    TemplateError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
)


class _Environment(ImmutableSandboxedEnvironment):
    """Calls nothing but a template's own macros, and multiplies numbers only."""

    intercepted_binops = frozenset(("*", "**", "%"))

    def __init__(self) -> None:
        super().__init__(
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            undefined=StrictUndefined,
            autoescape=False,
        )
        self.globals.clear()
        self.filters = {**{name: self.filters[name] for name in _FILTERS}, **_OWN}

    def is_safe_callable(self, obj: Any) -> bool:
        """Returns whether a template may call something; what is not defined says so when called."""
        return isinstance(obj, Macro | Undefined) or isinstance(
            getattr(obj, "__self__", None), LoopContext
        )

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Computes with numbers; of texts and lists it would make ones of any size."""
        if operator == "**":
            raise SecurityError(_("“**” cannot be used"))
        if not all(isinstance(one, int | float) for one in (left, right)):
            raise SecurityError(_("“{sign}” is for numbers only").format(sign=operator))
        return super().call_binop(context, operator, left, right)


class NoteTemplate:
    """A template that is compiled; raises ExportFailed, naming the line, where it cannot be."""

    def __init__(self, source: str, name: str) -> None:
        self.name = name
        environment = _Environment()
        try:
            #: What of an article is asked for.
            self.names = meta.find_undeclared_variables(environment.parse(source, name))
            self._template = environment.from_string(source)
        except TemplateSyntaxError as error:
            raise self._failure(error.lineno, error.message or "") from error
        except _FAILURES as error:  # what is constant is computed already
            raise self._failure(1, str(error)) from error

    def fill(self, values: Mapping[str, Any]) -> str:
        """Returns a note; raises ExportFailed, naming the line, where the template does not suit it."""
        pieces: list[str] = []
        length = 0
        try:
            for piece in self._template.generate(values):
                pieces.append(piece)
                length += len(piece)
                if length > _LONGEST:
                    raise SecurityError(_("the note gets too long"))
        except _FAILURES as error:
            raise self._failure(_line_of(error), str(error)) from error
        return "".join(pieces).strip("\n") + "\n"

    def _failure(self, line: int, problem: str) -> ExportFailed:
        text = _("The template “{name}” cannot be used: line {line}: {problem}.")
        return ExportFailed(
            text.format(name=self.name, line=line, problem=problem.strip().rstrip("."))
        )


def _line_of(error: BaseException) -> int:
    """Returns the line of the template that an error comes from."""
    lines = [
        frame.lineno or 1
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename == "<template>"
    ]
    return lines[-1] if lines else 1


@cache
def preset(name: str) -> NoteTemplate:
    """Returns a template that ships."""
    source = paths.resource(f"templates/{name}.md").read_text("utf-8")
    return NoteTemplate(source, name)


def find_template(name: str) -> NoteTemplate:
    """Returns a template that ships, by its name, or a person's own, by its path.

    Raises ExportFailed when it cannot be read or compiled.
    """
    if not name or name in NOTE_TEMPLATES:
        return preset(name or USUAL_TEMPLATE)
    path = Path(name).expanduser()
    try:
        data = path.read_bytes()
        source = data.decode("utf-8-sig")
    except OSError as error:
        text = _("The template {path} cannot be read ({reason}); choose another one.")
        raise ExportFailed(text.format(path=path, reason=error.strerror or error)) from error
    except UnicodeDecodeError as error:
        text = _("The template {path} is not text in UTF-8; save it as UTF-8.")
        raise ExportFailed(text.format(path=path)) from error
    if len(data) > _LARGEST:
        text = _("The template {path} is too long; choose another one.")
        raise ExportFailed(text.format(path=path))
    return NoteTemplate(re.sub(r"\r\n?", "\n", source), path.name)
