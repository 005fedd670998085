"""A note is answered once, and what was typed stays a draft until the library has it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from reader.ui.annotations.draft_store import DraftStore
from reader.ui.annotations.note_session import NoteSession
from tests.ui.overlay_host import make_annotation


@pytest.fixture
def drafts(qapp: QApplication, tmp_path: Path) -> Iterator[DraftStore]:
    store = DraftStore(tmp_path)
    yield store
    store.save()  # nothing is to be saved later


def test_a_note_that_is_taken_leaves_no_draft(drafts: DraftStore) -> None:
    answers: list[str | None] = []
    session = NoteSession(drafts, make_annotation(3), "before", answers.append)
    session.type("after")
    assert (drafts.texts, drafts.written) == ({"annotation:3": "after"}, ["annotation:3"])
    session.type("before")
    assert drafts.texts == {}
    session.save("after")
    assert (drafts.texts, drafts.written, answers) == ({}, [], ["after"])


def test_a_note_that_is_left_stays_a_draft(drafts: DraftStore) -> None:
    answers: list[str | None] = []
    NoteSession(drafts, make_annotation(3), "", answers.append).leave("begun")
    assert (drafts.texts, drafts.written, answers) == ({"annotation:3": "begun"}, [], [None])
    drafts.save()
    assert DraftStore(drafts._directory).texts == {"annotation:3": "begun"}


def test_a_note_that_is_refused_and_opened_again_is_still_being_written(
    drafts: DraftStore,
) -> None:
    again: list[NoteSession] = []

    def refuse(_text: str | None) -> None:
        drafts.refuse()
        again.append(NoteSession(drafts, make_annotation(3), "", lambda _text: None))

    NoteSession(drafts, make_annotation(3), "", refuse).save("words")
    assert drafts.written == ["annotation:3"]
    assert again[0].draft == "words"
    again[0].save("words")
    assert (drafts.texts, drafts.written) == ({}, [])
