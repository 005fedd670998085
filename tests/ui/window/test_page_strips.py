"""What the strips and captions of the pages teach holds in every preset: each key does what is said."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale

from reader.commands.catalogue import effective_keys
from reader.commands.context import Context, Pane
from reader.commands.keys.active_keymap import present_keys, use_keys
from reader.core.keys.key_overrides import KeyChoices
from reader.core.keys.keymap import format_keys
from reader.core.models import Annotation, RevisionFacts
from reader.ui.articles import list_texts
from reader.ui.backups import backups_page_texts
from reader.ui.highlights import highlights_texts
from reader.ui.importing import import_page_texts
from reader.ui.keys import status_bar_texts
from reader.ui.revisions import page_texts

FACTS = RevisionFacts(
    1, 1, 1, 10, "test/1", "a.html", 0, is_current=False, is_offered=False,
    exact=1, fuzzy=0, review=0, orphan=0, lost=0,
)  # fmt: skip
# What each label means: the commands whose keys may stand before it.
MEANT = {
    Pane.REVIEW: {
        "accept": "review.accept",
        "set manually": "review.place",
        "keep as orphaned": "review.orphan",
        "next, previous": "list.next list.previous",
        "select": "list.select",
        "undo": "undo",
        "open": "review.enter",
        "set position": "review.enter",
        "paragraph": "list.next list.previous",
        "sentence": "cursor.next_sentence cursor.previous_sentence",
        "word": "cursor.next_word cursor.previous_word",
        "extend by a word": "cursor.extend_next_word",
        "leave": "back",
    },
    Pane.REVISIONS: {
        "next change": "revision.next_change",
        "read": "revision.toggle",
        "what changed": "revision.toggle",
        "revisions": "list.next list.previous",
        "compare": "revision.mark",
        "restore": "revision.make_current",
        "accept": "offer.accept",
        "decline": "offer.decline",
    },
    Pane.TAGS: {
        "show": "tags.show",
        "rename": "tags.rename",
        "merge": "tags.merge",
        "nest": "tags.nest",
        "colour": "tags.recolor",
        "delete": "tags.delete",
        "select": "list.select",
        "new": "tags.new",
        "quick tag": "tags.key_1",
    },
    Pane.BACKUPS: {
        "choose": "list.next list.previous",
        "restore…": "backups.restore",
        "verify": "backups.check",
        "back up now": "library.back_up",
        "open folder": "backups.open_folder",
        "delete…": "backups.delete",
        "back to the text": "back",
    },
    Pane.IMPORT: {
        "rows": "list.next list.previous",
        "files of this program…": "import.choose",
        "import": "import.start",
        "exclude the row": "import.toggle",
        "only new, already here, no position": "import.narrow",
        "any file…": "import.file",
        "any folder…": "import.folder",
    },
    Pane.PREFERENCES: {
        "choose": "list.next list.previous",
        "pages": "preferences.page_1",
        "search": "list.filter",
        "undo": "undo",
        "back to the text": "back",
    },
    Pane.HIGHLIGHTS: {
        "show in article": "annotations.open",
        "select": "list.select",
        "tag": "highlight.tag",
        "colour": "highlight.yellow",
        "note": "highlight.note",
        "delete": "highlight.delete",
        "search": "list.filter",
        "filter…": "annotations.narrow",
        "sort": "list.sort",
        "export": "export",
        "method": "highlight.slot_1",
        "theory": "highlight.slot_9",
        "clear the filter": "back",
        "change it": "list.filter",
        "the articles": "back",
    },
}
ALWAYS = {"back": "back", "shortcuts": "help.keys"}


@pytest.fixture(params=["postil", "readwise", "vim"])
def preset(request: pytest.FixtureRequest) -> Iterator[str]:
    use_keys(effective_keys(KeyChoices(preset=request.param)))
    yield request.param
    use_keys(effective_keys(KeyChoices()))


def strips() -> Iterator[tuple[Pane, list[tuple[str, str]]]]:
    for can_accept in (True, False):
        yield Pane.REVIEW, page_texts.review_labels(can_accept)
    yield Pane.REVIEW, page_texts.choosing_labels()
    yield Pane.REVIEW, present_keys().key_labels(Pane.REVIEW, "back")
    for one in (FACTS, FACTS._replace(is_offered=True), FACTS._replace(is_current=True)):
        for has_others in (True, False):
            for shows_text in (True, False):
                yield (
                    Pane.REVISIONS,
                    page_texts.revisions_labels(one, has_others=has_others, shows_text=shows_text),
                )
    for count in (0, 1, 2):
        yield Pane.TAGS, status_bar_texts.tags_labels(count)
    for has_backups in (True, False):
        yield Pane.BACKUPS, backups_page_texts.strip_labels(has_rows=has_backups)
        yield (
            Pane.IMPORT,
            import_page_texts.strip_labels(has_rows=has_backups, can_start=has_backups),
        )
    slots = {1: "method", 9: "theory"}
    for has_rows, is_narrowed in ((True, False), (False, True), (False, False)):
        yield Pane.HIGHLIGHTS, highlights_texts.page_labels(has_rows, is_narrowed, slots)


def does(keys: str, command: str, pane: Pane) -> bool:
    """Whether keys as they are shown, or a sequence that they begin, lead to a command in a pane."""
    bound = [(format_keys(one), name) for one, name in present_keys().in_pane(pane)]
    of_it = [shown for shown, name in bound if name == command]
    return any(shown == keys or shown.startswith(f"{keys} ") for shown in of_it)


def split(keys: str, count: int) -> list[str]:
    """The keys of so many commands, which stand with spaces between."""
    chords = keys.split()
    size = len(chords) // count
    assert size * count == len(chords), keys
    return [" ".join(chords[at : at + size]) for at in range(0, len(chords), size)]


def test_each_key_of_a_strip_does_what_it_says(preset: str) -> None:
    count = 0
    for pane, labels in strips():
        for keys, label in labels:
            meant = (MEANT[pane] | ALWAYS)[label].split()
            for one, command in zip(split(keys.split("…")[0], len(meant)), meant, strict=True):
                assert does(one, command, pane), (preset, pane, keys, label)
                count += 1
    assert count > 90


def test_vim_is_not_taught_the_keys_of_postil() -> None:
    use_keys(effective_keys(KeyChoices(preset="vim")))
    try:
        assert ("u", "undo") in page_texts.review_labels(can_accept=True)
        assert ("m 1", "method") in highlights_texts.page_labels(True, False, {1: "method"})
    finally:
        use_keys(effective_keys(KeyChoices()))


def test_each_key_of_a_caption_does_what_it_says(preset: str) -> None:
    found = re.fullmatch(
        r"Select the words: (\S+) sets the position, (\S+) cancels",
        page_texts.choosing_caption(),
    )
    assert found is not None
    assert does(found[1], "review.enter", Pane.REVIEW)
    assert does(found[2], "back", Pane.REVIEW)
    found = re.fullmatch(
        r".*: (\S+) sets one, (\S+) keeps it as orphaned", page_texts.no_place_caption()
    )
    assert found is not None
    assert does(found[1], "review.place", Pane.REVIEW)
    assert does(found[2], "review.orphan", Pane.REVIEW)
    found = re.fullmatch(r".*: (\S+) imports it again", page_texts.only_text_caption())
    assert found is not None, preset
    assert does(found[1], "article.read_again", Pane.REVISIONS)


def test_what_is_said_of_a_first_highlight_and_a_first_tag_holds(preset: str) -> None:
    _title, labels = highlights_texts.why_empty("", ())
    marking = ("highlight", "highlight.slot_1", "highlight.note")
    for (keys, _label), command in zip(labels[:3], marking, strict=True):
        assert does(keys.split("…")[0], command, Pane.READING), (preset, keys)
    assert does(labels[3][0], "back", Pane.HIGHLIGHTS)
    first = status_bar_texts.first_tag_labels()
    panes = (Pane.TAGS, Pane.READING, Pane.LIST, Pane.TAGS)
    wanted = ("tags.new", "highlight.tag", "article.tag", "back")
    for (keys, _label), command, pane in zip(first, wanted, panes, strict=True):
        assert does(keys, command, pane), (preset, keys)


def test_one_selected_highlight_is_one(preset: str) -> None:
    item = Annotation.__new__(Annotation)
    assert status_bar_texts.highlights_target(1, item) == "1 highlight"
    assert status_bar_texts.highlights_target(2, item) == "2 highlights"


def test_articles_are_counted_in_the_digits_of_the_list_below_it_and_of_the_words() -> None:
    """Whatever separators the region has, such as a point."""
    before = QLocale()
    QLocale.setDefault(QLocale("de"))
    try:
        context = Context(Pane.LIST, None, tuple(range(4108)), None, None)
        assert status_bar_texts.target_text(context, "", "") == "4,108 articles"
        assert list_texts.count_text(4108, None, 0, 0) == "4,108 articles"
    finally:
        QLocale.setDefault(before)
