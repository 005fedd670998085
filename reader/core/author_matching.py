"""Determines whether two author names, as two programs write them, may mean the same author."""


def may_be_same_author(author: str, other: str) -> bool:
    """Returns whether two names may be of one author: they share a word, or one is not known."""
    one, two = (
        {word for word in name.casefold().replace(",", " ").split() if len(word) > 1}
        for name in (author, other)
    )
    return not one or not two or not one.isdisjoint(two)
