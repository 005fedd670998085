"""The language of the window: the first that a person asks for and Postil has."""

import struct
from pathlib import Path

import pytest

from reader.core import translation

HEADER = b"Content-Type: text/plain; charset=UTF-8\n"


@pytest.fixture
def catalogues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with catalogues of German and Hebrew."""
    monkeypatch.setattr(translation, "_lookup", translation._lookup)
    monkeypatch.setattr(translation, "_lookup_plural", translation._lookup_plural)
    for language, undo in (("de", "Rückgängig"), ("he", "בטל")):
        folder = tmp_path / language / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "postil.mo").write_bytes(_catalogue({"": HEADER.decode(), "Undo": undo}))
    return tmp_path


def _catalogue(messages: dict[str, str]) -> bytes:
    """A catalogue as gettext compiles it."""
    texts = [text.encode() for pair in zip(*sorted(messages.items()), strict=True) for text in pair]
    count = len(messages)
    at, table = 28 + 8 * len(texts), b""
    for text in texts:
        table += struct.pack("<II", len(text), at)
        at += len(text) + 1
    head = struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, 0)
    return head + table + b"".join(text + b"\0" for text in texts)


@pytest.mark.parametrize(
    ("languages", "chosen", "undo"),
    [
        (["de_AT", "de"], "de", "Rückgängig"),
        (["fr_FR", "fr", "he_IL", "en"], "he", "בטל"),
        (["en_GB", "de_DE"], "en", "Undo"),
        (["fa_IR", "fa"], "en", "Undo"),  # not turned right to left with English words
        ([], "en", "Undo"),
    ],
)
def test_the_first_language_there_is(
    catalogues: Path, languages: list[str], chosen: str, undo: str
) -> None:
    assert translation.install(catalogues, languages) == chosen
    assert translation._("Undo") == undo


def test_without_catalogues_it_is_english(tmp_path: Path) -> None:
    assert translation.install(tmp_path / "none", ["de_DE"]) == "en"
