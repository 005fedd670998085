"""Edits that pages undergo, each made small: the borders of a place, guesses that are none, flags."""

from reader.core.anchoring.reanchoring import Reanchorer
from reader.core.anchoring.selectors import describe
from reader.core.models import Status

FILLER = "\n\n".join(
    f"Chapter {n} tells of {thing}, and of what the keeper of the pier said about it in winter {n}."
    for n, thing in enumerate(("ropes", "lanterns", "tides", "salt", "gulls", "oars"), 31)
)
OTHERS = "\n\n".join(
    f"Nothing of the former text is left where {thing} is sold by weight, least of all its words."
    for thing in ("butter", "coal", "sugar", "wool", "tea", "paper", "glass", "tin")
)

LATER = "\n\n".join(
    f"Whoever rows beyond {thing} at dusk owes the widow of the first pilot a cup of barley."
    for thing in ("Gull Rock", "the bar", "Cape Low", "the old mole", "both buoys")
)


def found(old: str, quote: str, new: str, at: int = 0) -> tuple[str | None, Status]:
    """What the quote became; at: which of its occurrences is marked."""
    start = -1
    for _occurrence in range(at + 1):
        start = old.index(quote, start + 1)
    place = Reanchorer(old, new).find(describe(old, start, start + len(quote)))
    text = None if place.start is None else new[place.start : place.end]
    return text, place.status


def test_first_words_before_an_insertion_stay_in_the_place() -> None:
    quote = "Harbours need a pilot with patience and dry boots."
    new = quote.replace("Harbours", "All harbours facing north now")
    text, _status = found(f"{quote}\n\n{FILLER}", quote, f"{new}\n\n{FILLER}")
    assert text == "harbours facing north now need a pilot with patience and dry boots."


def test_first_words_stay_when_a_word_of_the_passage_was_put_in_twice() -> None:
    quote = "to check lanterns before sunset twice."
    old = f"{FILLER} Every keeper is bound, alas, {quote} Boats come late.\n\n{OTHERS}"
    new = old.replace(
        f"alas, {quote}", "to check lanterns and wicks of lanterns before sunset twice."
    )
    text, status = found(old, quote, new)
    assert text == "to check lanterns and wicks of lanterns before sunset twice."
    assert status is Status.REVIEW


def test_last_words_after_an_insertion_stay_in_the_place() -> None:
    quote = "The council of the island pays the pilot of the northern pier in spring and in kind."
    old = f"{FILLER}\n\n{quote} Always did.\n\n{OTHERS}"
    new = old.replace(
        "in spring and in kind. Always did.", "more than most. Some think badly of it and in kind."
    )
    text, _status = found(old, quote, new)
    assert text is not None
    assert text.startswith("The council of the island")
    assert text.rstrip(".").endswith("and in kind")


def test_an_address_at_the_end_is_not_cut() -> None:
    old = f"{FILLER}\n\nFor the tables, see <http://tides.example/tables/>."
    new = old.replace("http:", "https:").replace("tables/>", "tables/spring-2.1.txt>")
    new += "\n\nhttps://tides.example/other-1.0.txt[plain]."
    text, _status = found(old, "For the tables, see <http://tides.example/tables/>.", new)
    assert text == "For the tables, see <https://tides.example/tables/spring-2.1.txt>."


def test_what_is_joined_to_a_word_at_an_edge_is_taken_in_and_told() -> None:
    for quote, became in (
        ("The pier costs the island 1,200", "The pier costs the island 1,200.50"),
        ("200 pilots came to the pier", "1,200 pilots came to the pier"),
        ("the rope of the northern pilot", "the rope of the northern pilot’s"),
        ("rope makers who left the island", "wire-rope makers who left the island"),
        ("Copy all tables from docs/tides", "Copy all tables from docs/tides/v2/spring.md"),
    ):
        old = f"{FILLER}\n\nHere {quote} again.\n\n{OTHERS}"
        text, status = found(old, quote, old.replace(quote, became))
        assert text == became
        assert status is not Status.EXACT


def test_marks_that_join_no_words_do_not_widen_a_place() -> None:
    quote = "the lamps of the northern pier"
    old = f"{FILLER}\n\nLight {quote} first\n\n{OTHERS}"
    for put in ("—the red ones—first", ". Then first", ",and those first", "/ first"):
        new = old.replace(f"{quote} first", f"{quote}{put}")
        assert found(old, quote, new) == (quote, Status.EXACT), put


def test_a_link_at_the_start_is_not_cut() -> None:
    quote = "(See <<the_tide_tables>> for more on how the pilots of the island read their tables.)"
    old = f"{quote}\n\n{FILLER}"
    new = old.replace("(See <<the_tide_tables", "See <<p10-tide-tables#p10-tide-tables")
    new = new.replace("their tables.)", "their tables.")
    text, _status = found(old, quote, new)
    assert text is not None
    assert text.startswith("See <<p10")
    assert text.rstrip(".").endswith("read their tables")


def test_other_words_in_the_place_of_the_last_ones_are_told() -> None:
    quote = "Each boat is to be moored by two ropes at the pier of the harbour by noon daily."
    old = f"{FILLER}\n\n{quote} Keepers see to that.\n\n{OTHERS}"
    new = old.replace("by noon daily. Keepers", "whenever anybody cares; watchmen")
    _text, status = found(old, quote, new)
    assert status is Status.REVIEW


def test_words_that_fell_out_at_an_edge_are_no_reason_for_a_flag() -> None:
    quote = "Each boat is to be moored by two ropes at the northern pier, and soon."
    old = f"{FILLER}\n\n{quote}\n\n{OTHERS}"
    new = old.replace(", and soon.", ".")
    text, status = found(old, quote, new)
    assert (text, status) == (
        "Each boat is to be moored by two ropes at the northern pier.",
        Status.FUZZY,
    )


def test_letters_joined_to_the_last_word_are_taken_in_and_told() -> None:
    old = f"Weather Report\n\n{FILLER}"
    text, status = found(old, "Weather Report", old.replace("Report", "Reports", 1))
    assert (text, status) == ("Weather Reports", Status.FUZZY)


def test_marks_are_no_guess() -> None:
    quote = "The ferry may leave without you; do not wait for a bell."
    old = f"{FILLER}\n\nThe bell is old. {quote}\n\n{OTHERS}"
    new = old.replace(f" is old. {quote}", " is old, and cracked, and rung by nobody since June.")
    assert found(old, quote, new) == (None, Status.ORPHAN)
    translated = old.replace(quote, "Паром уйдёт без вас: не ждите, колокол давно треснул.")
    assert found(old, quote, translated) == (None, Status.ORPHAN)


def test_a_word_inside_another_word_is_no_guess() -> None:
    old = f"Anchor\n\nIron holds what rope cannot.\n\n{FILLER}"
    new = f"{FILLER}\n\nAnchorages are listed at the end of the almanac."
    assert found(old, "Anchor", new) == (None, Status.ORPHAN)


def test_a_common_word_whose_sentence_is_gone_is_no_guess() -> None:
    old = f"{FILLER}\n\nThe brass bell was rung whenever a stranger came ashore.\n\n{OTHERS}"
    new = f"{FILLER}\n\n{OTHERS}\n\nNobody asked whenever he paid."
    assert found(old, "whenever", new) == (None, Status.ORPHAN)


def test_a_heading_is_found_though_its_entry_in_the_contents_is_another_passage() -> None:
    contents = "Contents\nFirst steps\nMoorings\nLast words"
    old = f"{contents}\n\n{FILLER}\n\n{LATER}\n\nMoorings\n\n{LATER.upper()}\n\nIt ends."
    new = f"{contents}\n\n{FILLER}\n\n{OTHERS}!\n\nMoorings\n\n{OTHERS[::-1]}\n\nIt ends."
    start = old.rindex("Moorings")
    place = Reanchorer(old, new).find(describe(old, start, start + len("Moorings")))
    assert place.start == new.rindex("Moorings")


def test_a_heading_that_got_another_number_is_found() -> None:
    old = f"1 Ropes\n2 Moorings\n\n{FILLER}\n\n2 Moorings\n\n{LATER}"
    new = f"1 Ropes\n2 Tools\n3 Moorings\n\n{FILLER}\n\n2 Tools\n\n{OTHERS}\n\n3 Moorings\n\n{OTHERS.upper()}"
    start = old.rindex("Moorings")
    place = Reanchorer(old, new).find(describe(old, start, start + len("Moorings")))
    assert place.start == new.rindex("Moorings")


def test_a_list_entry_is_found_when_its_neighbours_were_marked_up() -> None:
    start = f"How lanterns/ is filled.\n{FILLER}\nTake along:\n"
    old = f"{start}books/almanac/ and almanac.txt\nlanterns/\n{LATER}\nThe end."
    new = f"{start}`books/almanac/` and `almanac.txt`\n`lanterns/`\n{OTHERS}\nThe end."
    at = old.rindex("lanterns/")
    place = Reanchorer(old, new).find(describe(old, at, at + len("lanterns/")))
    assert place.start == new.rindex("lanterns/")


def test_a_word_that_begins_every_line_is_found_on_its_own_line() -> None:
    names = ("hoist(rope) raises a sail", "lower(rope) takes a sail down", "reef(n) makes it less")
    old = f"{FILLER}\n\n" + "\n".join(f"sail.{name}" for name in names)
    new = f"{OTHERS}\n\n" + "\n".join(f"sail.{name}" for name in (names[2], names[1], names[0]))
    for at, name in enumerate(names):
        start = old.index(f"sail.{name}")
        place = Reanchorer(old, new).find(describe(old, start, start + 4))
        assert place.start == new.index(f"sail.{name}"), at


def test_a_sentence_of_which_half_stands_in_a_text_that_became_another_is_a_guess() -> None:
    quote = "A keeper who has not seen the lamp lit shall row out and light it before night falls."
    old = f"{quote}\n\n{FILLER}"
    kept = "A keeper who has not seen the lamp lit shall send the boy"
    text, status = found(old, quote, f"{OTHERS}\n\n{kept}.\n\n{OTHERS.upper()}")
    assert text is not None
    assert text.rstrip(".") in kept
    assert "keeper who has not seen the lamp lit" in text
    assert status is Status.REVIEW


def test_a_guess_that_lost_the_edge_of_its_line_reaches_to_the_edge_of_the_line() -> None:
    for quote, became in (
        (
            "- Never moor two boats by one rope in spring.",
            "* Never moor two boats by one rope in May.",
        ),
        (
            "Never leave the pier while the lamp is lit.",
            "Never leave the pier while the lamp is on fire.",
        ),
        (
            "for boat in boats(moored=True): row(boat, fast=True)",
            "for boat in boats(moored=True): row(boat, fast=False)",
        ),
    ):
        new = f"{OTHERS}\n\n{became}\n\n{OTHERS.upper()}"
        assert found(f"{FILLER}\n\n{quote}", quote, new) == (became, Status.REVIEW)


def test_a_guess_does_not_reach_to_what_is_much_more_than_it_lost() -> None:
    quote = "Never leave the pier while the lamp is lit."
    kept = "Never leave the pier while the lamp is"
    more = "kindled by one of the widows, who had better stay on the island than row to the shore."
    text, status = found(
        f"{FILLER}\n\n{quote}", quote, f"{OTHERS}\n\n{kept} {more}\n\n{OTHERS.upper()}"
    )
    assert (text, status) == (kept, Status.REVIEW)


def test_a_guess_over_several_lines_takes_in_no_more_of_them() -> None:
    quote = "Rowing is not for the weak.\n\nNever leave the pier while the lamp is lit at night."
    became = "Rowing at dawn is not for the weak.\n\nNever leave the pier while the lamp is"
    new = f"{OTHERS}\n\n{became} old\n\n{OTHERS.upper()}"
    assert found(f"{FILLER}\n\n{quote}", quote, new) == (became, Status.REVIEW)


def test_a_guess_does_not_begin_on_the_line_before() -> None:
    old = f"Questions mark-ups everywhere.\n\nFirst Second Third\n\n{FILLER}"
    new = f"Other sections\nMark ups everywhere\n\n{OTHERS}\n\n{FILLER}"
    text, _status = found(old, "Questions mark-ups everywhere", new)
    assert text in {"Mark ups everywhere", None}


def test_something_else_nearby_is_no_reason_for_a_flag() -> None:
    quote = "Register of the moorings and of the pilots"
    old = f"{quote} so.\n\nFrom, by and to whom they were let.\n"
    between = "The names of the owners are kept by the clerk of the pier and of the landing stage."
    new = old.replace(" so.\n\n", f" so.\n\n{between}\n\n")
    assert found(old, quote, new) == (quote, Status.EXACT)


def test_one_word_for_another_is_no_reason_for_a_flag() -> None:
    quote = "That does not happen often in a Norwegian::set of nets."
    old = f"{FILLER}\n\n{quote} Fishermen: see page 4.\n\n{OTHERS}"
    new = old.replace("::set of", "::trawl of")
    assert found(old, quote, new) == (quote.replace("::set", "::trawl"), Status.FUZZY)


def test_a_word_for_a_word_is_no_reason_for_a_flag_however_long_or_near_the_edge() -> None:
    for quote, word, other in (
        ("That does not happen often in a Norwegian::set of nets.", "::set", "::sorted_map"),
        ("When a rope tears, write a yellow card.", "card", "letter"),
        ("每个水手早晨都要检查码头旁边的渔船。", "渔船", "灯塔"),
    ):
        old = f"{FILLER}\n\n{quote} Fishermen: see page 4.\n\n{OTHERS}"
        changed = quote.replace(word, other)
        assert found(old, quote, old.replace(quote, changed)) == (changed, Status.FUZZY)


def test_a_sentence_that_moved_keeps_its_first_word() -> None:
    quote = "The green barrel watched the green island, and no rope burned the island."
    stays = "The old bridge sold the rope."
    passed = "The rope painted the bridge, and no river lowered the narrow storm."
    old, new = f"{stays}\n\n{passed}\n\n{quote}", f"{stays} {quote}\n\n{passed}"
    assert found(old, quote, new) == (quote, Status.EXACT)


def test_a_guess_of_few_words_gives_way_to_all_of_them() -> None:
    quote = "The northern pier sold the storm."
    stays = "The wet bridge closed the widow, and that pier kept the salt."
    last = "The patient harbour carried the storm."
    old, new = f"{quote}\n\n{stays}\n\n{last}", f"{stays}\n\n{last} {quote}"
    assert found(old, quote, new) == (quote, Status.REVIEW)
