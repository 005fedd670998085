"""The themes: legible in every combination that occurs, and quick to put on."""

import tomllib

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QImage, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from reader.core.errors import InvalidInput
from reader.core.models import Color
from reader.paths import resource
from reader.ui.style.theme import (
    apply_theme,
    blend,
    current_theme,
    interface_font,
    load_theme,
    parse_theme,
    reading_family,
    style_sheet_of,
    system_theme_name,
    theme_names,
)
from tests.each import each

PLANES = ("paper", "side", "card", "selection", "code")


def luminance(color: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_known() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_four_themes_ship() -> None:
    assert theme_names() == ("light", "dark", "sepia", "contrast")
    shipped = {path.stem for path in resource("themes").glob("*.toml")}
    assert shipped == set(theme_names())
    assert [load_theme(name).is_dark for name in theme_names()] == [False, True, False, True]


@each("name", theme_names())
def test_text_can_be_read_on_every_plane(name: str) -> None:
    theme = load_theme(name)
    for front in ("ink", "muted", "accent", "danger"):
        for back in PLANES:
            found = contrast(getattr(theme, front), getattr(theme, back))
            assert found >= 4.5, (front, back)


@each("name", theme_names())
@each("front", ["ink", "muted", "accent"])
def test_text_can_be_read_under_the_pointer(name: str, front: str) -> None:
    theme = load_theme(name)
    assert contrast(getattr(theme, front), blend(theme.selection, theme.side, 0.5)) >= 4.5


@each("name", theme_names())
def test_ink_can_be_read_on_every_highlight(name: str) -> None:
    theme = load_theme(name)
    for color in Color:
        assert contrast(theme.ink, theme.highlights[color]) >= 4.5, color
        assert theme.highlights[color] != theme.paper, color


@each("name", theme_names())
def test_highlights_are_told_apart(name: str) -> None:
    tints = list(load_theme(name).highlights.values())
    assert len(tints) == len(Color) == len(set(tints))


@each("name", theme_names())
def test_the_focus_ring_stands_out(name: str) -> None:
    theme = load_theme(name)
    for plane in PLANES:  # WCAG 1.4.11 asks 3:1 of what is not text
        assert contrast(theme.accent, getattr(theme, plane)) >= 3


def test_an_unknown_theme_is_named() -> None:
    with pytest.raises(InvalidInput, match=r"no theme “neon”.*light, dark, sepia, contrast"):
        load_theme("neon")
    with pytest.raises(InvalidInput):
        load_theme("../themes/light")


def test_a_broken_theme_says_what_is_wrong() -> None:
    text = resource("themes/light.toml").read_text(encoding="utf-8")
    assert parse_theme("mine", text).name == "mine"
    with pytest.raises(InvalidInput, match="“mine” cannot be read"):
        parse_theme("mine", text + "\n[[")
    with pytest.raises(InvalidInput, match="“accent”"):
        parse_theme("mine", text.replace("accent", "akzent"))
    with pytest.raises(InvalidInput, match="“ink”"):
        parse_theme("mine", text.replace('ink = "#2b2722"', 'ink = "url(x)"'))
    with pytest.raises(InvalidInput, match="“paper”"):
        parse_theme("mine", "colors = 3")
    with pytest.raises(InvalidInput, match="“purple”"):
        parse_theme("mine", text.replace("purple", "lila"))


def test_a_theme_file_is_ten_colours_and_eight_tints() -> None:
    for name in theme_names():
        table = tomllib.loads(resource(f"themes/{name}.toml").read_text(encoding="utf-8"))
        assert len(table["colors"]) == 10
        assert list(table["highlights"]) == [color.value for color in Color]


@each("name", theme_names())
def test_the_style_sheet_is_filled_in(name: str) -> None:
    sheet = style_sheet_of(load_theme(name))
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")
    assert ":focus" in sheet


def test_a_theme_is_put_on_and_heard_of(qapp: QApplication, qtbot: QtBot) -> None:
    heard: list[QEvent.Type] = []

    class Ear(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            heard.append(event.type())
            return False

    label, ear = QLabel("x"), Ear()
    qtbot.addWidget(label)
    apply_theme(qapp, load_theme("light"))
    label.installEventFilter(ear)
    apply_theme(qapp, load_theme("dark"))
    assert QEvent.Type.PaletteChange in heard
    assert current_theme() is load_theme("dark")
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(load_theme("dark").side)
    assert label.palette().color(QPalette.ColorRole.WindowText) == QColor(load_theme("dark").ink)
    assert qapp.font().pixelSize() >= 13


def test_the_interface_face_is_13_pixels_or_what_the_person_set(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert interface_font().pixelSize() == max(
        13, QFontInfo(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)).pixelSize()
    )
    large = QFont(qapp.font())
    large.setPixelSize(22)
    monkeypatch.setattr(QFontDatabase, "systemFont", lambda _kind: QFont(large))
    assert interface_font().pixelSize() == 22


def test_the_reading_face_is_installed(qapp: QApplication) -> None:
    assert QFontDatabase.hasFamily(reading_family())


def test_the_system_is_followed(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    assert system_theme_name() in ("light", "dark")

    class Hints:
        contrast = Qt.ContrastPreference.NoPreference

        def colorScheme(self) -> Qt.ColorScheme:
            return Qt.ColorScheme.Dark

        def accessibility(self) -> "Hints":
            return self

        def contrastPreference(self) -> Qt.ContrastPreference:
            return self.contrast

    monkeypatch.setattr(QGuiApplication, "styleHints", staticmethod(Hints))
    assert system_theme_name() == "dark"
    Hints.contrast = Qt.ContrastPreference.HighContrast
    assert system_theme_name() == "contrast"


def test_blending() -> None:
    assert blend("#ffffff", "#000000", 0.5) == "#808080"
    assert blend("#102030", "#ffffff", 1) == "#102030"


@each("size", [16, 22, 24, 32, 48, 64, 128, 256])
def test_the_icon_is_drawn_at_every_size(size: int) -> None:
    image = QImage(str(resource(f"icons/postil-{size}.png")))
    assert (image.width(), image.height()) == (size, size)
    assert image.hasAlphaChannel()
