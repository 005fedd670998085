"""The themes: legible in every combination that occurs, and quick to put on."""

import re
import tomllib
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QImage, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from reader.core.errors import InvalidInput
from reader.core.models import Color
from reader.paths import resource
from reader.ui.style.elided_label import ElidedLabel
from reader.ui.style.theme import (
    Theme,
    apply_theme,
    blend,
    current_theme,
    found_share,
    interface_font,
    load_theme,
    parse_theme,
    reading_faces,
    reading_family,
    style_sheet_of,
    swatch_edge,
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


def _views_panel(theme: Theme) -> str:
    return blend(theme.line, theme.side, 0.28)


# What is painted on a ground that is no plane of the theme, and the contrast it needs: 4.5 for text,
# 3 for what else tells something (WCAG 1.4.3 and 1.4.11).
DRAWN: tuple[tuple[str, Callable[[Theme], str], Callable[[Theme], str], float], ...] = (
    ("hit in a row", lambda t: t.ink, lambda t: blend(t.accent, t.card, 0.28), 4.5),
    ("key cap", lambda t: t.muted, lambda t: blend(t.side, t.card, 0.7), 4.5),
    ("view", lambda t: t.ink, _views_panel, 4.5),
    ("heading of views", lambda t: t.muted, _views_panel, 4.5),
    ("tag among the views", lambda t: t.accent, _views_panel, 4.5),
    ("broken feed", lambda t: t.danger, _views_panel, 4.5),
    ("hint", lambda t: t.paper, lambda t: t.accent, 4.5),
    ("main button", lambda t: t.card, lambda t: t.accent, 4.5),
    ("selected text of a field", lambda t: t.card, lambda t: t.accent, 4.5),
    ("ground of selected text", lambda t: t.accent, lambda t: t.card, 3),
    ("tick of a box", lambda t: _stroke(t), lambda t: t.accent, 3),
    ("edge of a box", lambda t: t.muted, lambda t: t.card, 3),
    ("mark of a selected card", lambda t: blend(t.paper, t.card, 0.5), lambda t: t.accent, 3),
    ("code in a note", lambda t: t.ink, lambda t: blend(t.ink, t.card, 0.09), 4.5),
    ("reading cursor without focus", lambda t: t.muted, lambda t: t.paper, 3),
)


def _stroke(theme: Theme) -> str:
    """The colour of the tick that a theme's check boxes show."""
    tick = re.search(r'themes/(tick-\w+\.svg)"', style_sheet_of(theme))
    assert tick is not None
    drawn = resource(f"themes/{tick[1]}").read_text(encoding="utf-8")
    color = re.search(r'stroke="(#[0-9a-f]{6})"', drawn)
    assert color is not None
    return color[1]


@each("name", theme_names())
def test_what_is_drawn_on_other_grounds_stands_out(name: str) -> None:
    theme = load_theme(name)
    for what, front, back, least in DRAWN:
        assert contrast(front(theme), back(theme)) >= least, what


@each("name", theme_names())
def test_swatches_and_chosen_rows_stand_out(name: str) -> None:
    theme = load_theme(name)
    grounds = (*(getattr(theme, plane) for plane in PLANES), _views_panel(theme))
    for ground in grounds:
        assert contrast(theme.accent, ground) >= 3  # the bar of a chosen row, rings and frames
        for color in Color:
            assert contrast(swatch_edge(theme, theme.highlights[color]), ground) >= 3, color
    for color in Color:  # the outline of the highlight that keys act on
        assert contrast(theme.accent, theme.highlights[color]) >= 3, color


@each("name", theme_names())
def test_places_of_sought_words_can_be_read_over_highlights(name: str) -> None:
    theme = load_theme(name)
    for ground in (theme.paper, *theme.highlights.values()):
        for is_current in (False, True):
            share = found_share(theme, is_current=is_current)
            assert contrast(theme.ink, blend(theme.accent, ground, share)) >= 4.5


@each("name", theme_names())
def test_every_rule_of_the_style_sheet_can_be_read(name: str) -> None:
    """Disabled controls apart, whose text is nowhere the only place that says something."""
    sheet = style_sheet_of(load_theme(name))
    default, rules = load_theme(name).ink, re.findall(r"([^{}]+)\{([^{}]*)\}", sheet)
    assert len(rules) > 40
    for selector, body in rules:
        found = dict(re.findall(r"([\w-]+): (#[0-9a-f]{6})", body))
        if "background" in found and "disabled" not in selector and "QToolTip" not in selector:
            is_line = any(part in selector for part in ("::", "Splitter", "QProgressBar"))
            if is_line and "color" not in found:
                continue
            assert contrast(found.get("color", default), found["background"]) >= 4.5, selector
        pair = found.get("selection-color"), found.get("selection-background-color")
        if all(pair):
            assert contrast(str(pair[0]), str(pair[1])) >= 4.5, selector


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


@each("name", theme_names())
def test_a_check_box_shows_that_it_has_the_keyboard(
    qapp: QApplication, qtbot: QtBot, name: str
) -> None:
    theme = load_theme(name)
    apply_theme(qapp, theme)
    window = QWidget()
    qtbot.addWidget(window)
    box = QCheckBox("Highlights", window)
    other = QLineEdit(window)
    window.show()
    window.activateWindow()
    for widget, is_framed in ((box, True), (other, False)):
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.waitUntil(widget.hasFocus)
        edge = box.grab().toImage().pixelColor(0, box.height() // 2)
        assert (edge == QColor(theme.accent)) is is_framed


def test_a_theme_is_put_on_and_heard_of(qapp: QApplication, qtbot: QtBot) -> None:
    heard: list[QEvent.Type] = []

    class Ear(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            heard.append(event.type())
            return False

    label, ear = QLabel("x"), Ear()
    qtbot.addWidget(label)
    label.show()
    apply_theme(qapp, load_theme("light"))
    label.installEventFilter(ear)
    apply_theme(qapp, load_theme("dark"))
    assert QEvent.Type.PaletteChange in heard
    assert current_theme() is load_theme("dark")
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(load_theme("dark").side)
    assert label.palette().color(QPalette.ColorRole.WindowText) == QColor(load_theme("dark").ink)
    assert qapp.font().pixelSize() >= 13


def test_what_is_disabled_is_fainter(qapp: QApplication, qtbot: QtBot) -> None:
    apply_theme(qapp, load_theme("light"))
    page = QWidget()
    qtbot.addWidget(page)
    field, label = QLineEdit(page), ElidedLabel(page)
    colors = []
    for is_enabled in (True, False):
        page.setEnabled(is_enabled)
        field.ensurePolished()
        label.ensurePolished()
        colors.append(
            (
                field.palette().color(QPalette.ColorRole.PlaceholderText).lightness(),
                label.palette().color(QPalette.ColorRole.WindowText).lightness(),
            )
        )
    assert all(faint > plain + 30 for plain, faint in zip(*colors, strict=True))


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


def test_a_text_looks_the_same_everywhere(qapp: QApplication) -> None:
    """The face comes with Postil, upright, italic and bold; a chosen one comes before it."""
    assert reading_family() == "Literata"
    assert QFontDatabase.hasFamily("Literata")
    for weight, is_italic in ((400, False), (400, True), (700, False), (700, True)):
        font = QFont(reading_family())
        font.setWeight(QFont.Weight(weight))
        font.setItalic(is_italic)
        info = QFontInfo(font)
        assert (info.family(), info.weight(), info.italic()) == ("Literata", weight, is_italic)
    assert reading_faces()[0] == "Literata"
    other = next(name for name in reading_faces() if name != "Literata")
    assert reading_family(other) == other
    assert reading_family("No such face") == "Literata"


def test_the_face_may_be_passed_on(qapp: QApplication) -> None:
    fonts = resource("fonts")
    assert "SIL OPEN FONT LICENSE Version 1.1" in (fonts / "OFL.txt").read_text(encoding="utf-8")
    assert sum(file.stat().st_size for file in fonts.iterdir()) < 1_500_000


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


@each("name", theme_names())
def test_the_arrows_of_the_file_dialog_stand_out(name: str, qtbot: QtBot) -> None:
    application, before = QApplication.instance(), current_theme()
    assert isinstance(application, QApplication)
    theme = load_theme(name)
    apply_theme(application, theme)
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    for button in ("backButton", "forwardButton", "toParentButton"):
        icon = dialog.findChild(QToolButton, button).icon()  # type: ignore[union-attr]
        image = icon.pixmap(16, 16).toImage()
        drawn = [image.pixelColor(x, y) for x in range(16) for y in range(16)]
        solid = [one.name() for one in drawn if one.alpha() == 255]
        assert max(contrast(one, theme.side) for one in solid) >= 3, button
    apply_theme(application, before)
