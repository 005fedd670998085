"""Compares the highlights that an exported page or book brings back with those it was made of."""

from reader.core.anchoring.file_mark_placing import placed
from reader.core.article_draft import Draft
from reader.core.models import Annotation
from reader.core.text.canonical_text import read_html


def highlights(draft: Draft) -> dict[str, tuple[str, str, str, tuple[str, ...]]]:
    text = read_html(draft.html).text
    return {
        one.mark.name: (
            text[one.start : one.end] if one.start is not None else one.mark.quote,
            one.mark.color,
            one.mark.note,
            one.mark.tags,
        )
        for one in placed(draft.marks, text)
    }


def expected(one: Annotation) -> tuple[str, str, str, tuple[str, ...]]:
    return one.exact, one.color.value, one.note, one.tags
