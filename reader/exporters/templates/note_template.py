"""Compiles and renders templates of notes, and reports the line of an error."""

import re
import traceback
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError, meta

from reader import paths
from reader.core.builtin_note_templates import NOTE_TEMPLATES, USUAL_TEMPLATE
from reader.core.errors import ExportFailed
from reader.core.translation import _
from reader.exporters.templates.sandbox import Sandbox

_LARGEST = 200_000  # bytes of a template
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


class NoteTemplate:
    """A template that is compiled; raises ExportFailed, naming the line, where it cannot be."""

    def __init__(self, source: str, name: str) -> None:
        self.name = name
        self._environment = environment = Sandbox()
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
        self._environment.begin()
        try:
            text = self._template.render(values)
        except _FAILURES as error:
            raise self._failure(_line_of(error), str(error)) from error
        return text.strip("\n") + "\n"

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
    """Returns a template that ships, by its name, or the user's own, by its path.

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
