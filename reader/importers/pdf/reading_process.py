"""Reads a PDF file in a separate process, which is stopped if it needs too much time or memory."""

import gc
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from reader.core import worker_process
from reader.core.article_draft import Mark
from reader.core.errors import ImportFailed, PasswordNeeded
from reader.core.translation import _
from reader.core.worker_process import Failure, Watch, WorkerProcess
from reader.importers.article_metadata import Metadata
from reader.importers.importer import ParsedArticle
from reader.importers.source_content import Content

SILENCE = 120.0  # seconds without a page after which it is given up
_MEMORY = 3 << 30  # bytes of addresses that the process may use
_PROGRAM = f"from {__name__} import answer_requests; answer_requests()"


class Request(NamedTuple):
    """A document that is to be read."""

    data: bytes
    password: str


class Reading(NamedTuple):
    """What a document contains."""

    metadata: Metadata
    html: str
    marks: tuple[Mark, ...]


def read_pdf(content: Content, silence: float = SILENCE) -> ParsedArticle:
    """Returns the article in a document; silence: how long its pages may each take.

    Raises ImportFailed when there is none.
    """
    # Start-up time: the process that reads does not need the parsers of HTML.
    from reader.importers.converted_html import read_converted

    answer = _asked(Request(content.data, content.source.password), silence)
    if not isinstance(answer, Reading):
        raise _failure(answer, content)
    parsed = read_converted(answer.html, answer.metadata, lambda _address: b"")
    return replace(parsed, marks=answer.marks)


def _asked(request: Request, silence: float) -> object:
    """Returns what a process answers: a reading, or the word for why there is none."""
    try:
        process = WorkerProcess(_PROGRAM)
    except OSError:
        return Failure.ENDED
    watch = Watch(process, silence)
    try:
        answer = process.receive()
        if answer == "ready":
            answer = process.ask(request)
        while answer == "page":
            watch.reset()
            answer = process.receive()
        return watch.reason or answer
    finally:
        watch.stop()
        process.close()


def password_needed(name: str, given: str) -> PasswordNeeded:
    """Returns the message about an encrypted file; given: a password that does not open it, or empty."""
    if given:
        text = _("The password does not open “{name}”.")
    else:
        text = _("“{name}” is encrypted: it is read once its password is given.")
    return PasswordNeeded(text.format(name=name))


def _failure(reason: object, content: Content) -> ImportFailed:
    if reason == "password":
        return password_needed(content.name, content.source.password)
    texts = {
        "damaged": _("“{name}” is damaged: open it in a PDF viewer and save it again."),
        "text": _(
            "“{name}” has no text layer, only images of its pages: "
            "let a program for text recognition (OCR) add one."
        ),
        "memory": _("“{name}” was not read: that takes too much memory."),
        "time": _("“{name}” was not read: one of its pages takes too much time."),
        "cancelled": _("“{name}” was not read."),
    }
    ended = _("“{name}” was not read: the process that read it ended.")
    return ImportFailed(texts.get(str(reason), ended).format(name=content.name))


def answer_requests() -> None:
    """Runs in such a process: reads the documents it is sent."""
    worker_process.answer_requests(_load, _MEMORY)


def _load() -> worker_process.Answer:
    # Before it says that it is ready: PDFium, which is loaded in such a process only.
    from reader.importers.pdf import document

    # It makes many small objects, keeps nearly all of them, and ends soon.
    gc.disable()

    def answer(request: object, tell: Callable[[object], None]) -> object:
        if not isinstance(request, Request):
            raise TypeError(type(request))
        try:
            read = document.read_document(*request, on_page=lambda: tell("page"))
            return Reading(read.metadata, read.html, tuple(read.marks))
        except document.PasswordNeeded:
            return "password"
        except document.Unreadable:
            return "damaged"
        except document.NoText:
            return "text"
        except MemoryError:
            return "memory"

    return answer
