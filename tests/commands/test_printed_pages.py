"""Going to a printed page by its label."""

import pytest

from reader.commands.prompt_types import TextPrompt
from reader.core.errors import InvalidInput
from tests.commands.scripted import Desk

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
