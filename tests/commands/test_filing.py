"""Commands on articles and on the window, asked and answered without one."""

from pathlib import Path

import pytest

from reader import paths
from reader.commands.catalogue import BY_ID, CATALOGUE
from reader.commands.command import Need
from reader.commands.command_runner import missing
from reader.commands.context import Context, Pane
from reader.commands.keys.active_keymap import present_keys
from reader.commands.prompt_types import (
    Answer,
    ChoicePrompt,
    DetailsPrompt,
    OpenFilesPrompt,
    Prompt,
    SavePrompt,
    TagChoice,
    TagPrompt,
    TextPrompt,
)
from reader.commands.settings.appearance import LINE_HEIGHTS, MEASURES, SIZES
from reader.core.article_source import FetchOptions, Source, WebAddress
from reader.core.builtin_note_templates import NOTE_TEMPLATES
from reader.core.errors import InvalidInput
from reader.core.models import State, View
from reader.exporters import article_formats
from reader.importers.programs.records import ArticleRecord
from reader.operations import articles, tags
from reader.operations.history import History
from reader.operations.importing.imported_drafts import draft_without_text
from reader.settings import BY_KEY
from tests.commands import scripted
from tests.commands.scripted import NOWHERE, Desk
from tests.conftest import PutFilled
from tests.each import each
from tests.library.samples import tables
from tests.undo_steps import next_undo


def fill(history: History) -> tuple[int, int, int]:
    """Three articles, and a tag that none has."""
    history.write(tags.make, ["method"])
    one, two, three = (
        scripted.add(history, name, f"The text of {name}.") for name in ("One", "Two", "Three")
    )
    return one, two, three


@pytest.fixture
def filled(data_dir: Path, put_filled: PutFilled) -> tuple[int, int, int]:
    return put_filled(paths.library_file(data_dir), fill)


@pytest.fixture
def desk(filled: tuple[int, int, int], desk: Desk) -> Desk:
    """The library is filled before it is opened."""
    return desk


@pytest.fixture
def three(filled: tuple[int, int, int], desk: Desk) -> tuple[int, int, int]:
    """Three articles, the first two selected in the list."""
    desk.look(Pane.LIST, filled[2], filled[:2])
    return filled


def states(desk: Desk, ids: tuple[int, ...]) -> list[str]:
    return [article.state.value for article in desk.app.queries.articles(ids)]


@pytest.mark.parametrize(
    ("name", "state", "said"),
    [
        ("article.archive", State.ARCHIVE, "2 articles archived"),
        ("article.later", State.LATER, "2 articles moved to Later"),
        ("article.inbox", State.INBOX, "Already in the inbox."),
    ],
)
def test_filing_acts_on_the_selection(
    desk: Desk, three: tuple[int, int, int], name: str, state: State, said: str
) -> None:
    assert desk.run(name).said == [said]
    assert states(desk, three) == [state, state, "inbox"]


def test_what_is_selected_is_read_in_again_and_in_the_text_the_open_article(
    desk: Desk, three: tuple[int, int, int]
) -> None:
    both = ((three[0], "One"), (three[1], "Two"))
    assert desk.run("article.read_again").done == [("work.read_again", both, None)]
    desk.look(Pane.READING, three[2], three[:2])
    frontend = desk.run("article.read_again", "kept")
    assert frontend.done == [("work.read_again", ((three[2], "Three"),), None)]


def test_an_article_of_another_program_is_not_imported_again_from_its_list_of_highlights(
    desk: Desk, tmp_path: Path
) -> None:
    """The file that it was imported from is none of an article, though it is still there."""
    (tmp_path / "highlights.csv").write_text("Highlight,Title")
    desk.app.settings.set(folder=str(tmp_path))

    def asked(url: str) -> list[Prompt]:
        prepared = draft_without_text("readwise", "highlights.csv", ArticleRecord("Old", url))
        desk.look(Pane.READING, desk.app.history.write(articles.add, prepared).article_id)
        return desk.run("article.read_again", None).asked

    (choice,) = asked("https://example.org/a")
    assert isinstance(choice, ChoicePrompt)
    assert [one.value for one in choice.choices] == ["web", "file"]
    (only,) = asked("")
    assert isinstance(only, OpenFilesPrompt)


def test_in_the_text_it_acts_on_the_open_article(desk: Desk, three: tuple[int, int, int]) -> None:
    desk.look(Pane.READING, three[2], three[:2])
    assert desk.run("article.archive").said == ["1 article archived"]
    assert states(desk, three) == ["inbox", "inbox", "archive"]


def test_star_and_read_are_given_first_then_taken(desk: Desk, three: tuple[int, int, int]) -> None:
    desk.look(Pane.LIST, None, three[:1])
    desk.run("article.star")
    desk.look(Pane.LIST, None, three)
    assert desk.run("article.star").said == ["Star added"]
    assert all(article.is_starred for article in desk.app.queries.articles(three))
    assert desk.run("article.star").said == ["Star removed"]
    assert desk.run("article.read").said == ["Marked as read"]
    assert desk.run("article.read").said == ["Marked as unread"]


def test_trash_restore_and_empty(desk: Desk, three: tuple[int, int, int]) -> None:
    assert desk.run("article.restore").said == ["It is not in the trash."]
    assert desk.run("trash.empty").said == ["The trash is empty."]
    assert desk.run("article.trash").said == ["2 articles moved to the trash"]
    assert desk.run("article.trash").said[0].startswith("Already in the trash")
    desk.look(Pane.LIST, None, three[:1])
    assert desk.run("article.restore").said == ["Restored from the trash"]
    for answer in (None, "keep"):
        done = desk.run("trash.empty", answer)
        (prompt,) = done.asked
        assert isinstance(prompt, ChoicePrompt)
        assert "1 article and its notes" in prompt.title
        assert prompt.current == "keep"
        assert (done.said, desk.app.queries.counts().trash) == ([], 1)
    done = desk.run("trash.empty", "purge")
    assert ("run_operation", "Emptying the trash") in done.done  # beside the window
    assert desk.app.queries.article_ids(View.TRASH) == []
    assert sorted(desk.app.queries.article_ids(View.ALL)) == [three[0], three[2]]


def test_filing_takes_out_of_the_trash(desk: Desk, three: tuple[int, int, int]) -> None:
    before = tables(desk.app.database.path)
    desk.run("article.trash")
    assert desk.run("article.later").said == ["2 articles moved to Later"]
    assert desk.app.queries.article_ids(View.TRASH) == []
    desk.app.history.undo()
    assert len(desk.app.queries.article_ids(View.TRASH)) == 2
    desk.app.history.undo()
    assert tables(desk.app.database.path) == before


def test_tagging_articles(desk: Desk, three: tuple[int, int, int]) -> None:
    desk.look(Pane.LIST, None, three[:1])
    desk.run("article.tag", TagChoice(add=("all", "some"), slots=((4, "all"),)))
    desk.look(Pane.LIST, None, three)
    done = desk.run("article.tag", None)
    (prompt,) = done.asked
    assert isinstance(prompt, TagPrompt)
    assert (prompt.title, prompt.present, prompt.partly) == ("Tag 3 articles", (), ("all", "some"))
    assert desk.run("article.slot_4").said == ["Tagged #all · 3 articles"]
    (prompt,) = desk.run("article.tag", TagChoice(remove=("some",))).asked
    assert isinstance(prompt, TagPrompt)
    assert (prompt.present, prompt.partly) == (("all",), ("some",))
    assert desk.frontend.said == ["Removed #some · 3 articles"]
    assert desk.run("article.slot_4").said == ["Removed #all · 3 articles"]
    assert desk.run("article.clear_slots").said == ["None of its tags is a quick tag."]
    desk.run("article.slot_4")
    assert desk.run("article.clear_slots").said == ["Removed #all · 3 articles"]
    assert desk.run("article.slot_9").said[0].startswith("Quick tag 9 is not assigned yet")


def test_adding_files_and_from_the_clipboard(desk: Desk) -> None:
    paths = (Path("a.txt"), Path("b.md"))
    done = desk.run("add.files", paths)
    assert (done.asked, done.done) == ([OpenFilesPrompt("Add articles")], [("work.add", paths)])
    assert desk.run("add.files", None).done == []
    assert desk.run("add.clipboard", pasted=[paths[0]]).done == [("work.add", (paths[0],))]
    source = Source(b"text", "clipboard", "clipboard", "text/plain")
    assert desk.run("add.clipboard", pasted=source).done == [("work.add", (source,))]
    assert desk.run("add.clipboard").said[0].startswith("The clipboard has no text")


def test_adding_an_address(desk: Desk) -> None:
    page = WebAddress("https://example.org/a?b#c")
    assert desk.run("add.clipboard", pasted=[page]).done == [("work.add", (page,))]
    done = desk.run("add.address", "example.org/a?b#c", pasted=[page])
    assert done.done == [("work.add", (page,))]
    (prompt,) = done.asked
    assert isinstance(prompt, TextPrompt)
    assert prompt.text == page.address
    assert prompt.preview("example.org/a") == "Fetch https://example.org/a"
    for text in ("", "two words", "ftp://example.org/"):
        with pytest.raises(InvalidInput, match="begins with https://"):
            prompt.preview(text)
    assert desk.run("add.address", None).done == []


def test_what_names_no_address_says_so(desk: Desk, three: tuple[int, int, int]) -> None:
    desk.look(Pane.LIST, selected=three[:1])
    for name in ("article.open_original", "article.copy_address"):
        done = desk.run(name)
        assert done.said == ["This article has no web address."]


def test_only_what_has_an_address_is_fetched_again() -> None:
    """The menu offered it for every article, and said why not once it was chosen."""
    reload, here = BY_ID["article.reload"], Context(Pane.READING, 1, (1,), None, None)
    assert not missing(reload, here, present_keys())
    without = here._replace(has_address=False)
    assert missing(reload, without, present_keys()) == "This article has no web address."


def test_articles_are_fetched_again(desk: Desk, three: tuple[int, int, int]) -> None:
    desk.look(Pane.LIST, selected=three[:2])
    articles = ((three[0], "One"), (three[1], "Two"))
    assert desk.run("article.reload").done == [("work.read_again", articles, None, "fetched")]


def test_what_is_fetched_is_a_persons_choice(desk: Desk) -> None:
    desk.run("fetch.pictures", "site")
    desk.run("fetch.local_network")
    options = desk.app.settings.fetch_options()
    assert options == FetchOptions("site", is_local_allowed=True)


def test_export_asks_what_and_where(desk: Desk, three: tuple[int, int, int]) -> None:
    path = Path("/tmp/somewhere")
    done = desk.run("export", "some", "markdown", "logseq", path)
    what, choice, template, save = done.asked
    assert isinstance(what, ChoicePrompt)
    assert [one.title for one in what.choices] == ["These 2 articles", "All 3 articles"]
    assert isinstance(choice, ChoicePrompt)
    assert choice.title == "These 2 articles: in which format?"
    titles = [one.title for one in choice.choices]
    assert titles[:3] == ["Markdown", "Highlights only (Markdown)", "Web Annotations (JSON)"]
    assert titles == [one.title for one in article_formats()]
    assert isinstance(template, ChoicePrompt)
    assert [one.value for one in template.choices] == [*NOTE_TEMPLATES, "own"]
    assert (template.current, desk.app.settings.text("note_template")) == ("plain", "logseq")
    assert save == SavePrompt("Folder for the exported files", "postil-export", is_folder=True)
    assert done.done == [("work.export", three[:2], path, "markdown")]
    done = desk.run("export", "all", "json", path)
    assert done.asked[2] == SavePrompt("Export", "postil-export.json", is_folder=False)
    assert set(done.done[0][1]) == set(three)
    for answers in ((None,), ("all", None), ("all", "json", None), ("all", "markdown", None)):
        assert desk.run("export", *answers).done == []
    desk.look(Pane.READING, three[2])
    done = desk.run("export", "some", "json", path)
    assert done.done == [("work.export", three[2:], path, "json")]
    desk.leave_article()
    (choice, _save) = desk.run("export", "json", path).asked  # there is nothing to choose of
    assert isinstance(choice, ChoicePrompt)
    assert len(choice.choices) == len(article_formats())
    done = desk.run("export", "quotes", path)
    assert done.asked[1] == SavePrompt("Export", "postil-highlights.md", is_folder=False)
    assert done.done[0][3] == "quotes"


def test_what_is_exported_can_be_copied(desk: Desk, three: tuple[int, int, int]) -> None:
    done = desk.run("export.copy", "some", "markdown", "logseq")
    (_what, choice, _template) = done.asked
    assert isinstance(choice, ChoicePrompt)
    offered = [one.value for one in choice.choices]
    assert offered[:3] == ["markdown", "quotes", "json"]
    assert {"csv", "bibtex", "ris", "csl", "bookmarks", "anki"} < set(offered)
    assert not {"archive", "epub", "pdf", "html"} & set(offered)
    assert done.done == [("work.copy", three[:2], "markdown")]
    for answers in ((None,), ("all", None), ("all", "markdown", None)):
        assert desk.run("export.copy", *answers).done == []


def test_notes_by_a_template_of_ones_own(
    desk: Desk, three: tuple[int, int, int], tmp_path: Path
) -> None:
    assert three
    own, wrong = tmp_path / "own.md", tmp_path / "wrong.md"
    own.write_text("# {{ title }}\n", "utf-8")
    wrong.write_text("# {{ title }}\n{% if %}\n", "utf-8")
    done = desk.run("export", "all", "markdown", "own", (wrong,))
    assert "wrong.md" in done.failed[0]
    assert "line 2" in done.failed[0]
    assert desk.app.settings.text("note_template") == "plain"
    done = desk.run("export", "all", "markdown", "own", (own,), tmp_path)
    assert done.done[0][3] == "markdown"
    assert desk.app.settings.text("note_template") == str(own)
    (template,) = desk.run("export.template", None).asked
    assert isinstance(template, ChoicePrompt)
    assert (template.current, template.choices[0].title) == (str(own), "own.md")
    desk.run("export.template", "joplin")
    assert desk.app.settings.text("note_template") == "joplin"
    desk.run("export.template", "own", (own,))
    template = desk.run("export", "all", "markdown", None).asked[2]
    assert isinstance(template, ChoicePrompt)
    assert (template.current, template.choices[0].title) == (str(own), "own.md")


def test_undo_and_redo_say_what(desk: Desk, three: tuple[int, int, int]) -> None:
    assert desk.run("undo").said == ["Nothing to undo."]
    assert desk.run("redo").said == ["Nothing to redo."]
    desk.run("article.archive")
    assert desk.run("undo").said == ["Undone: Move to the archive"]
    assert states(desk, three) == ["inbox"] * 3
    assert desk.run("redo").said == ["Redone: Move to the archive"]


def test_themes(desk: Desk) -> None:
    done = desk.run("view.theme", "sepia")
    (prompt,) = done.asked
    assert isinstance(prompt, ChoicePrompt)
    assert [choice.value for choice in prompt.choices] == [
        value for value, _words in BY_KEY["theme"].options
    ]
    assert prompt.current == "system"
    assert done.done == [("apply_settings",), ("notify", False)]
    assert desk.app.settings.text("theme") == "sepia"
    assert desk.run("view.theme", None).done == []
    for name in ("dark", "contrast", "light", "sepia"):
        title = dict(BY_KEY["theme"].options)[name]
        assert desk.run("view.next_theme").said == [f"Theme: {title}"]
        assert desk.app.settings.text("theme") == name


@pytest.mark.parametrize(
    ("key", "more", "less", "steps"),
    [
        ("text_size", "text.larger", "text.smaller", SIZES),
        ("measure", "text.wider", "text.narrower", MEASURES),
        ("line_height", "text.looser", "text.tighter", LINE_HEIGHTS),
    ],
)
def test_text_in_steps_that_end(
    desk: Desk, key: str, more: str, less: str, steps: tuple[float, ...]
) -> None:
    settings = desk.app.settings
    start = settings.fraction(key)
    desk.run(more)
    assert settings.fraction(key) > start
    desk.run(less)
    assert settings.fraction(key) == start
    for _step in steps:
        desk.run(more)
    assert settings.fraction(key) == steps[-1]
    for _step in steps:
        desk.run(less)
    assert settings.fraction(key) == steps[0]
    desk.run("text.normal")
    assert settings.number("text_size") == 19


def test_a_page_down_at_the_end_goes_to_the_next_unread(
    desk: Desk, three: tuple[int, int, int]
) -> None:
    assert desk.run("page.down").done == [("text.turn_page", 1)]
    assert desk.run("page.down", has_more=False).done == [
        ("text.turn_page", 1),
        ("articles.show_next_unread",),
    ]
    assert desk.run("page.up", has_more=False).done == [("text.turn_page", -1)]


# -- what every command keeps to -------------------------------------------------------------------


def test_where_something_is_missing_it_says_what_and_does_nothing(desk: Desk) -> None:
    before = tables(desk.app.database.path)
    later = (Need.UNDOABLE, Need.REDOABLE, Need.TRASH, Need.SAVED_SEARCH)
    for command in CATALOGUE:
        if command.needs in (Need.NOTHING, Need.ROW, *later):
            assert missing(command, NOWHERE, present_keys()) == "", command.id
            continue
        done = desk.run(command.id)
        assert done.said == [missing(command, NOWHERE, present_keys())], command.id
        assert done.said[0].endswith(".")
        asked = [("drop_typing",)] if command.may_ask else []
        assert done.done == [("notify", False), *asked], command.id
        assert tables(desk.app.database.path) == before, command.id


READ_ONLY = [command.id for command in CATALOGUE if not command.writes]
ANSWERS: dict[str, tuple[Answer, ...]] = {
    "export": ("all", "json", Path("/tmp/x")),
    "export.copy": ("all", "json"),
    "article.save_pdf": (Path("/tmp/x.pdf"),),
    "view.theme": ("dark",),
    "view.language": ("de",),
    "settings.reading_face": ("Literata",),
    "settings.text_size": ("21",),
    "settings.line_height": ("1.5",),
    "settings.measure": ("70",),
    "settings.color": ("green",),
    "settings.backup_minutes": ("60",),
    "settings.printed_notes": ("end",),
    "settings.print_size": ("12",),
    "settings.paper": ("a5",),
    "export.template": ("joplin",),
    "settings.books": ("chapters",),
    "settings.speech_rate": ("2",),
    "settings.backup_keep": ("more",),
    "list.sort": ("title",),
    "tags.sort": ("use",),
    "views.group": ("sites",),
    "keys.preset": ("vim",),
    "keys.export": (None,),
    "keys.import": (None,),
    "feed.export": (None,),
    "feed.interval": ("15",),
    "annotations.narrow": ("has:note",),
    "fetch.pictures": ("none",),
    "article.details": (None,),
    "article.save_marked_copy": (None,),
    "folder.watch": (None,),
    "help.guide": (None,),
    "help.changes": (None,),
    "help.licences": (None,),
}


def test_what_does_not_write_does_not_write(desk: Desk, three: tuple[int, int, int]) -> None:
    desk.look(article=three[0], words="The text of One.")
    desk.run("highlight")
    (marked,) = desk.annotations(three[0])
    before = tables(desk.app.database.path), next_undo(desk.app.queries)
    for name in READ_ONLY:
        desk.look(article=three[0], words="The text of One.")
        if BY_ID[name].needs is Need.HIGHLIGHT:
            desk.aim_at(marked.id)
        done = desk.run(name, *ANSWERS.get(name, ()))
        assert done.failed == [], name
        assert (tables(desk.app.database.path), next_undo(desk.app.queries)) == before, name


def test_the_details_tell_what_is_known(desk: Desk, three: tuple[int, int, int]) -> None:
    desk.look(article=three[0])
    (prompt,) = desk.run("article.details", None).asked
    assert isinstance(prompt, DetailsPrompt)
    assert prompt.title == "One"
    told = {one.label: one.text for one in prompt.details}
    assert (told["Length"], told["Left out"]) == ("4 words · 1 minute", "nothing")


SIMPLE = {
    "go.inbox": ("show_view", View.INBOX),
    "go.trash": ("show_view", View.TRASH),
    "article.next": ("articles.step", 1),
    "article.previous": ("articles.step", -1),
    "article.open": ("articles.open",),
    "list.select": ("selection.select", "toggle"),
    "list.select_all": ("selection.select", "all"),
    "list.select_none": ("selection.select", "none"),
    "list.filter": ("panes.focus_filter",),
    "pane.next": ("panes.cycle_pane", 1),
    "pane.previous": ("panes.cycle_pane", -1),
    "cursor.start": ("reading.go_to_edge", -1),
    "cursor.end": ("reading.go_to_edge", 1),
    "list.next": ("list.step", 1),
    "list.previous": ("list.step", -1),
    "view.list": ("panes.toggle_panel", Pane.LIST),
    "view.sidebar": ("panes.toggle_panel", Pane.SIDEBAR),
    "view.focus": ("panes.toggle_focus_mode",),
    "view.full_screen": ("toggle_full_screen",),
    "go.menus": ("open_menus",),
    "help.palette": ("show_palette",),
    "help.keys": ("show_keys",),
    "help.about": ("show_about",),
    "back": ("release",),
    "quit": ("quit",),
}


@each("name", SIMPLE)
def test_each_asks_the_window_for_one_thing(
    desk: Desk, three: tuple[int, int, int], name: str
) -> None:
    assert desk.run(name).done == [SIMPLE[name]]


@pytest.mark.parametrize("unit", ["paragraph", "sentence"])
@pytest.mark.parametrize("way", ["next", "previous"])
@pytest.mark.parametrize("extend", [False, True])
def test_moves(desk: Desk, three: tuple[int, int, int], unit: str, way: str, extend: bool) -> None:
    desk.look(article=three[0])
    done = desk.run(f"cursor.{'extend_' if extend else ''}{way}_{unit}").done
    assert done == [("cursor.move_cursor", unit, 1 if way == "next" else -1, extend)]
