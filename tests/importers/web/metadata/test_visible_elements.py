"""What the classes of an element say of it."""

from reader.importers.web.metadata.visible_elements import (
    ASIDE,
    BYLINE,
    COMMENTS,
    DATE,
    marks_of,
)
from tests.each import each


@each(
    ("classes", "told"),
    [
        ("read-more", ASIDE),
        ("wide more-stories", ASIDE),
        ("more", 0),
        ("furthermore", 0),
        ("meta posted-by", BYLINE | DATE),
        ("ArticleByline", BYLINE),
        ("pub-date", DATE),
        ("disqus_thread", COMMENTS),
        ("prose", 0),
    ],
)
def test_classes_tell_what_is_no_text(classes: str, told: int) -> None:
    assert marks_of(classes) == told
