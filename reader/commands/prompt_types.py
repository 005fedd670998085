"""Defines the prompts that commands show, and the answers to them.

A command that must ask something is a generator: it yields a prompt and is sent the answer, so it
needs neither callbacks nor a nested event loop, and a test is a list of answers.
"""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.core.article_source import LeftOut
from reader.core.models import Annotation, Tag
from reader.operations.note_writing import NoteWriting

if TYPE_CHECKING:
    from reader.core.tags.tag_suggestions import Suggestion


class TagPrompt(NamedTuple):
    """Ask which tags go on and off; the answer is a TagChoice, or None."""

    title: str
    tags: Sequence[Tag]
    present: tuple[str, ...]  # on every one of the targets
    partly: tuple[str, ...] = ()  # on some of the targets only
    is_ready: bool = False  # Enter alone takes the current ones: an empty TagChoice
    suggest: "Callable[[], tuple[Suggestion, ...]]" = tuple  # the likeliest first; takes a while


@dataclass(frozen=True, slots=True)
class TagChoice:
    """The answer to a TagPrompt."""

    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    slots: tuple[tuple[int, str], ...] = ()  # digits bound to tags in passing


class TagNamePrompt(NamedTuple):
    """Ask for the name of one tag: typed, or chosen from ``tags``; the answer is it, or None.

    ``preview`` says what a name would do before it is done; a PostilError it raises says why the
    name will not do. ``text`` is in the field to begin with.
    """

    title: str
    preview: Callable[[str], str]
    text: str = ""
    tags: Sequence[Tag] = ()
    verb: str = ""  # what Enter does, beside the key
    is_new_allowed: bool = True  # False: one of the tags
    top: str = ""  # a first row that answers "", such as "to the top"
    hint: str = ""  # is in the field while it is empty


class TextPrompt(NamedTuple):
    """Ask for a line of text; the answer is it, or None.

    ``preview`` says what will be done with what is typed; a PostilError it raises says why that will
    not do.
    """

    title: str
    preview: Callable[[str], str]
    text: str = ""  # is in the field to begin with
    verb: str = ""  # what Enter does, beside the key
    hint: str = ""  # is in the field while it is empty


class NotePrompt(NamedTuple):
    """Ask for a note, edited in its card, and saved by ``writing`` while it is typed.

    The answer is the text, or None if it was left as it was.
    """

    title: str
    writing: NoteWriting
    annotation_id: int | None  # whose card; None: a note on the article, or on ``new``
    article_id: int
    new: Annotation | None = None  # a highlight that is kept with its note


class Choice(NamedTuple):
    """One row of a ChoicePrompt."""

    value: str
    title: str
    detail: str = ""
    color: str = ""  # a Color, shown as a swatch
    depth: int = 0  # in an outline: how many others it is in
    share: float | None = None  # of it that is done, 0 to 1
    ending: str = ""  # is at the row's end
    highlight_count: int = 0  # in it


class ChoicePrompt(NamedTuple):
    """Ask for one of several; the answer is a value, or None.

    ``preview`` is called with the value of each row that the user goes to.
    """

    title: str
    choices: Sequence[Choice]
    current: str | None = None
    is_searched: bool | None = None  # whether typing narrows the rows; None: where they are many
    preview: Callable[[str], object] | None = None
    is_contents: bool = False  # of the text, which open below the name of the section read


class FormField(NamedTuple):
    """One line of a FormPrompt."""

    name: str
    label: str
    text: str = ""  # is in the field to begin with
    hint: str = ""  # is in the field while it is empty


class FormPrompt(NamedTuple):
    """Ask for several lines of text; the answer is a dictionary of them by name, or None.

    ``check`` is called with the name and the text of a line; a PostilError it raises says why that
    will not do.
    """

    title: str
    fields: Sequence[FormField]
    check: Callable[[str, str], object]
    verb: str = ""  # what Enter does, beside the key


class Detail(NamedTuple):
    """One line of a DetailsPrompt."""

    label: str
    text: str


class DetailsPrompt(NamedTuple):
    """Show what is known of something, and offer what can be done; the answer is the value, or None.

    The detail of a choice is its key, as it is shown to the user.
    """

    title: str
    details: Sequence[Detail]
    choices: Sequence[Choice]


class DocumentPrompt(NamedTuple):
    """Shows a document: Markdown or plain text; the answer is None."""

    title: str
    text: str
    is_plain: bool = False


class LeftOutPrompt(NamedTuple):
    """Show what was left out of an article; the answer is the numbers of what to restore, or None."""

    title: str
    parts: Sequence[LeftOut]


class OpenFilesPrompt(NamedTuple):
    """Ask for files to add; the answer is a tuple of paths, or None."""

    title: str
    suffix: str = ""  # the kind of file, such as ".json", or several; empty: articles
    start: str = ""  # the folder or file that is shown first
    kind: str = ""  # what files of this kind are called; empty: keys


class SavePrompt(NamedTuple):
    """Ask where to write; the answer is a path, or None."""

    title: str
    name: str
    is_folder: bool
    start: str = ""  # the folder that is shown first


Prompt = (
    TagPrompt
    | TagNamePrompt
    | TextPrompt
    | NotePrompt
    | ChoicePrompt
    | FormPrompt
    | DetailsPrompt
    | DocumentPrompt
    | LeftOutPrompt
    | OpenFilesPrompt
    | SavePrompt
)
Answer = TagChoice | str | Path | tuple[Path, ...] | tuple[int, ...] | dict[str, str] | None
Asking = Generator[Prompt, Any, None]
