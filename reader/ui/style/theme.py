"""Creates the palette and the style sheet of a theme from TOML."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from string import Template
from types import MappingProxyType
from typing import Any, NamedTuple
from weakref import WeakSet

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from reader.core.errors import InvalidInput
from reader.core.models import Color
from reader.core.translation import N_, _
from reader.paths import resource
from reader.settings import Settings

INTERFACE_SIZE = 13  # pixels; the user's larger system font is kept

_COLORS = (
    "paper",
    "side",
    "card",
    "code",
    "ink",
    "muted",
    "line",
    "accent",
    "selection",
    "danger",
)
_COLOR_FORM = re.compile(r"#[0-9a-f]{6}")
_BUNDLED_FACE = "Literata"
_READING_FACES = (
    _BUNDLED_FACE,
    "Charter",
    "Source Serif 4",
    "Source Serif Pro",
    "Source Serif",
    "Palatino",
    "Palatino Linotype",
    "P052",
    "Noto Serif",
    "Georgia",
)
_SANS_FACES = ("Atkinson Hyperlegible", "Inter", "Source Sans 3", "Noto Sans", "Liberation Sans")
_TITLES = (N_("Light"), N_("Dark"), N_("Sepia"), N_("High contrast"))  # as the TOML files say


class Theme(NamedTuple):
    """Every colour the window is drawn in, each as ``#rrggbb``."""

    name: str
    title: str
    is_dark: bool
    paper: str  # behind the text
    side: str  # behind the list, the sidebar and the menu bar
    card: str  # behind annotations, fields, menus
    code: str  # behind code
    ink: str
    muted: str
    line: str  # hairlines
    accent: str
    selection: str  # behind selected rows
    danger: str
    highlights: Mapping[Color, str]  # the tint painted behind the words


_current: Theme | None = None
_unstyled: WeakSet[QWidget] = WeakSet()  # left out when the style sheet was changed


def theme_names() -> tuple[str, ...]:
    """Returns the names of the themes that ship, in the order they are offered."""
    return ("light", "dark", "sepia", "contrast")


def system_theme_name() -> str:
    """Returns the theme that goes with the contrast and the colour scheme of the desktop."""
    hints = QGuiApplication.styleHints()
    scheme = hints.colorScheme()
    if hasattr(hints, "accessibility"):  # since Qt 6.10
        contrast = hints.accessibility().contrastPreference()
        if contrast is Qt.ContrastPreference.HighContrast:
            return "contrast"
    return "dark" if scheme is Qt.ColorScheme.Dark else "light"


@cache
def load_theme(name: str) -> Theme:
    """Reads a theme by name; raises InvalidInput when there is none or it is not whole."""
    if name not in theme_names():
        raise InvalidInput(
            _("There is no theme “{name}”; choose one of {names}.").format(
                name=name, names=", ".join(theme_names())
            )
        )
    return parse_theme(name, resource(f"themes/{name}.toml").read_text(encoding="utf-8"))


def parse_theme(name: str, text: str) -> Theme:
    """Returns a theme from TOML; raises InvalidInput naming the colour that is missing or malformed."""
    try:
        table: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidInput(
            _("The theme “{name}” cannot be read: {reason}.").format(name=name, reason=error)
        ) from error
    colors = {key: _color(name, table.get("colors"), key) for key in _COLORS}
    tints = {color: _color(name, table.get("highlights"), color.value) for color in Color}
    return Theme(
        name=name,
        title=_(str(table.get("title", name))),
        is_dark=bool(table.get("is_dark", False)),
        highlights=MappingProxyType(tints),
        **colors,
    )


def _color(name: str, table: object, key: str) -> str:
    value = table.get(key) if isinstance(table, dict) else None
    if not isinstance(value, str) or not _COLOR_FORM.fullmatch(value.lower()):
        raise InvalidInput(
            _("The theme “{name}” needs a colour such as #a1b2c3 for “{key}”.").format(
                name=name, key=key
            )
        )
    return value.lower()


def current_theme() -> Theme:
    """Returns the theme applied last, else the light one."""
    return _current or load_theme("light")


def apply_theme(app: QApplication, theme: Theme, hidden: Iterable[QWidget] = ()) -> None:
    """Dress the whole application: interface face, palette and style sheet.

    Widgets hear of it by ``QEvent.PaletteChange`` and ``StyleChange``. The style sheet is not
    applied to ``hidden`` ones and what is in them before ``style_hidden``, nor do they hear of it:
    with all pages made, that takes 20 to 30 ms instead of 40 to 60.
    """
    global _current
    _current = theme
    font = interface_font()
    if font != app.font():
        app.setFont(font)
    sheet = style_sheet_of(theme)
    is_other = sheet != app.styleSheet()
    if not is_other:
        app.setPalette(palette_of(theme))
        return
    kept_back = [widget for part in hidden for widget in _with_children(part)]
    _unstyled.update(hidden)
    for widget in kept_back:
        widget.setAttribute(Qt.WidgetAttribute.WA_SetStyle)  # so that Qt sends them no StyleChange
    app.setStyleSheet("")  # to put one in the place of another takes Qt three times as long
    app.setPalette(palette_of(theme))
    for widget in kept_back:
        # Qt applies a new style to what has had one.
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_Polished, False)
    app.setStyleSheet(sheet)
    for widget in kept_back:
        widget.setAttribute(Qt.WidgetAttribute.WA_SetStyle, False)


def style_hidden(part: QWidget) -> None:
    """Applies the style sheet to a widget that was left out when it changed, and what is in it."""
    if part in _unstyled:
        _unstyled.discard(part)
        for widget in _with_children(part):
            widget.style().polish(widget)
            widget.setAttribute(Qt.WidgetAttribute.WA_WState_Polished)
            QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))


def _with_children(part: QWidget) -> list[QWidget]:
    return [part, *part.findChildren(QWidget)]


def interface_font() -> QFont:
    """Returns the system's face at 13 px, or larger where the user has set it so."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPixelSize(max(INTERFACE_SIZE, QFontInfo(font).pixelSize()))
    return font


@cache
def load_bundled_face() -> None:
    """Lets texts be set in the face that comes with Postil, unless the system has it."""
    if not QFontDatabase.hasFamily(_BUNDLED_FACE):
        for style in ("Regular", "Italic", "Bold", "BoldItalic"):
            QFontDatabase.addApplicationFont(str(resource(f"fonts/{_BUNDLED_FACE}-{style}.ttf")))


def reading_faces() -> tuple[str, ...]:
    """Returns the faces a text can be set in: those there are of a short list, then all others."""
    load_bundled_face()
    good = [one for one in (*_READING_FACES, *_SANS_FACES) if QFontDatabase.hasFamily(one)]
    others = (
        one
        for one in QFontDatabase.families()
        if one not in good
        and not QFontDatabase.isPrivateFamily(one)
        and QFontDatabase.isSmoothlyScalable(one)
    )
    return (*good, *sorted(others))


@cache
def reading_family(chosen: str = "") -> str:
    """Returns the chosen face, else the first installed of the serif stack or the system's serif."""
    for family in (chosen, *_READING_FACES):
        if family == _BUNDLED_FACE:
            load_bundled_face()
        if family and QFontDatabase.hasFamily(family):
            return family
    font = QFont()
    font.setStyleHint(QFont.StyleHint.Serif)
    font.setFamily("serif")
    return QFontInfo(font).family()


def blend(front: str, back: str, share: float) -> str:
    """Returns a colour between two: ``share`` (0 to 1) of the front one, as ``#rrggbb``."""
    mixed = (
        round(int(front[i : i + 2], 16) * share + int(back[i : i + 2], 16) * (1 - share))
        for i in (1, 3, 5)
    )
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def swatch_edge(theme: Theme, tint: str) -> str:
    """Returns the colour of the line around a tint that has to show on any ground."""
    return blend(theme.ink, tint, 0.65)


def found_share(theme: Theme, *, is_current: bool) -> float:
    """Returns how much of the accent tints a match, so that it stays readable."""
    if is_current:
        return 0.22 if theme.is_dark else 0.28
    return 0.17


def palette_of(theme: Theme) -> QPalette:
    """Returns the theme as Qt's palette: windows are side planes, text is on paper."""
    role = QPalette.ColorRole
    palette = QPalette()
    for colour, roles in (
        (theme.side, (role.Window,)),
        (theme.paper, (role.Base,)),
        (theme.card, (role.AlternateBase, role.Button, role.ToolTipBase, role.Light)),
        (theme.ink, (role.WindowText, role.Text, role.ButtonText, role.ToolTipText)),
        (theme.ink, (role.BrightText, role.HighlightedText)),
        (theme.muted, (role.PlaceholderText, role.LinkVisited)),
        (theme.line, (role.Midlight, role.Mid, role.Dark)),
        (_faint(theme), (role.Shadow,)),
        (theme.selection, (role.Highlight,)),
        (theme.accent, (role.Link, role.Accent)),
    ):
        for each in roles:
            palette.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(_faint(theme)))
    return palette


def style_sheet_of(theme: Theme) -> str:
    """Returns the style sheet of the widgets in the theme's colours."""
    colors = {key: getattr(theme, key) for key in _COLORS}
    back, forward, parent = (
        resource(f"themes/arrow-{side}.svg").as_posix() for side in ("left", "right", "up")
    )
    if QGuiApplication.isRightToLeft():
        back, forward = forward, back
    return Template(_widget_rules()).substitute(
        colors,
        disabled=_faint(theme),
        hover=blend(theme.selection, theme.side, 0.5),
        thumb=blend(theme.muted, theme.line, 0.2),
        back=back,
        forward=forward,
        parent=parent,
        tick=resource(f"themes/tick-{'dark' if theme.is_dark else 'light'}.svg").as_posix(),
    )


def _faint(theme: Theme) -> str:
    return blend(theme.muted, theme.side, 0.62)


@cache
def _widget_rules() -> str:
    return resource("themes/widgets.qss").read_text(encoding="utf-8")


def apply_theme_setting(settings: Settings, hidden: Iterable[QWidget] = ()) -> None:
    """Applies the theme of the settings to the application, as ``apply_theme`` does."""
    name = settings.text("theme")
    if name not in theme_names():
        name = system_theme_name()
    application = QApplication.instance()
    if isinstance(application, QApplication):
        apply_theme(application, load_theme(name), hidden)
