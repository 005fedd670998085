"""Shows all shortcuts; chooses presets; exports, imports and resets shortcuts."""

from collections.abc import Iterable
from pathlib import Path

from reader.commands.command import HELP, Call, Commands
from reader.commands.keys.effective_keys import EffectiveKeys
from reader.commands.keys.presets import PRESETS
from reader.commands.prompt_types import Asking, Choice, ChoicePrompt, OpenFilesPrompt, SavePrompt
from reader.core.errors import InvalidInput
from reader.core.keys.key_overrides import (
    KeyChoices,
    KeyConflict,
    PresetBindings,
    key_conflicts,
    lost,
)
from reader.core.keys.key_overrides_json import read_choices, write_choices
from reader.core.keys.keymap import format_keys
from reader.core.translation import N_, _, counted_text

SUFFIX = ".json"

COMMANDS = Commands(menu=HELP, writes=False)


@COMMANDS.add("help.palette", N_("Command palette…"), "Ctrl+K", short=N_("command palette"))
def show_palette(call: Call) -> None:
    """Shows every command."""
    call.frontend.show_palette()


@COMMANDS.add("help.keys", N_("Keyboard shortcuts"), "?", "F1", short=N_("shortcuts"))
def show_keys(call: Call) -> None:
    """Shows every key."""
    call.frontend.show_keys()


@COMMANDS.add("keys.preset", N_("Shortcut preset…"))
def choose_preset(call: Call) -> Asking:
    """Chooses the preset to start from; the user's own stay on top."""
    rows = [Choice(one.name, _(one.title), _(one.detail)) for one in PRESETS]
    present = call.settings.keys.choices
    answer = yield ChoicePrompt(_("Shortcut preset"), rows, present.preset)
    if isinstance(answer, str) and answer != present.preset:
        _take(call, present._replace(preset=answer))
        title = next(one.title for one in PRESETS if one.name == answer)
        call.frontend.notify(
            _("The shortcut preset is now {title}. {back}").format(title=_(title), back=_back(call))
        )


@COMMANDS.add("keys.export", N_("Export shortcuts…"))
def export(call: Call) -> Asking:
    """Writes the current keys to a file that can be imported elsewhere."""
    path = yield SavePrompt(_("Export shortcuts"), f"postil-keys{SUFFIX}", is_folder=False)
    if not isinstance(path, Path):
        return
    path = path if path.suffix else path.with_suffix(SUFFIX)
    try:
        path.write_text(write_choices(call.settings.keys.choices, is_shared=True), "utf-8")
    except OSError as error:
        text = _(
            "The shortcuts could not be written to {path} ({reason}): choose another location."
        )
        raise InvalidInput(text.format(path=path, reason=error.strerror or error)) from error
    call.frontend.notify(_("Shortcuts exported to {path}").format(path=path))


@COMMANDS.add("keys.import", N_("Import shortcuts…"))
def import_keys(call: Call) -> Asking:
    """Imports the keys of a file; if anything in it is wrong, reports that and changes nothing."""
    chosen = yield OpenFilesPrompt(_("Import shortcuts"), SUFFIX)
    if not isinstance(chosen, tuple) or not chosen:
        return
    path = chosen[0]
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, ValueError) as error:
        message = _("“{name}” is not a file of shortcuts: choose one that Postil wrote.")
        raise InvalidInput(message.format(name=path.name)) from error
    read = read_choices(text)
    problems = [*read.problems, *faults(call.keys, read.choices)]
    if problems:
        head = _("“{name}” was not imported:").format(name=path.name)
        raise InvalidInput(" ".join([head, *problems]))
    choices = read.choices._replace(
        told=tuple(c.mark for c in all_conflicts(call.keys, read.choices))
    )
    _take(call, choices)
    count = len(choices.overrides)
    told = counted_text("{n} change", "{n} changes", count)
    unknown = sum(one.command not in call.keys.commands for one in choices.overrides)
    if unknown:
        more = counted_text(
            "{n} is for an unknown command",
            "{n} are for unknown commands",
            unknown,
        )
        told = f"{told}, {more}"
    call.frontend.notify(
        _("Shortcuts imported: {told}. {back}").format(told=told, back=_back(call))
    )


@COMMANDS.add("keys.reset", N_("Reset all shortcuts"))
def reset(call: Call) -> None:
    """Gives every command the keys the preset has for it."""
    choices = call.settings.keys.choices
    if not choices.overrides:
        call.frontend.notify(_("The shortcuts are the defaults already."))
        return
    _take(call, KeyChoices(choices.preset))
    call.frontend.notify(_("All shortcuts were reset. {back}").format(back=_back(call)))


@COMMANDS.add("help.logs", N_("Open the log folder"))
def show_logs(call: Call) -> None:
    """Shows the folder of the logs, which record errors and stay on this machine."""
    call.frontend.show_logs()


@COMMANDS.add("help.about", N_("About Postil"))
def show_about(call: Call) -> None:
    """Shows versions and the paths in use."""
    call.frontend.show_about()


def faults(keys: EffectiveKeys, choices: KeyChoices) -> list[str]:
    """Returns what is wrong with imported shortcuts, one sentence each."""
    found, ground = [], _ground(keys, choices)
    if choices.preset not in {one.name for one in PRESETS}:
        found.append(_("There is no shortcut preset “{name}”.").format(name=choices.preset))
    for one in choices.overrides:
        for pane in one.panes:
            if pane not in ground.panes:
                text = _("“{command}”: there is no pane “{pane}”.")
                found.append(text.format(command=one.command, pane=pane))
    for conflict in all_conflicts(keys, choices):
        if conflict.is_own:
            text = _("{keys} is assigned to both “{one}” and “{other}”.")
            names = (keys.title(conflict.command), keys.title(conflict.other_command))
            shown = format_keys(conflict.other_keys)
            found.append(text.format(keys=shown, one=names[0], other=names[1]))
    for command in lost(ground, choices.overrides):
        text = _("“{title}” would be left without a shortcut.")
        found.append(text.format(title=keys.title(command)))
    return found


def all_conflicts(keys: EffectiveKeys, choices: KeyChoices) -> tuple[KeyConflict, ...]:
    """Returns every conflict of the user's shortcuts with the preset's keys or with each other."""
    return key_conflicts(_ground(keys, choices), choices.overrides)


def news(keys: EffectiveKeys, choices: KeyChoices) -> tuple[KeyConflict, ...]:
    """Returns the conflicts not reported yet, which the new keys of a new version cause."""
    return tuple(
        conflict for conflict in all_conflicts(keys, choices) if conflict.mark not in choices.told
    )


def conflict_text(keys: EffectiveKeys, found: Iterable[KeyConflict]) -> str:
    """Reports conflicts: the user's own keys win; lists the commands that lost a key."""
    lines = []
    for conflict in found:
        text = _("{keys} stays “{title}”, as you chose, and is not “{other}”.")
        title, other = keys.title(conflict.command), keys.title(conflict.other_command)
        lines.append(text.format(keys=format_keys(conflict.keys), title=title, other=other))
    return " ".join(dict.fromkeys(lines))


def _ground(keys: EffectiveKeys, choices: KeyChoices) -> PresetBindings:
    return keys.ground_for(choices.preset)


def _take(call: Call, choices: KeyChoices) -> None:
    call.settings.keys.keep(choices)
    call.frontend.apply_settings()


def _back(call: Call) -> str:
    text = _("Ctrl+Z among the keyboard shortcuts ({key}) undoes it.")
    return text.format(key=call.keys.key_of("help.keys"))
