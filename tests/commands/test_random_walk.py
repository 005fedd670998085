"""Whatever commands a person runs, undoing them all gives the same tables, and redoing them too."""

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from reader.commands.catalogue import CATALOGUE
from reader.commands.command import Call, Command
from reader.commands.command_runner import missing, run
from reader.commands.context import Context, Pane, Target
from reader.commands.keys.active_keymap import present_keys
from reader.commands.prompt_types import (
    Answer,
    ChoicePrompt,
    LeftOutPrompt,
    NotePrompt,
    Prompt,
    TagChoice,
    TagPrompt,
)
from reader.commands.tags.remembered_tags import RememberedTags
from reader.core.article_source import Source, WebAddress
from reader.core.models import View
from reader.operations import adding
from tests.commands.scripted import Desk, ScriptedFrontend, Work
from tests.fault_table import Tally
from tests.library.samples import assert_sound, tables
from tests.undo_steps import next_undo

STEPS = 50
TAGS = ("method", "a/b", "a", "Ärger", "読む")
NOTES = ("why", "", "two\nlines", "𝒳 and so on")
TEXTS = (
    "Apples fall. Bees fly by. Clocks tick.",
    "読むことは楽しい。書くことも楽しい。",
    "Doors 𝒳 close. Engines hum. Fields lie fallow.",
)
# Not walked by: what takes the walk itself back, and what nothing takes back.
APART = frozenset(("undo", "redo", "trash.empty"))
COMMANDS = [command for command in CATALOGUE if command.id not in APART]


class Wanderer(ScriptedFrontend):
    """Answers whatever is asked as chance will have it, and adds at once."""

    def __init__(self, desk: Desk, chance: random.Random) -> None:
        super().__init__(app=desk.app)
        self.work = Adding(self)
        self.desk = desk
        self.chance = chance
        self.pasted = Source(
            f"Pasted {chance.random()}\n\n{chance.choice(TEXTS)}".encode(),
            "clipboard",
            "clipboard",
            "text/plain",
        )

    def ask(self, prompt: Prompt, on_answer: Callable[[Answer], None]) -> None:
        self.asked.append(prompt)
        on_answer(None if self.chance.random() < 0.15 else self.answer(prompt))

    def answer(self, prompt: Prompt) -> Answer:
        """An answer that fits the prompt."""
        chance = self.chance
        if isinstance(prompt, TagPrompt):
            added = tuple(chance.sample(TAGS, chance.randint(0, 2)))
            slots = ((chance.randint(1, 9), chance.choice(TAGS)),)
            removed = prompt.present[:1] + prompt.partly[:1]
            return TagChoice(added, removed, slots if chance.random() < 0.5 else ())
        if isinstance(prompt, NotePrompt):
            return chance.choice(NOTES)
        if isinstance(prompt, ChoicePrompt):
            return chance.choice(list(prompt.choices)).value
        if isinstance(prompt, LeftOutPrompt):
            return tuple(range(chance.randint(0, len(prompt.parts))))
        return None


class Adding(Work):
    """Adds at once."""

    def __init__(self, frontend: "Wanderer") -> None:
        super().__init__(frontend, "work")
        self.wanderer = frontend

    def add(self, items: Sequence[Path | Source | WebAddress]) -> None:
        batch = f"batch {self.wanderer.chance.random()}"
        adding.keep(
            self.wanderer.desk.app.history, [adding.read(item) for item in items], (), batch
        )


class Walk:
    """Runs one command after another on what chance points at."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk = desk
        self.chance = random.Random(seed)
        self.ran: set[str] = set()
        self.session = RememberedTags()

    def step(self) -> None:
        """Run one command that can run here."""
        context = self.look()
        fitting = [command for command in COMMANDS if not missing(command, context, present_keys())]
        writing = [command for command in fitting if command.writes]
        command = self.chance.choice(writing if self.chance.random() < 0.9 else fitting)
        self.run(command, context)

    def run(self, command: Command, context: Context) -> None:
        """Run it, and be told of nothing worse than what a person may do wrong."""
        app = self.desk.app
        frontend = Wanderer(self.desk, self.chance)
        services = (app.queries, app.history, app.settings, frontend)
        run(
            command,
            Call(*services, context, present_keys(), self.chance.choice((1, 1, 2)), self.session),
        )
        self.ran.add(command.id)
        assert all(text.endswith(".") for text in frontend.failed), frontend.failed

    def look(self) -> Context:
        """Something to look at: an article open, some selected, a passage or a highlight."""
        chance, queries = self.chance, self.desk.app.queries
        ids = queries.article_ids(View.ALL) + queries.article_ids(View.TRASH)
        number = chance.choice(ids)
        selected = tuple(chance.sample(ids, chance.randint(1, min(3, len(ids)))))
        marked = queries.annotations(number)
        pane = chance.choice(list(Pane))
        target: Target | None = None
        if marked and (pane is Pane.SIDEBAR or chance.random() < 0.6):
            one = chance.choice(marked)
            target = Target(number, one.start or 0, one.end or 0, one.id, "highlight")
        elif pane is Pane.READING:
            text = self.desk.text(number)
            start = chance.randrange(len(text) - 1)
            end = chance.randint(start + 1, len(text))
            target = Target(number, start, end, None, "sentence")
        every = queries.listed_annotations().ids
        few = tuple(chance.sample(every, min(len(every), chance.randint(1, 4))))
        here = few if pane is Pane.HIGHLIGHTS else ()
        return Context(pane, number, selected, target, here[0] if here else None, here)


@pytest.mark.parametrize("seed", [1, 2, 3, 5, 8])
def test_undoing_everything_gives_the_same_tables(desk: Desk, seed: int, tally: Tally) -> None:
    for number, text in enumerate(TEXTS):
        desk.add(f"Article {number}", text)
    path, history = desk.app.database.path, desk.app.history
    start = tables(path)
    walk = Walk(desk, seed)
    for _step in range(STEPS):
        walk.step()
    full = tables(path)
    assert full != start
    assert len(walk.ran) > 15, walk.ran

    count = 0
    while history.undo():
        count += 1
    assert tables(path) == start
    assert_sound(path)

    for _step in range(count):
        assert history.redo() is not None
    assert history.redo() is None
    assert tables(path) == full

    for _step in range(count // 2):  # half of it back, and on from there
        history.undo()
    half = tables(path)
    top = next_undo(desk.app.queries)
    for _step in range(10):
        walk.step()
    while next_undo(desk.app.queries) != top:
        history.undo()
    assert tables(path) == half
    assert_sound(path)
    tally.count("walk", injected=STEPS)
