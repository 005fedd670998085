"""Shows Preferences, and defines a command for each setting."""

from collections.abc import Callable

from reader.commands.command import EDIT, OUTPUT_MENU, SETTINGS_MENU, Call, Commands
from reader.commands.context import PREFERENCES, Pane
from reader.commands.export_choices import choose_template
from reader.commands.prompt_types import Asking, Choice, ChoicePrompt, TextPrompt
from reader.core.errors import InvalidInput
from reader.core.translation import N_, _, number_text
from reader.preference import Page, Preference, Value
from reader.settings import PREFERENCES as SETTINGS
from reader.settings import Settings

PAGE_TITLES = {
    Page.READING: N_("Reading"),
    Page.KEYS: N_("Shortcuts"),
    Page.LIBRARY: N_("Library and backups"),
    Page.CAPTURE: N_("Capture"),
    Page.PRIVACY: N_("Privacy"),
    Page.OUTPUT: N_("Export and speech"),
}
# What else is on a page: commands, by their titles.
LEADS = {
    Page.KEYS: ("keys.preset", "help.keys", "keys.export", "keys.import", "keys.reset"),
    Page.LIBRARY: ("go.backups", "library.back_up"),
    Page.CAPTURE: ("browser.bookmarklet", "browser.new_bookmarklet"),
    Page.PRIVACY: ("help.logs", "help.about"),
    Page.OUTPUT: (),
}

COMMANDS = Commands(menu=EDIT, writes=False)


@COMMANDS.add("go.preferences", N_("Preferences…"), "Ctrl+,", short=N_("preferences"))
def show(call: Call) -> None:
    """Shows Preferences, at the page that was looked at last."""
    if call.context.pane is not PREFERENCES:
        call.frontend.show_page(Pane.PREFERENCES)


def _go_to(call: Call, page: Page) -> None:
    """Shows a page of Preferences."""
    call.frontend.act_on_page(page.value)


def _reset(call: Call) -> None:
    """Gives the settings of the page that is shown their defaults."""
    show(call)
    call.frontend.act_on_page("reset")


def _toggle(call: Call, row: Preference) -> None:
    """Turns a setting on or off."""
    _keep(call, row, not call.settings.is_on(row.key))


def choose_value(call: Call, row: Preference) -> Asking:
    """Asks for one of the offered values; the text previews each before it is chosen."""
    offered = row.options or tuple((one, one) for one in call.frontend.faces())
    if not row.options:
        offered = ((row.default, row.form), *offered)
    choices = [Choice(str(value), _(words)) for value, words in offered]
    present = call.settings.value(row.key)

    def preview(value: str) -> None:
        call.settings.set(**{row.key: type(row.default)(value)})
        call.frontend.apply_settings()

    is_seen = row.page is Page.READING
    prompt = ChoicePrompt(
        _(row.caption), choices, str(present), preview=preview if is_seen else None
    )
    answer = yield prompt
    if isinstance(answer, str):
        _keep(call, row, type(row.default)(answer))
    elif call.settings.value(row.key) != present:
        preview(str(present))


def _type(call: Call, row: Preference) -> Asking:
    """Asks for a number."""

    def preview(text: str) -> str:
        return value_text(row, typed_value(row, text))

    answer = yield TextPrompt(_(row.caption), preview, _number_text(call.settings.value(row.key)))
    if isinstance(answer, str):
        _keep(call, row, typed_value(row, answer))


def _keep(call: Call, row: Preference, value: Value) -> None:
    call.settings.set(**{row.key: value})
    call.frontend.apply_settings()
    if not call.settings.problem:  # which the window tells of
        text = _("{setting}: {value}").format(setting=_(row.caption), value=value_text(row, value))
        call.frontend.notify(text)


def value_text(row: Preference, value: Value) -> str:
    """Returns a value of a setting in words."""
    if isinstance(value, bool):
        return _("on") if value else _("off")
    words = dict(row.options).get(value)
    if words is not None:
        return _(words)
    if isinstance(value, str):
        return value or _(row.form)
    return _(row.form).format(n=_number_text(value))


def typed_value(row: Preference, text: str) -> Value:
    """Returns the number that was typed for a setting; raises InvalidInput if it cannot be one."""
    unit = _(row.form).replace("{n}", "").strip()
    bare = text.strip().removesuffix(unit).strip().replace(",", ".")
    try:
        value = type(row.default)(bare)
    except ValueError:
        value = row.default
        is_kept = False
    else:
        is_kept = row.fits(value)
    if not is_kept:
        message = _("“{text}” was not saved: {setting} is a number from {least} to {most}.")
        raise InvalidInput(
            message.format(
                text=text.strip(),
                setting=_(row.caption),
                least=_number_text(row.least),
                most=_number_text(row.most),
            )
        )
    return value


def changed_by(row: Preference) -> str:
    """Returns the id of the command that changes a setting."""
    return row.command or f"settings.{row.key}"


def defaults_of(page: Page, settings: Settings) -> dict[str, Value]:
    """Returns what a reset of a page would change: the settings that differ from their defaults."""
    rows = [row for row in SETTINGS if row.page is page and is_set_directly(row)]
    return {row.key: row.default for row in rows if settings.value(row.key) != row.default}


def is_set_directly(row: Preference) -> bool:
    """Returns whether storing the value is all there is to a change."""
    return not row.command or (bool(row.options) and not row.is_asked)


def _number_text(value: object) -> str:
    if not isinstance(value, float):
        return str(value)
    return number_text(value, len(f"{value:g}".partition(".")[2]))


def _add_commands() -> None:
    for number, page in enumerate(Page, 1):
        COMMANDS.add(
            f"preferences.page_{number}",
            N_("Page {n} of Preferences"),
            str(number),
            panes=(PREFERENCES,),
            menu="",
            number=number,
            page=page,
        )(_go_to)
    COMMANDS.add("preferences.reset", N_("Reset this page of Preferences"), submenu=SETTINGS_MENU)(
        _reset
    )
    COMMANDS.add("export.template", N_("Template for Markdown notes…"), submenu=OUTPUT_MENU)(
        _choose_template
    )
    for row in SETTINGS:
        if row.page is not None and not row.command:
            COMMANDS.add(
                changed_by(row),
                row.caption,
                submenu=OUTPUT_MENU if row.page is Page.OUTPUT else SETTINGS_MENU,
                setting=row.key if isinstance(row.default, bool) else "",
                row=row,
            )(_way(row))


def _choose_template(call: Call) -> Asking:
    """Asks for the template by which notes are exported: a built-in one, or a file."""
    if (yield from choose_template(call)):
        call.frontend.apply_settings()


def _way(row: Preference) -> Callable[..., Asking | None]:
    """Returns the function that changes settings of a kind."""
    if isinstance(row.default, bool):
        return _toggle
    return choose_value if row.options or isinstance(row.default, str) else _type


_add_commands()
