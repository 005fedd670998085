"""Reads the article aloud: starts, pauses, stops, and changes speed and voice."""

from reader.commands.command import VIEW, Call, Commands, Need
from reader.commands.context import PANES
from reader.core.translation import N_, _

COMMANDS = Commands(
    panes=PANES,
    menu=VIEW,
    submenu=N_("Read aloud"),
    needs=Need.OPEN_ARTICLE,
    writes=False,
)


@COMMANDS.add(
    "speech.toggle", N_("Read aloud, or pause"), "p", "Ctrl+Alt+P", short=N_("read aloud")
)
def toggle(call: Call) -> None:
    """Reads aloud from the reading cursor on, or pauses."""
    call.frontend.speech.toggle()


@COMMANDS.add("speech.stop", N_("Stop reading aloud"), "Shift+P", short=N_("stop"))
def stop(call: Call) -> None:
    """Stops reading aloud."""
    call.frontend.speech.stop()


@COMMANDS.add(
    "speech.faster", N_("Read aloud faster"), "]", "Ctrl+Alt+.", steps=1, short=N_("faster")
)
@COMMANDS.add(
    "speech.slower", N_("Read aloud more slowly"), "[", "Ctrl+Alt+,", steps=-1, short=N_("slower")
)
def change_rate(call: Call, steps: int) -> None:
    """Changes the speed of reading aloud, at once and for later."""
    rate = call.frontend.speech.change_rate(steps * call.count)
    call.frontend.notify(_("Speed of reading aloud: {n}").format(n=rate))


@COMMANDS.add("speech.voice", N_("Voice…"), needs=Need.NOTHING)
def choose_voice(call: Call) -> None:
    """Chooses a voice for the language of the article."""
    call.frontend.speech.choose_voice()
