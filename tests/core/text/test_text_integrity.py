"""A text and its page: damaged, or still what they were."""

import hashlib

from reader.core.text.canonical_text import NORMALISER, read_html
from reader.core.text.text_integrity import is_page_damaged, is_text_damaged

HTML = "<h2>Fog &amp; rain</h2><p>It <b>lifted</b> at ten.</p>"
TEXT = read_html(HTML).text


def test_a_text_is_what_its_hash_says() -> None:
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    assert not is_text_damaged(TEXT, digest)
    assert is_text_damaged(TEXT.replace("ten", "two"), digest)
    assert is_text_damaged(TEXT.encode(), digest)  # as what is no UTF-8 any more is read
    assert is_text_damaged(None, digest)


def test_a_page_has_the_words_of_its_text_in_its_blocks() -> None:
    assert not is_page_damaged(HTML, TEXT, NORMALISER)
    assert not is_page_damaged(HTML.replace("&amp;", "&#38;"), TEXT, NORMALISER)
    assert is_page_damaged(HTML.replace("ten", "two"), TEXT, NORMALISER)
    assert is_page_damaged(HTML.encode(), TEXT, NORMALISER)
    assert is_page_damaged(HTML, None, NORMALISER)
    assert not is_page_damaged(HTML.replace("ten", "two"), TEXT, "of earlier")
