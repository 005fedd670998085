"""The status bar: it names the target, teaches what fits, and never overflows."""

import pytest
from PySide6.QtGui import QColor, QFontMetrics
from pytestqt.qtbot import QtBot

from reader.commands.context import Context, Pane, Target
from reader.ui.keys.status_bar import StatusBar
from reader.ui.keys.status_bar_texts import target_text
from reader.ui.style.painting import keys_width
from reader.ui.style.theme import current_theme
from tests.each import each
from tests.ui.pictures import colors_in

TARGET = "sentence “They mark a sentence, say why in six words, and tag it once, in one breath”"
KEYS = [
    ("h", "highlight"),
    ("n", "note"),
    ("t", "tag"),
    ("1", "method"),
    ("2", "evidence"),
    ("?", "shortcuts"),
]


@pytest.fixture
def strip(qtbot: QtBot) -> StatusBar:
    strip = StatusBar()
    qtbot.addWidget(strip)
    strip.set_target(TARGET)
    strip.set_key_labels(KEYS)
    return strip


@each("width", [0, 1, 60, 200, 320, 480, 640, 900, 1440, 3840])
def test_what_is_shown_fits(strip: StatusBar, width: int) -> None:
    strip.resize(width, strip.sizeHint().height())
    strip.grab()
    metrics = QFontMetrics(strip._font())
    used = metrics.horizontalAdvance(strip.fitting()[0])
    for keys, label in strip.fitting()[1]:
        used += keys_width(metrics, keys) + metrics.horizontalAdvance(label) + 5
    if width >= 60:
        assert used <= width - 36


def test_keys_drop_from_the_end_as_it_narrows(strip: StatusBar) -> None:
    counts = []
    for width in range(1600, 200, -40):
        strip.resize(width, 30)
        counts.append(len(strip.fitting()[1]))
    assert counts[0] == len(KEYS)
    assert counts == sorted(counts, reverse=True)


def test_the_quote_gives_way_before_a_key_does(strip: StatusBar) -> None:
    strip.set_key_labels([*KEYS[:-1], ("3", "todo"), ("4", "why"), KEYS[-1]])
    strip.resize(773, 30)
    assert len(strip.fitting()[1]) == 8
    assert strip.fitting()[0].startswith("sentence “They mark a")


@each("width", range(330, 900, 30))
def test_all_keys_is_the_last_key_as_soon_as_two_fit(strip: StatusBar, width: int) -> None:
    strip.resize(width, 30)
    shown = strip.fitting()[1]
    assert shown[:1] == tuple(KEYS[:1])
    assert len(shown) == 1 or shown[-1] == KEYS[-1]
    assert list(shown) == [key for key in KEYS if key in shown]
    assert len(shown) > 1 or width < 400


def test_at_320_pixels_it_names_the_target_and_a_key(strip: StatusBar) -> None:
    strip.resize(320, 30)
    assert strip.fitting()[0].startswith("sentence “They")
    assert strip.fitting()[1]


def test_an_elided_target_keeps_its_closing_mark(strip: StatusBar) -> None:
    strip.resize(640, 30)
    assert strip.fitting()[0].endswith("…”")
    assert len(strip.fitting()[0]) > 16
    strip.resize(3000, 30)
    assert strip.fitting()[0] == TARGET


def test_words_that_are_read_from_the_other_side_end_within_their_quotation_marks(
    strip: StatusBar,
) -> None:
    context = Context(Pane.READING, 1, (), Target(1, 0, 9, None, "sentence"), None)
    text = target_text(context, "", "הדף הלבן. " * 20)
    assert text.startswith("sentence “\u2068הדף")
    strip.set_target(text)
    strip.resize(320, 30)
    assert strip.fitting()[0] != text
    assert strip.fitting()[0].endswith("…\u2069”")


def test_without_a_target_the_keys_begin_at_the_left(strip: StatusBar) -> None:
    strip.set_target("")
    strip.resize(320, 30)
    assert strip.fitting()[0] == ""
    assert len(strip.fitting()[1]) >= 3


def test_without_keys_the_target_has_all_the_room(strip: StatusBar) -> None:
    strip.set_key_labels([])
    strip.resize(640, 30)
    assert len(strip.fitting()[0]) > 60


def test_it_says_all_of_it_to_a_screen_reader(strip: StatusBar) -> None:
    assert TARGET in strip.accessibleName()
    assert "? shortcuts" in strip.accessibleName()


@pytest.mark.parametrize("text", ["sentence “a\nb\tc”", "عربي “نص”", "文“字字字”", "x" * 10_000])
def test_any_text_is_one_line(strip: StatusBar, text: str) -> None:
    strip.set_target(text)
    strip.resize(640, 30)
    strip.grab()
    assert "\n" not in strip.fitting()[0]


def test_sticky_tags_stand_at_the_right_whatever_the_width(strip: StatusBar) -> None:
    strip.set_target("sentence “They mark a sentence that goes on for long enough to be cut”")
    strip.set_key_labels((("h", "highlight"), ("n", "note"), ("?", "shortcuts")))
    bare = strip.fitting()[1]
    for width in (1000, 640, 480, 320):
        strip.resize(width, strip.height())
        strip.set_sticky(())
        free = painted(strip)
        strip.set_sticky(("method", "a/very long tag indeed", "another long one"))
        chip = strip._chip_width()
        assert 0 < chip <= width * 0.4 + 1
        assert painted(strip) != free
        assert strip.fitting()[0]
    assert "sticky #method" in strip.accessibleName()
    strip.resize(1000, strip.height())
    strip.set_sticky(())
    assert strip._chip_width() == 0
    assert len(strip.fitting()[1]) >= len(bare)


def painted(strip: StatusBar) -> bytes:
    image = strip.grab().toImage()
    return bytes(image.constBits())


def test_the_chip_of_a_mode_has_a_frame_of_its_own_colour(strip: StatusBar) -> None:
    strip.resize(640, strip.sizeHint().height())
    accent = QColor(current_theme().accent).name()
    assert accent not in colors_in(strip.grab().toImage())
    strip.set_chip("a mode")
    assert accent in colors_in(strip.grab().toImage())
