"""Determines whether the installed fonts cover a text, and which to install otherwise."""

import platform

from PySide6.QtGui import QFont, QTextLayout

from reader.core.translation import _

_CJK = "文字書体漢語かなカナ한글국어"


def have_faces(text: str) -> bool:
    """Returns whether nine tenths of a text's different letters have a glyph in some font."""
    layout = QTextLayout("".join(sorted({sign for sign in text if sign.isalpha()})), QFont())
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    glyphs = [index for run in layout.glyphRuns() for index in run.glyphIndexes()]
    return 10 * glyphs.count(0) <= len(glyphs)


def cjk_advice() -> str:
    """Returns which fonts to install for Chinese, Japanese and Korean; empty where there are some."""
    if have_faces(_CJK):
        return ""
    text = _(
        "No font here shows Chinese, Japanese and Korean: install {fonts} and start Postil again."
    )
    return text.format(fonts="fonts-noto-cjk" if _is_debian() else _("the Noto CJK fonts"))


def _is_debian() -> bool:
    """Returns whether packages have the names that Debian gives them."""
    try:
        system = platform.freedesktop_os_release()
    except OSError:
        return False
    return "debian" in (system.get("ID", ""), *system.get("ID_LIKE", "").split())
