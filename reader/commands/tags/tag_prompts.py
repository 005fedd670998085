"""Creates the prompt for adding and removing tags, with suggestions."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from reader.commands.command import Call
from reader.commands.prompt_types import TagPrompt
from reader.core.models import Tag
from reader.core.tags.tag_names import place_of

if TYPE_CHECKING:
    from reader.core.tags.tag_suggestions import Subject, Suggestion

_BEGINNING = 2_000  # characters of a text that tags are looked for in


def tag_prompt(
    call: Call,
    title: str,
    ids: Sequence[int],
    *,
    are_articles: bool,
    subject: "Callable[[], Subject] | None" = None,
) -> TagPrompt:
    """Returns the question which tags go on and off, with what is on all and on some of them.

    What tags are suggested for is asked only when the question is already to be seen.
    """
    found = call.queries.tags(place_of(are_articles))
    counts = call.queries.tags_on(ids, are_articles=are_articles) if ids else {}
    present = tuple(name for name, count in counts.items() if count == len(set(ids)))
    partly = tuple(name for name, count in counts.items() if count < len(set(ids)))
    if subject is None:
        return TagPrompt(title, found, present, partly)
    likely = partial(_suggestions, call, subject, found)
    return TagPrompt(title, found, present, partly, suggest=likely)


def _suggestions(
    call: Call, subject: "Callable[[], Subject]", found: Sequence[Tag]
) -> "tuple[Suggestion, ...]":
    # start-up time: not needed to paint the window
    from reader.core.tags.tag_suggestions import suggest

    about = subject()
    return tuple(suggest(about, found, call.queries.tag_evidence(about)))


def passage_subject(
    call: Call, article_id: int, text: str, annotation_id: int | None = None
) -> "Subject":
    """Returns what tags are suggested for: a passage, or a highlight when its id is given."""
    from reader.core.tags.tag_suggestions import Subject  # start-up time: see tag_prompt

    article = call.queries.article(article_id)
    on = call.queries.annotation(annotation_id).tags if annotation_id is not None else ()
    return Subject(text[:_BEGINNING], article.title, on, article.tags, article_id, annotation_id)


def article_subject(call: Call, article_id: int) -> "Subject":
    """Returns what tags are suggested for: an article, by its title and beginning."""
    from reader.core.tags.tag_suggestions import Subject  # start-up time: see tag_prompt

    article = call.queries.article(article_id)
    return Subject(article.excerpt[:_BEGINNING], article.title, article.tags)
