"""Titles that several modules of the catalogue share."""

from reader.core.translation import N_

SLOT_TITLES = (
    N_("Tag with key 1"),
    N_("Tag with key 2"),
    N_("Tag with key 3"),
    N_("Tag with key 4"),
    N_("Tag with key 5"),
    N_("Tag with key 6"),
    N_("Tag with key 7"),
    N_("Tag with key 8"),
    N_("Tag with key 9"),
)
ARTICLE_SLOT_TITLES = (
    N_("Tag the article with key 1"),
    N_("Tag the article with key 2"),
    N_("Tag the article with key 3"),
    N_("Tag the article with key 4"),
    N_("Tag the article with key 5"),
    N_("Tag the article with key 6"),
    N_("Tag the article with key 7"),
    N_("Tag the article with key 8"),
    N_("Tag the article with key 9"),
)
