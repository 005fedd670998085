"""Formats the texts of the status bar: what the next key acts on in each pane, and what the keys do."""

from collections.abc import Mapping
from enum import Enum, auto
from typing import NamedTuple

from reader.commands.catalogue import BY_ID
from reader.commands.context import Context, Pane, Target
from reader.commands.keys.active_keymap import present_keys
from reader.commands.keys.effective_keys import KeyLabel
from reader.core.color_names import color_name
from reader.core.keys.keymap import format_keys
from reader.core.models import Annotation, Color, Kind, View
from reader.core.text.reading.page_and_chapter_labels import ChapterProgress
from reader.core.text.shortening import shorten
from reader.core.translation import _, counted_text, ngettext, number_text
from reader.ui.style.reading_typography import in_line


class Typing(Enum):
    """What letters are typed into; a field that does not filter a list says so by ``typing``."""

    FILTER = auto()
    FIND = auto()  # words in the article
    NUMBER = auto()
    NOTE = auto()


class TargetState(NamedTuple):
    """What else the keys depend on: the colour that h sets, what is under the cursor, …"""

    color: Color = Color.YELLOW
    under: Annotation | None = None
    is_filtered: bool = False  # the list
    is_searched: bool = False  # for words
    color_tag: str = ""  # the tag linked to the colour
    can_repeat: bool = False  # the last tagging


def target_text(context: Context, title: str, words: str) -> str:
    """Returns what is acted on: the articles of the list, else the passage or card with its words."""
    if context.pane is Pane.LIST:
        count = len(context.selected)
        if count > 1:
            return counted_text("{n} article", "{n} articles", count)
        if not count:
            return _("no article is selected")
        return _("article “{title}”").format(title=_quoted(title)) if title else ""
    if context.target is None or context.pane in (Pane.VIEWS, Pane.CONTENTS):
        return ""
    return f"{context.target.name} “{_quoted(words)}”" if words else context.target.name


def chapter_text(progress: ChapterProgress) -> str:
    """Returns how far one is in a chapter; above the text is how far in the book."""
    text = _("chapter {n}/{count} {percent}%")
    return text.format(
        n=progress.number,
        count=progress.total,
        percent=round(100 * progress.chapter),
    )


def highlights_target(count: int, one: Annotation | None) -> str:
    """Returns what is acted on on a page of highlights: so many selected, else the current one."""
    if count:
        text = ngettext("{n} highlight", "{n} highlights", count)
        return text.format(n=number_text(count))
    if one is None:
        return ""
    text = _("note “{words}”") if one.kind is Kind.ARTICLE_NOTE else _("highlight “{words}”")
    return text.format(words=_quoted(one.exact or one.note))


def _quoted(words: str) -> str:
    return in_line(shorten(words, 60))


def key_labels(
    context: Context, view: View, slots: Mapping[int, str], here: TargetState | None = None
) -> list[KeyLabel]:
    """Returns the keys worth knowing here, the most useful first; all of them at the end."""
    pane, labels = context.pane, present_keys().key_labels
    slot = "article.slot" if pane is Pane.LIST else "highlight.slot"
    tags = [(f"{slot}_{digit}", name) for digit, name in slots.items()]
    found: list[KeyLabel] = []
    if pane is Pane.LIST:
        if here is not None and len(context.selected) < 2:
            found = _filter_labels(here)
        found += _list_labels(context, view)
        if context.selected:
            found += labels(pane, *tags)
    elif pane is Pane.CONTENTS:
        found = [
            *labels(pane, "contents.go", ("view.contents", _("hide the contents"))),
            back_label(),
        ]
    elif pane is Pane.VIEWS:
        of_feed = ("feed.rename feed.move feed.options feed.leave",) if context.feeds else ()
        move = ("search.up search.down", _("move"))
        of_search = ("feed.rename", move) if context.saved_search is not None else ()
        found = labels(pane, "views.show feed.add", *of_feed, *of_search, "view.views")
    elif context.target is not None:
        is_marked = context.target.annotation_id is not None
        longer = ("highlight.end_right", _("longer") if is_marked else _("extend"))
        rows = _target_rows(context.target, here or TargetState())
        shown = ("card.show",) if pane is Pane.SIDEBAR else ()
        again = ("tags.repeat",) * (here is not None and here.can_repeat)
        found = labels(pane, *shown, *rows, *tags, *again, longer)
    elif pane is Pane.READING:
        found = labels(pane, ("pane.previous", _("the list")))
    elif pane is Pane.SIDEBAR:
        found = labels(pane, back_label(), ("pane.next", _("the list")))
    return found + labels(pane, "help.keys")


def _filter_labels(here: TargetState) -> list[KeyLabel]:
    """Returns the keys of a filtered list, and those of its hits if it is searched for words."""
    found = [(format_keys("Escape"), _("clear the filter"))] if here.is_filtered else []
    hits = present_keys().key_labels(Pane.LIST, ("text.find_next", _("next hit")))
    return found + hits * here.is_searched


def back_label() -> KeyLabel:
    """Returns the key that goes from the annotations to the text."""
    return format_keys("Escape"), _("back to the text")


def call_labels() -> list[KeyLabel]:
    """Returns the key that shows the footnote of the passage."""
    return present_keys().key_labels(Pane.READING, ("text.open", _("footnote")))


def link_labels() -> list[KeyLabel]:
    """Returns the key that opens the link of the passage."""
    return present_keys().key_labels(Pane.READING, ("text.open", _("open link")))


def footnote_labels() -> list[KeyLabel]:
    """Returns the keys while a footnote is shown in place."""
    return [
        *present_keys().key_labels(Pane.READING, ("text.open", _("go to the footnote"))),
        (format_keys("Escape"), _("close the footnote")),
    ]


def printed_page_labels() -> list[KeyLabel]:
    """Returns the keys of a printed page that is shown in place of the text."""
    return [
        *present_keys().key_labels(
            Pane.READING, ("text.printed_page", _("text")), ("page.down", _("next page"))
        ),
        ("Ctrl +", _("zoom")),
    ]


def while_speaking(state: str, told: str) -> str:
    """Returns what is acted on, after whether the article is read aloud."""
    words = _("reading aloud") if state == "speaking" else _("reading aloud, paused")
    return f"{words} · {told}" if told else words


def speech_labels(pane: Pane, state: str) -> list[KeyLabel]:
    """Returns the keys while the article is read aloud."""
    toggle = ("speech.toggle", _("pause") if state == "speaking" else _("go on"))
    return present_keys().key_labels(pane, toggle, "speech.stop")


def button_labels() -> list[KeyLabel]:
    """Returns the key that presses the button that has the focus."""
    return [(format_keys("Enter"), _("press"))]


def typing_labels(typing: Typing) -> list[KeyLabel]:
    """Returns the keys of a field, or of a note, while letters are typed into it."""
    enter, on_enter, on_escape = {
        Typing.FILTER: ("Enter", _("go to the list"), _("clear, or go back")),
        Typing.FIND: ("Enter", _("next hit"), _("close")),
        Typing.NUMBER: ("Enter", _("save"), _("cancel")),
        Typing.NOTE: ("Ctrl+Enter", _("save"), _("go back; your text is saved")),
    }[typing]
    return [(format_keys(enter), on_enter), (format_keys("Escape"), on_escape)]


def tags_labels(count: int) -> list[KeyLabel]:
    """Returns the keys of the page of tags, for as many as are chosen."""
    keys = present_keys()
    if count == 1:
        ids = "tags.show tags.rename tags.merge tags.nest tags.recolor tags.delete list.select"
        bind = (keys.key_range("tags.key_1", "tags.key_9", Pane.TAGS), _("quick tag"))
        return keys.key_labels(Pane.TAGS, ids, bind, "tags.new help.keys")
    ids = "tags.show tags.merge tags.nest tags.delete list.select " if count else ""
    return keys.key_labels(Pane.TAGS, f"{ids}tags.new help.keys")


def first_tag_labels() -> list[KeyLabel]:
    """Returns how a library gets its first tag."""
    labels = present_keys().key_labels
    return [
        *labels(Pane.TAGS, ("tags.new", _("add one here"))),
        *labels(
            Pane.READING, ("highlight.tag", _("in the text: tag the passage under the cursor"))
        ),
        *labels(Pane.LIST, (_article_tag_key(), _("in the list: tag the article"))),
        *labels(Pane.TAGS, ("back", _("go back"))),
    ]


def letter_labels() -> list[KeyLabel]:
    """Returns the keys while every sentence on screen has a label."""
    return [
        (_("letters"), _("go there")),
        (format_keys("Backspace"), _("undo")),
        (format_keys("Escape"), _("cancel")),
    ]


def in_caret_mode(target: str) -> str:
    """Returns what is acted on, while arrows move a caret."""
    return _("caret · {target}").format(target=target) if target else _("caret")


def _list_labels(context: Context, view: View) -> list[KeyLabel]:
    labels = present_keys().key_labels
    if not context.selected:
        return labels(Pane.LIST, "add.files add.clipboard help.palette")
    if view is View.TRASH and context.is_trashed:  # else the open article is meant
        return labels(Pane.LIST, "article.restore article.inbox")
    tag = (_article_tag_key(), BY_ID["article.tag"].label)
    return labels(Pane.LIST, "article.open article.archive article.later", tag)


def _target_rows(target: Target, here: TargetState) -> list[str | tuple[str, str]]:
    if target.annotation_id is not None:
        return ["highlight.delete highlight.note highlight.tag"]
    named = _("highlight in {color}").format(color=color_name(here.color))
    if here.color_tag:
        named = f"{named}, #{here.color_tag}"
    rows: list[str | tuple[str, str]] = [("highlight", named), "highlight.note highlight.tag"]
    if here.under is not None:  # the cursor is on another span, but this key means it
        text = _("delete the {color} highlight").format(color=color_name(here.under.color))
        rows.append(("highlight.delete", text))
    return rows


def _article_tag_key() -> str:
    """Returns the letter that tags an article in the list; elsewhere a passage has it."""
    keys = present_keys().keys_of("article.tag", Pane.LIST)
    return format_keys(keys[-1]) if keys else ""
