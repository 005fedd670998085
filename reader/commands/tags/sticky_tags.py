"""Tags without a prompt: sticky tags, the last tags repeated, and tags linked to colours."""

from reader.commands.command import (
    ANNOTATE,
    COLOR_OF_HIGHLIGHT,
    TAGS_OF_HIGHLIGHT,
    Call,
    Commands,
    Need,
)
from reader.commands.command_runner import no_passage
from reader.commands.context import LIST, TEXT, Pane
from reader.commands.highlights.highlight_creation import current_color, hashed, made_text, make
from reader.commands.prompt_types import Asking, TagChoice, TagPrompt
from reader.commands.tags import tagging
from reader.core.color_names import color_name
from reader.core.models import Kind
from reader.core.tags.tag_names import key
from reader.core.translation import N_, _, ngettext
from reader.operations import color_tags, tags

COMMANDS = Commands(panes=TEXT, menu=ANNOTATE, needs=Need.OPEN_ARTICLE)


@COMMANDS.add(
    "tags.sticky", N_("Sticky tags for new highlights…"), "Shift+H", submenu=TAGS_OF_HIGHLIGHT
)
def sticky(call: Call) -> Asking:
    """Chooses tags for every new highlight, or turns sticky tags off if they are on."""
    session = call.session
    if session.is_sticky:
        session.is_sticky = False
        call.frontend.refresh_strip()
        call.frontend.notify(_("Sticky tags are off."))
        return
    before = call.queries.tag_names(session.sticky)
    title = _("Tags for every new highlight")
    choice = yield TagPrompt(title, call.queries.tags(), before, is_ready=True)
    if not isinstance(choice, TagChoice):
        return
    tagging.bind_slots(call, choice)
    removed = {key(name) for name in choice.remove}
    names = [name for name in (*before, *choice.add) if key(name) not in removed]
    if not names:
        call.frontend.notify(_("No tag was chosen, so none is sticky."))
        return
    session.sticky = tuple(call.history.do(_("New tag"), tags.make, names))
    session.is_sticky = True
    call.frontend.refresh_strip()
    text = ngettext(
        "Sticky: {tags} is added to every new highlight. {key} turns this off.",
        "Sticky: {tags} are added to every new highlight. {key} turns this off.",
        len(names),
    )
    call.frontend.notify(text.format(tags=hashed(names), key=call.keys.key_of("tags.sticky")))


@COMMANDS.add(
    "tags.repeat",
    N_("Repeat the last tagging"),
    ";",
    submenu=TAGS_OF_HIGHLIGHT,
    panes=(*TEXT, LIST),
    needs=Need.ARTICLE,
    short=N_("last tags"),
)
def repeat(call: Call) -> None:
    """Adds the last tags to the current passage, highlights or articles."""
    names, context = call.queries.tag_names(call.session.last_tags), call.context
    if not names:
        text = _("There is no tagging to repeat yet: {key} or a digit tags.")
        call.frontend.notify(text.format(key=call.keys.key_of("highlight.tag")))
        return
    if context.pane is Pane.LIST:
        _repeat_on_articles(call, names)
        return
    target = context.target
    if target is None:
        call.frontend.notify(no_passage(call.context, call.keys))
    elif target.annotation_id is None:
        call.frontend.notify(made_text(call, make(call, names)), can_undo=True)
    else:
        one = call.queries.annotation(target.annotation_id)
        if _lacks(one.tags, names):
            tagging.change(call, [one.id], names, (), are_articles=False)
        else:
            call.frontend.notify(_("It has {tags} already.").format(tags=hashed(names)))


@COMMANDS.add(
    "highlight.stand_for", N_("Link the colour to a tag…"), "c t", submenu=COLOR_OF_HIGHLIGHT
)
def stand_for(call: Call) -> Asking:
    """Chooses the tag linked to the colour of the highlight; without a tag, the link is removed."""
    target, color = call.context.target, current_color(call)
    if target is not None and target.annotation_id is not None:
        one = call.queries.annotation(target.annotation_id)
        color = one.color if one.kind is Kind.HIGHLIGHT else color
    name = call.queries.colors().get(color)
    before = (name,) if name else ()
    title = _("Link {color} to a tag").format(color=color_name(color))
    choice = yield TagPrompt(title, call.queries.tags(), before)
    if not isinstance(choice, TagChoice):
        return
    tagging.bind_slots(call, choice)
    label = _("Link {color} to a tag").format(color=color_name(color))
    if choice.add:
        name = choice.add[-1]  # the one chosen last
        call.history.do(label, color_tags.set_color_of_tag, name, color)
        text = _("{color} is now linked to #{tag}")
        text = text.format(color=color_name(color).capitalize(), tag=name)
        call.frontend.notify(text, can_undo=True)
    elif choice.remove:
        call.history.do(label, color_tags.release, color)
        text = _("{color} is no longer linked to a tag").format(
            color=color_name(color).capitalize()
        )
        call.frontend.notify(text, can_undo=True)


def _repeat_on_articles(call: Call, names: tuple[str, ...]) -> None:
    chosen = call.queries.articles(call.context.selected)
    lacking = [article.id for article in chosen if _lacks(article.tags, names)]
    if not chosen:
        call.frontend.notify(_("Select an article first."))
    elif not lacking:
        call.frontend.notify(_("All have {tags} already.").format(tags=hashed(names)))
    else:
        tagging.change(call, lacking, names, (), are_articles=True)


def _lacks(tags_there: tuple[str, ...], names: tuple[str, ...]) -> bool:
    """Returns whether one of the names is not among the tags."""
    there = {key(name) for name in tags_there}
    return any(key(name) not in there for name in names)
