"""The window stood in for by a list of answers, so that a command is tested without one."""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from reader.commands import command_runner
from reader.commands.catalogue import BY_ID
from reader.commands.command import Call
from reader.commands.context import By, Context, Pane, Target
from reader.commands.frontend import Action
from reader.commands.keys.active_keymap import present_keys
from reader.commands.prompt_types import Answer, NotePrompt, Prompt
from reader.commands.tags.remembered_tags import RememberedTags
from reader.core.article_draft import Draft
from reader.core.article_source import Source, WebAddress
from reader.core.errors import PostilError
from reader.core.models import Annotation, AnnotationSort, Color, Group, Sort, TagSort, View
from reader.core.text.reading.footnotes import Footnote
from reader.core.text.reading.openable_items import Openable
from reader.core.text.reading.reading_cursor import Passage, Passages, Unit
from reader.core.text.reading.sections import SectionProgress
from reader.library.queries.queries import Queries
from reader.operations import articles
from reader.operations.history import History
from reader.services import Services

R = TypeVar("R")

NOWHERE = Context(Pane.LIST, None, (), None, None)


@dataclass
class Part:
    """A part of the window: keeps what was asked of it in the frontend's list, under its name."""

    frontend: "ScriptedFrontend"
    name: str

    def tell(self, act: str, *values: Any) -> None:
        self.frontend.done.append((f"{self.name}.{act}", *values))


class Rows(Part):
    """Keeps RowList, RowSelection and ArticleList."""

    def step(self, delta: int, by: By = "row", *, extend: bool = False) -> None:
        self.tell("step", delta, *(() if by == "row" and not extend else (by, extend)))

    def select(self, how: str) -> None:
        self.tell("select", how)

    def open(self, open_id: int | None) -> None:
        self.tell("open")

    def select_returned(self, article_ids: Collection[int]) -> None:
        """Selects nothing: the list of these tests has a selection of its own."""

    def show_next_unread(self) -> bool:
        self.tell("show_next_unread")
        return True

    @property
    def order(self) -> tuple[Sort, bool]:
        return self.frontend.order

    @property
    def is_search(self) -> bool:
        return self.frontend.is_search

    @property
    def query(self) -> str:
        return self.frontend.query

    def search(self, query: str) -> None:
        self.tell("search", query)

    def sort(self, sort: Sort, is_descending: bool) -> None:
        self.tell("sort", sort, is_descending)


class Text(Part):
    """Keeps ReadingText, Opener, Caret and Reading."""

    @property
    def opener(self) -> "Text":
        return Text(self.frontend, "opener")

    @property
    def shown_note(self) -> Footnote | None:
        return None

    def openables(self) -> Sequence[Openable]:
        return ()

    def open(self, one: Openable) -> None:
        self.tell("open", one)

    def close(self) -> bool:
        return False

    def go_to_link(self, address: str) -> None:
        self.tell("go_to_link", address)

    def words_of(self, span: tuple[int, int]) -> str:
        return self.frontend.passage

    @property
    def caret(self) -> "Text":
        return Text(self.frontend, "caret")

    def toggle(self) -> None:
        self.tell("toggle")

    def move_cursor(self, unit: Unit, steps: int, *, extend: bool = False) -> None:
        self.tell("move_cursor", unit, steps, extend)

    def grow_cursor(self, steps: int) -> None:
        self.tell("grow_cursor", steps)

    @property
    def passage(self) -> Passage | None:
        return None

    @property
    def whole_passages(self) -> Passages | None:
        return self.frontend.whole_passages

    def anchor_offset(self) -> int:
        return 0

    def section_progress(self) -> Sequence[SectionProgress]:
        return ()

    def jump_to(self, offset: int, unit: Unit = Unit.SENTENCE) -> None:
        self.tell("jump_to", offset, *([] if unit is Unit.SENTENCE else [unit]))

    def set_passage(self, passage: Passage | None) -> None:
        self.tell("set_passage", *(passage.span if passage else ()))

    def take_passage(self, passage: Passage | None) -> None:
        self.tell("take_passage", *(passage.span if passage else ()))

    def show_toolbar(self) -> None:
        self.tell("show_toolbar")

    @property
    def printed_pages(self) -> Sequence[tuple[str, int]]:
        return self.frontend.printed_pages

    def show_printed_page(self, *, is_beside: bool) -> None:
        self.tell("show_printed_page", is_beside)

    def show_hints(self) -> None:
        self.tell("show_hints")

    def scroll_table(self, direction: int) -> bool:
        self.tell("scroll_table", direction)
        return True

    def turn_page(self, direction: int) -> bool:
        self.tell("turn_page", direction)
        return self.frontend.has_more

    def go_to(self, annotation_id: int) -> None:
        self.tell("go_to", annotation_id)

    def go_to_place(self, article_id: int, place: int) -> None:
        self.tell("go_to_place", article_id, place)

    def go_to_edge(self, direction: int) -> None:
        self.tell("go_to_edge", direction)

    def passage_text(self) -> str:
        return self.frontend.passage

    def passage_place(self) -> str:
        return ""

    def preview(
        self, article_id: int, start: int, end: int, color: Color
    ) -> AbstractContextManager[None]:
        self.frontend.previewed.append((article_id, start, end, color))
        return nullcontext()


class Notes(Part):
    """Keeps NoteDrafts."""

    def adopt(self, new: Annotation, annotation_id: int) -> None:
        if self.frontend.has_draft:
            self.tell("adopt", new.exact, annotation_id)


class Page(Part):
    """Keeps TagList and HighlightList."""

    @property
    def query(self) -> str:
        return self.frontend.query

    @property
    def listed_ids(self) -> Sequence[int]:
        return self.frontend.listed

    def narrow(self, query: str) -> None:
        self.tell("narrow", query)

    def sort(self, sort: TagSort | AnnotationSort) -> None:
        self.tell("sort", sort)

    def show_tag(self, name: str) -> None:
        self.tell("show_tag", name)


class Panes(Part):
    """Keeps PaneFocus."""

    def focus_pane(self, pane: Pane) -> None:
        self.tell("focus_pane", pane)

    def cycle_pane(self, direction: int) -> None:
        self.tell("cycle_pane", direction)

    def focus_filter(self) -> None:
        self.tell("focus_filter")

    def toggle_panel(self, pane: Pane) -> None:
        self.tell("toggle_panel", pane)

    def toggle_contents(self) -> bool:
        self.tell("toggle_contents")
        return True

    def go_to_section(self) -> None:
        self.tell("go_to_section")

    def toggle_focus_mode(self) -> bool:
        self.tell("toggle_focus_mode")
        return False

    def leave_focus_mode(self) -> None:
        self.tell("leave_focus_mode")


class Work(Part):
    """Keeps BackgroundTasks."""

    def add(self, items: Sequence[Path | Source | WebAddress]) -> None:
        self.tell("add", tuple(items))

    def read_again(
        self, articles: Sequence[tuple[int, str]], path: Path | None, *, is_fetched: bool = False
    ) -> None:
        self.tell("read_again", tuple(articles), path, *(("fetched",) if is_fetched else ()))

    def export(
        self, ids: Sequence[int], path: Path, kind: str, *, is_of_annotations: bool = False
    ) -> None:
        self.tell("export_annotations" if is_of_annotations else "export", tuple(ids), path, kind)

    def copy(self, ids: Sequence[int], kind: str, *, is_of_annotations: bool = False) -> None:
        self.tell("copy_annotations" if is_of_annotations else "copy", tuple(ids), kind)


class Backups(Part):
    """Keeps Backups."""

    def make(self) -> None:
        self.tell("make")

    def repair(self) -> None:
        self.tell("repair")

    def make_first(self, act: Callable[[], None]) -> None:
        self.tell("make_first")
        act()


class Feeds(Part):
    """The panel of views and the feeds in it."""

    def toggle(self) -> None:
        self.tell("toggle")

    def focus(self) -> None:
        self.tell("focus")

    def expand(self, group: Group) -> None:
        self.tell("expand", group)

    def choose(self) -> None:
        self.tell("choose")

    def fold(self, is_open: bool) -> None:
        self.tell("fold", is_open)

    def subscribe(self, address: str) -> None:
        self.tell("subscribe", address)

    def refresh(self, ids: Sequence[int] = ()) -> None:
        self.tell("refresh", *ids)

    def take_list(self, path: Path) -> None:
        self.tell("take_list", path)

    def write_list(self, path: Path) -> None:
        self.tell("write_list", path)


class Printing(Part):
    """Keeps Printing."""

    def preview(self, ids: Sequence[int]) -> None:
        self.tell("preview", tuple(ids))


class Speech(Part):
    """Keeps Speech."""

    def toggle(self) -> None:
        self.tell("toggle")

    def stop(self) -> None:
        self.tell("stop")

    def change_rate(self, steps: int) -> int:
        self.tell("change_rate", steps)
        return steps

    def choose_voice(self) -> None:
        self.tell("choose_voice")


class Receiving(Part):
    """Keeps PageReceiving."""

    def start(self) -> None:
        self.tell("start")

    def stop(self) -> None:
        self.tell("stop")

    def renew(self) -> None:
        self.tell("renew")

    def show_bookmarklet(self) -> None:
        self.tell("show_bookmarklet")


class Queue(Part):
    """Keeps LongWork: does everything at once."""

    def run_query(
        self, label: str, query: Callable[[Queries], R], success: Callable[[R], None]
    ) -> None:
        assert self.frontend.app is not None
        self.frontend.done.append(("run_query", label))
        success(query(self.frontend.app.queries))

    def run_operation(
        self, label: str, operation: Callable[[History], R], success: Callable[[R], None]
    ) -> None:
        assert self.frontend.app is not None
        self.frontend.done.append(("run_operation", label))
        success(operation(self.frontend.app.history))

    def run_change(
        self,
        label: str,
        count: int,
        operation: Callable[[History], R],
        success: Callable[[R], None],
    ) -> None:
        assert self.frontend.app is not None
        success(operation(self.frontend.app.history))


@dataclass
class ScriptedFrontend:
    """Keeps the Frontend protocol; what was asked, said and done is kept in lists."""

    answers: list[Answer] = field(default_factory=list)
    asked: list[Prompt] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    done: list[tuple[Any, ...]] = field(default_factory=list)
    previewed: list[tuple[int, int, int, Color]] = field(default_factory=list)
    has_draft: bool = False  # of a note on a passage
    known: list[str] = field(default_factory=list)  # what each note was when it was asked for
    present: Context = NOWHERE
    passage: str = ""
    printed_pages: tuple[tuple[str, int], ...] = ()
    whole_passages: Passages | None = None
    pasted: Source | Sequence[Path] | None = None
    has_more: bool = True
    app: Services | None = None  # for what is done aside
    listed: Sequence[int] = ()
    query: str = ""
    order: tuple[Sort, bool] = Sort.ADDED, True
    is_search: bool = False

    def __post_init__(self) -> None:
        self.list, self.selection = Rows(self, "list"), Rows(self, "selection")
        self.articles = Rows(self, "articles")
        self.cursor, self.text = Text(self, "cursor"), Text(self, "text")
        self.reading, self.panes = Text(self, "reading"), Panes(self, "panes")
        self.tags, self.highlights = Page(self, "tags"), Page(self, "highlights")
        self.notes, self.work = Notes(self, "notes"), Work(self, "work")
        self.backups, self.queue = Backups(self, "backups"), Queue(self, "queue")
        self.printing, self.speech = Printing(self, "printing"), Speech(self, "speech")
        self.receiving, self.feeds = Receiving(self, "receiving"), Feeds(self, "feeds")

    def context(self) -> Context:
        return self.present

    def ask(self, prompt: Prompt, on_answer: Callable[[Answer], None]) -> None:
        self.asked.append(prompt)
        answer = self.answers.pop(0)
        if isinstance(prompt, NotePrompt) and isinstance(answer, str):
            self.known.append(prompt.writing.saved)
            prompt.writing.save(answer, even_empty=True)
        on_answer(answer)

    def drop_typing(self) -> None:
        self.done.append(("drop_typing",))

    def find(self, direction: int) -> None:
        self.done.append(("find", direction))

    def refresh_strip(self) -> None:
        self.done.append(("refresh_strip",))

    def notify(self, text: str, *, can_undo: bool = False, answer: Action | None = None) -> None:
        self.said.append(text)
        self.done.append(("notify", can_undo))

    def fail(self, what: str | PostilError) -> None:
        self.failed.append(str(what))

    def show_view(self, view: View) -> None:
        self.done.append(("show_view", view))

    def show_article(self, article_id: int) -> None:
        self.done.append(("show_article", article_id))

    def open_annotation(self, annotation_id: int) -> None:
        self.done.append(("open_annotation", annotation_id))

    def go_forward(self) -> bool:
        self.done.append(("go_forward",))
        return False

    def go_back(self) -> bool:
        self.done.append(("go_back",))
        return False

    def release(self) -> bool:
        self.done.append(("release",))
        return True

    def show_page(self, pane: Pane) -> None:
        self.done.append(("show_page", pane))

    def close_page(self) -> None:
        self.done.append(("close_page",))

    def review_annotation(self, annotation_id: int) -> None:
        self.done.append(("review_annotation", annotation_id))

    def act_on_page(self, name: str) -> None:
        self.done.append(("act_on_page", name))

    def show_articles(self, query: str) -> None:
        self.done.append(("show_articles", query))

    def begin_count(self) -> None:
        self.done.append(("begin_count",))

    def open_menus(self) -> None:
        self.done.append(("open_menus",))

    def toggle_full_screen(self) -> None:
        self.done.append(("toggle_full_screen",))

    def faces(self) -> Sequence[str]:
        return ("Literata", "Noto Sans")

    def show_logs(self) -> None:
        self.done.append(("show_logs",))

    def apply_settings(self) -> None:
        self.done.append(("apply_settings",))

    def show_palette(self) -> None:
        self.done.append(("show_palette",))

    def show_keys(self) -> None:
        self.done.append(("show_keys",))

    def show_about(self) -> None:
        self.done.append(("show_about",))

    def open_link(self, address: str) -> None:
        self.done.append(("open_link", address))

    def copy_text(self, text: str, html: str = "") -> None:
        self.done.append(("copy_text", text, html))

    def clipboard(self) -> Source | Sequence[Path | WebAddress] | None:
        return self.pasted

    def quit(self) -> None:
        self.done.append(("quit",))


def add(history: History, title: str, *paragraphs: str) -> int:
    """Keep an article without a step; its id."""
    html = "".join(f"<p>{text}</p>" for text in paragraphs)
    source = Source(f"{title}\n{html}".encode(), f"{title}.html", f"/tmp/{title}.html")
    draft = Draft(title, html, source, "test/1", "text/html")
    return history.write(articles.add_many, [draft])[0].article_id


class Desk:
    """A library, what is looked at in it, and a frontend that is new for each command."""

    def __init__(self, app: Services) -> None:
        self.app = app
        self.context = NOWHERE
        self.frontend = ScriptedFrontend()
        self.session = RememberedTags()

    def add(self, title: str, *paragraphs: str) -> int:
        """Keep an article without a step; its id."""
        return add(self.app.history, title, *paragraphs)

    def look(
        self,
        pane: Pane = Pane.READING,
        article: int | None = None,
        selected: tuple[int, ...] = (),
        words: str = "",
        annotation: int | None = None,
    ) -> None:
        """Look at an article; ``words`` are the passage, ``annotation`` the highlight aimed at."""
        target = None
        if article is not None and annotation is not None:
            one = self.app.queries.annotation(annotation)
            target = Target(article, one.start or 0, one.end or 0, annotation, "highlight")
        elif article is not None and words:
            start = self.text(article).index(words)
            target = Target(article, start, start + len(words), None, "sentence")
        self.context = Context(pane, article, selected, target, annotation)

    def run(self, name: str, *answers: Answer, count: int = 1, **frontend: Any) -> ScriptedFrontend:
        """Run a command with these answers; all of them must have been asked for."""
        app = self.app
        self.frontend = ScriptedFrontend(list(answers), present=self.context, app=app, **frontend)
        services = (app.queries, app.history, app.settings, self.frontend)
        call = Call(*services, self.context, present_keys(), count, self.session)
        command_runner.run(BY_ID[name], call)
        assert self.frontend.answers == [], "not every answer was asked for"
        return self.frontend

    def text(self, article: int) -> str:
        """An article's text."""
        return self.app.queries.revision(self.app.queries.article(article).revision_id).text

    def annotations(self, article: int) -> list[Annotation]:
        """An article's annotations."""
        return self.app.queries.annotations(article)

    def aim_at(self, annotation: int) -> None:
        """Put the reading cursor on a highlight."""
        one = self.app.queries.annotation(annotation)
        self.look(article=one.article_id, annotation=annotation)

    def leave_article(self) -> None:
        """Have nothing open."""
        self.context = NOWHERE
