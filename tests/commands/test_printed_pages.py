"""Going to a printed page by its label."""

import pytest

from reader.commands.prompt_types import TextPrompt
from reader.core.errors import InvalidInput
from reader.core.text.canonical_text import read_html
from reader.core.text.reading.reading_cursor import Passages, Unit
from tests.commands.scripted import Desk
from tests.each import each

PAGES = (("iv", 0), ("A-1", 40), ("2", 90), ("2", 120))


def test_a_page_is_found_by_its_label_however_it_is_typed(desk: Desk) -> None:
    number = desk.add("Of limes", "Words.")
    desk.look(article=number, words="Words.")
    done = desk.run("text.go_to_page", " a-1 ", printed_pages=PAGES)
    assert ("text.jump_to", 40) in done.done
    (prompt,) = done.asked
    assert isinstance(prompt, TextPrompt)
    assert prompt.hint == "now on page iv"
    assert prompt.preview("2") == "iv to 2"
    with pytest.raises(InvalidInput, match="no page 9; they are iv to 2"):
        prompt.preview("9")
    # Of two pages with one label the first is meant.
    assert ("text.jump_to", 90) in desk.run("text.go_to_page", "2", printed_pages=PAGES).done


def test_a_text_without_pages_says_so(desk: Desk) -> None:
    number = desk.add("Of limes", "Words.")
    desk.look(article=number, words="Words.")
    done = desk.run("text.go_to_page")
    assert done.said == ["This text does not know the pages it was printed on."]


@each(
    ("page", "words", "unit"),
    [
        ("1", "The first", Unit.SENTENCE),
        ("2", "The second", Unit.SENTENCE),  # after the end of one that begins on page 1
        ("3", "takes", Unit.WORD),  # where none begins
        ("4", "The last", Unit.SENTENCE),
    ],
)
def test_the_first_sentence_that_begins_on_a_page_is_gone_to(
    desk: Desk, page: str, words: str, unit: Unit
) -> None:
    text = read_html("<p>The first ends overleaf. The second takes a page.</p><p>The last.</p>")
    starts = [0, *(text.text.index(words) for words in ("overleaf", "takes", "page."))]
    number = desk.add("Of limes", text.text)
    desk.look(article=number, words="The first")
    pages = tuple((str(n), at) for n, at in enumerate(starts, 1))
    done = desk.run(
        "text.go_to_page", page, printed_pages=pages, whole_passages=Passages(text)
    ).done
    ((_name, offset, *others),) = [one for one in done if one[0] == "text.jump_to"]
    assert text.text[offset:].startswith(words)
    assert others == ([] if unit is Unit.SENTENCE else [unit])
