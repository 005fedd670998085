"""What a word of a query may be completed to."""

from reader.core.query.completion import completing
from reader.core.query.query_printing import tag_term


def completions(text: str, at: int, tags: tuple[str, ...]) -> tuple[str, ...]:
    return completing(text, at, tags)[1]


def test_what_is_offered() -> None:
    assert completions("ta", 2, ()) == ("tag:",)
    assert completions("fox -has", 8, ()) == ("-has:note", "-has:highlight", "-has:tag")
    assert completions("tag:m", 5, ("method", "music", "a")) == ("tag:method", "tag:music")
    assert completions("tag:ch", 6, ("chapter 2",)) == ('tag:"chapter 2"',)
    assert completions("color:p", 7, ()) == ("color:pink", "color:purple")
    assert completions("has:note", 8, ()) == ()
    assert completions("fox ", 4, ()) == ()
    assert completions("zeb", 3, ()) == ()
    assert completing("one two", 3, ())[0] == 0


def test_tags_with_spaces_and_quotation_marks_are_offered() -> None:
    names = ('say "hi"', "say hello", "other")
    both = (tag_term(names[0]), tag_term(names[1]))
    assert completing('tag:"say', 8, names) == (0, both)
    assert completing('x tag:"say h', 12, names) == (2, both[1:])
    assert completing("tag:say h", 9, names) == (0, both[1:])
    assert completing("tag:other h", 11, names) == (10, ("has:note", "has:highlight", "has:tag"))
    assert completing('(tag:"say \\"h', 13, names) == (1, both[:1])
    assert completing('tag:"one two', 12, ())[0] == 0
    assert completing("(one", 4, ())[0] == 1


def test_words_of_a_query_for_articles_are_completed() -> None:
    assert completing("fox is:un", 9, ()) == (4, ("is:unread",))
    assert completing("ti", 2, ()) == (0, ("title:",))
    assert completing("tag:me", 6, ("method", "music")) == (0, ("tag:method",))
    assert completing("color:gr", 8, ())[1] == ("color:green", "color:grey")
    assert completions("added:", 6, ())[:2] == ("added:today", "added:yesterday")
    assert completions("colour:pu", 9, ()) == ("colour:purple",)
    assert completions("is:la", 5, ()) == ("is:later",)
