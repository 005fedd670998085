"""Names the colours of highlights, so that colour is never the only sign."""

from reader.core.models import Color
from reader.core.translation import N_, _

COLOR_NAMES = {
    Color.YELLOW: N_("yellow"),
    Color.GREEN: N_("green"),
    Color.BLUE: N_("blue"),
    Color.PINK: N_("pink"),
    Color.PURPLE: N_("purple"),
    Color.ORANGE: N_("orange"),
    Color.RED: N_("red"),
    Color.GREY: N_("grey"),
}


def color_name(color: Color) -> str:
    """Returns a colour in the user's language."""
    return _(COLOR_NAMES[color])
