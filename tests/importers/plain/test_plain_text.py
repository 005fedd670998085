"""Plain text: nothing is lost, and its parts are found whatever the shape it comes in."""

import re
import textwrap
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.core.article_draft import Draft
from reader.core.errors import ImportFailed
from reader.core.text.canonical_text import read_html
from reader.importers.text_cleaning import UNWANTED
from tests.each import each
from tests.importers.allowed import wrong_in
from tests.importers.sources import read_md, read_text

TITLE = "Harbour Council Delays Vote on Ferry Terminal"
CREDIT = "Tomas Ek contributed to this article for Northsea Courier"
BODY = [
    "The harbour council has put off its vote on the new ferry terminal until spring, said its chair.",
    (
        "Members want to see the tide survey, the noise report and the cost of a second berth, which the "
        "builder left out of its first offer. None of these will be ready before March."
    ),
    "Islanders’ groups welcomed the news, though the ferry company did not, and said so at length.",
    "The old pier, it says, “is unlikely to survive another winter,” and the boats need somewhere to go.",
]


def paragraphs(draft: Draft) -> list[str]:
    text = read_html(draft.html).text
    return [part for block in text.split("\n\n") if (part := " ".join(block.split()))]


def wrap(text: str, width: int = 72) -> str:
    return textwrap.fill(text, width, break_on_hyphens=False)


def teaser(length: int, end: str = "...") -> str:
    return " ".join(BODY)[:length] + end


# -- the news wire's shape --------------------------------------------------------------------

SHAPES = {
    "blank lines": [TITLE, teaser(140), TITLE, *BODY, CREDIT],
    "title directly above the lead": [TITLE, teaser(140), f"{TITLE}\n{BODY[0]}", *BODY[1:], CREDIT],
    "hard-wrapped": [wrap(p) for p in (TITLE, teaser(140), TITLE, *BODY, CREDIT)],
    "wrapped, title directly above": [
        TITLE,
        wrap(teaser(140)),
        f"{TITLE}\n{wrap(BODY[0])}",
        *map(wrap, BODY[1:]),
        CREDIT,
    ],
    "no title again": [TITLE, teaser(140), *BODY, CREDIT],
    "teaser first": [teaser(140), TITLE, *BODY, CREDIT],
    "ellipsis character": [TITLE, teaser(140, "…"), TITLE, *BODY, CREDIT],
    "bracketed ellipsis": [TITLE, teaser(140, " [...]"), TITLE, *BODY, CREDIT],
    "read more": [TITLE, teaser(140, "… Read more"), TITLE, *BODY, CREDIT],
    "upper-case repeat": [TITLE, teaser(140), TITLE.upper(), *BODY, CREDIT],
    "rule after the title": [TITLE, teaser(140), TITLE, *BODY, CREDIT],
}


@each("shape", SHAPES)
@each("separator", ["\n\n", "\r\n\r\n", "\r\r", "\n \t\n", "\n\n\n\n"])
def test_wire_shape(shape: str, separator: str) -> None:
    blocks = SHAPES[shape]
    newline = "\r\n" if "\r\n" in separator else separator[0]
    draft = read_text(separator.join(b.replace("\n", newline) for b in blocks))
    if shape != "teaser first":
        assert draft.title == TITLE
        assert not draft.is_title_generated
        assert paragraphs(draft) == [*BODY, CREDIT]
        assert draft.excerpt.startswith(BODY[0])
        assert draft.excerpt.endswith("…")
        assert draft.html.endswith(f"<p><small>{CREDIT}</small></p>")
    assert (draft.byline, draft.site) == ("Tomas Ek", "Northsea Courier")


def test_wire_with_one_line_a_paragraph() -> None:
    draft = read_text("\n".join([TITLE, teaser(140), TITLE, *BODY, CREDIT]))
    assert draft.title == TITLE
    assert paragraphs(draft) == [*BODY, CREDIT]


def test_teaser_that_is_not_cut() -> None:
    draft = read_text("\n\n".join([TITLE, BODY[0], TITLE, *BODY]))
    assert draft.excerpt == BODY[0]
    assert paragraphs(draft) == BODY


@each("length", range(60, 200, 7))
def test_cut_word_of_the_teaser_is_made_whole(length: int) -> None:
    draft = read_text("\n\n".join([TITLE, teaser(length), TITLE, *BODY]))
    assert paragraphs(draft) == BODY
    whole = re.findall(r"\w+", " ".join(BODY))
    told_words = re.findall(r"\w+", draft.excerpt)
    assert whole[: len(told_words)] == told_words


def test_teaser_with_other_words_is_kept_when_little_is_shared() -> None:
    teaser_of_another = "The council met behind closed doors and said nothing at all to anyone..."
    draft = read_text("\n\n".join([TITLE, teaser_of_another, *BODY]))
    assert paragraphs(draft) == [teaser_of_another, *BODY]


def test_lead_that_nothing_repeats_stays() -> None:
    draft = read_text("\n\n".join([TITLE, *BODY]))
    assert paragraphs(draft) == BODY


def test_similar_but_longer_title_keeps_both_wordings() -> None:
    longer = TITLE + " Again"
    draft = read_text("\n\n".join([TITLE, longer, *BODY]))
    assert draft.title == longer
    assert paragraphs(draft) == BODY


# -- titles, bylines, dates -------------------------------------------------------------------


@each(
    ("head", "byline", "published"),
    [
        ("By Ingrid Solheim", "Ingrid Solheim", ""),
        ("By Ingrid Solheim and Per Dahl", "Ingrid Solheim and Per Dahl", ""),
        ("by Ludwig van der Berg, Ana de la Cruz", "Ludwig van der Berg, Ana de la Cruz", ""),
        ("Von Jürgen Öztürk", "Jürgen Öztürk", ""),
        ("Par Élodie Martin", "Élodie Martin", ""),
        ("מאת: דן כהן | 6 במאי 2024", "דן כהן", "2024-05-06"),
        ("נכתב על ידי דן כהן", "דן כהן", ""),
        ("نویسنده: علی رضایی", "علی رضایی", ""),
        ("By Ingrid Solheim | 5 March 2024", "Ingrid Solheim", "2024-03-05"),
        ("By Ingrid Solheim\nMarch 5, 2024", "Ingrid Solheim", "2024-03-05"),
        ("Published: 2024-03-05", "", "2024-03-05"),
        ("Tuesday, 5 March 2024, 10:30 GMT", "", "2024-03-05"),
        ("5. März 2024", "", "2024-03-05"),
    ],
)
@each("glue", ["\n", "\n\n"])
def test_byline_and_date(head: str, byline: str, published: str, glue: str) -> None:
    draft = read_text(f"{TITLE}{glue}{head}\n\n" + "\n\n".join(BODY))
    assert (draft.title, draft.byline, draft.published) == (TITLE, byline, published)
    assert paragraphs(draft) == BODY


@each(
    "line",
    [
        "By the time they arrived it was over",
        "By noon, the square was full of people",
        "By Friday",
        "Updated 5 March 2024",
        "03/04/2024",
        "32 March 2024",
    ],
)
def test_lines_that_only_look_like_a_byline_or_date_stay(line: str) -> None:
    draft = read_text("\n\n".join([TITLE, line, *BODY]))
    if line == "By Friday":  # could be a name
        return
    assert line in " ".join(paragraphs(draft))
    assert (draft.byline, draft.published) == ("", "")


@pytest.mark.parametrize("under", ["=====", "-----------"])
def test_underlined_title(under: str) -> None:
    draft = read_text(f"A small thing.\n{under}\n\n" + "\n\n".join(BODY))
    assert draft.title == "A small thing."
    assert paragraphs(draft) == BODY


@each(
    "text",
    [
        "Just one line of text.",
        "Dear Mrs Okafor,\n\nThank you for the seeds, which came on Tuesday in good order.",
        "- a list\n- comes first\n\nThen some text that is longer than the list.",
        "https://example.org/page\n\nThat was an address, and this is a text about it.",
        "It rained.\n\nNobody minded, for it had not rained since the end of the long winter.",
    ],
)
def test_what_is_no_title_stays_and_one_is_generated(text: str) -> None:
    draft = read_text(text)
    assert draft.is_title_generated
    assert draft.title
    assert words(text) <= words(" ".join(paragraphs(draft)))


def test_file_name_of_three_words_names_a_text_without_title() -> None:
    draft = read_text("It rained all day.", "my-rainy_day notes.txt")
    assert draft.title == "My rainy day notes"
    assert draft.is_title_generated
    assert read_text("It rained all day.", "scan01.txt").title == "It rained all day"


@each(
    ("text", "title"),
    [
        (
            "Minutes of the meeting of 4 April\n\nPresent: four members.",
            "Minutes of the meeting of 4 April",
        ),
        ("Dear Mrs Okafor,\n\nthe seeds came today. They are well.", "Dear Mrs Okafor"),
        ("* * *\n\nThe boat left at nine. It was late.", "The boat left at nine"),
        ("the boat left\nat nine. It was late.", "the boat left at nine"),
        ("- bread for two\n- milk.", "bread for two"),
    ],
)
def test_generated_title_ends_with_the_first_paragraph(text: str, title: str) -> None:
    for read in (read_text, read_md):
        draft = read(text)
        assert (draft.title, draft.is_title_generated) == (title, True)


def test_generated_title_is_cut_at_ninety() -> None:
    draft = read_text("word " * 100)
    assert len(draft.title) <= 90
    assert draft.title.endswith("…")


@each(
    ("credit", "byline", "site"),
    [
        ("Ian Holm contributed to this report for Coast News.", "Ian Holm", "Coast News"),
        ("Reporting by Ana Ruiz in Oslo; editing by Kim Oh", "Ana Ruiz", ""),
        ("(Reporting by Ana Ruiz; Editing by Kim Oh)", "Ana Ruiz", ""),
        ("Source: Coast News", "", "Coast News"),
        ("This article originally appeared in The Coast Review.", "", "The Coast Review"),
        ("© 2024 Coast News", "", ""),
        ("Ana Ruiz is a senior reporter at Coast News.", "Ana Ruiz", ""),
    ],
)
def test_credit_is_small_print_and_tells_who(credit: str, byline: str, site: str) -> None:
    draft = read_text("\n\n".join([TITLE, *BODY, credit]))
    assert (draft.byline, draft.site) == (byline, site)
    assert draft.html.split("\n")[-1] == f"<p><small>{credit}</small></p>"


# -- paragraphs -------------------------------------------------------------------------------

LONG = [
    (
        "In the village there was a clockmaker who owned no clock, and he said that a man who sells bread "
        "all day does not want to look at it in the evening, which nobody could find anything wrong with."
    ),
    (
        "His neighbours, who were farmers and so owned a great deal of land, asked him how he knew when to "
        "get up, and he told them that he got up when he was done sleeping and not before."
    ),
    (
        "One winter the clock on the church stopped, and people who had come from as far as the coast to "
        "set their watches by it went home again with nothing to show for it."
    ),
]


@each("width", [50, 65, 72, 80, 100])
@each("indent", ["", "  ", "    "])
def test_wrapped_paragraphs_are_joined(width: int, indent: str) -> None:
    wrapped = [textwrap.fill(p, width, initial_indent=indent, break_on_hyphens=False) for p in LONG]
    assert paragraphs(read_text("\n\n".join(wrapped))) == LONG
    if indent:
        assert paragraphs(read_text("\n".join(wrapped))) == LONG


def test_short_last_lines_do_not_tell_against_wrapping() -> None:
    lines = [
        "The keepers measured salt at nine posts, wrote the figures into a green",
        "ledger, and argued over them until the lamp oil ran out that night.",
        "Nobody asked.",
        "Brackish water entered the lower meadow twice that winter, and each time",
        "the reeds came back thicker than before.",
    ]
    found = paragraphs(read_text("\n".join([TITLE, "", *lines])))
    assert found == [" ".join(lines[:3]), " ".join(lines[3:])]
    each_ends = [f"{line.rstrip(',.')}." for line in lines]
    assert paragraphs(read_text("\n".join([TITLE, "", *each_ends]))) == each_ends


def test_lines_that_often_end_with_a_sentence_are_joined_all_the_same() -> None:
    lines = [
        "It was the year in which the harbour was dredged at long last.",
        "Nobody who lived along the quay had asked for it, and those",
        "who had were not among the living any more, as far as was",
        "known to the harbour master, who kept a list of such things.",
        "He kept it in a drawer, under the tide tables of a year that",
        "had passed, and showed it to nobody but to the inspectors.",
        "They came in the spring, two of them, with a chain of brass",
        "and a book, and they measured the depth of the water along",
        "the wall as if nobody had ever measured it before them.",
    ]
    assert paragraphs(read_text("\n".join(lines))) == [" ".join(lines)]


def test_hyphen_at_a_line_end_is_kept() -> None:
    lines = [
        "It was, so far as anyone could remember, one of the first all-",
        "electric boats on the whole of that coast, and it made no",
        "sound at all when it came in with the evening tide, or else",
        "went out.",
    ]
    assert paragraphs(read_text("\n".join(lines))) == [
        (
            "It was, so far as anyone could remember, one of the first all-electric boats on the whole of "
            "that coast, and it made no sound at all when it came in with the evening tide, or else went out."
        )
    ]


def test_chinese_is_joined_without_spaces() -> None:
    line = "山上有一座小木屋屋里住着一位老人他每天清晨都要到河边去打水然后沿"
    draft = read_text("\n".join([line] * 4 + ["最后一行。"]))
    assert paragraphs(draft) == [line * 4 + "最后一行。"]


@each("blank", ["\u00a0", "\u202f"])
def test_a_sentence_ends_before_the_blank_of_a_french_quotation(blank: str) -> None:
    days = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi")
    said = [f"«{blank}Le bateau part {day} le matin.{blank}»" for day in days]
    draft = read_text("Le bateau\n\n" + "\n".join(said))
    assert draft.html.count("<p>") == len(days)


def test_verse_keeps_its_lines() -> None:
    verse = "The rain came down upon the slate,\nthe gutter sang, the hour was late"
    assert "<br>" in read_text(f"{BODY[1]}\n\n{verse}\n\n{BODY[2]}").html


@each(
    ("text", "html"),
    [
        ("- one\n- two", "<ul><li>one</li><li>two</li></ul>"),
        ("* one\n\n* two", "<ul><li>one</li><li>two</li></ul>"),
        ("1. one\n2. two", "<ol><li>one</li><li>two</li></ol>"),
        ("7) one\n8) two", '<ol start="7"><li>one</li><li>two</li></ol>'),
        ("- one\n  - in\n- two", "<ul><li>one<ul><li>in</li></ul></li><li>two</li></ul>"),
        ("- one\n  goes on\n- two", "<ul><li>one goes on</li><li>two</li></ul>"),
        ("• single", "<ul><li>single</li></ul>"),
        ("- single", "<p>- single</p>"),
        ("1984. It was cold.", "<p>1984. It was cold.</p>"),
        ("12. It was cold.", "<p>12. It was cold.</p>"),
        ("> said\n> so", "<blockquote>\n<p>said<br>so</p>\n</blockquote>"),
        ("***", "***"),
    ],
)
def test_inside(text: str, html: str) -> None:
    draft = read_text(f"{BODY[1]}\n\n{text}\n\n{BODY[2]}")
    middle = draft.html.split("</p>\n", 1)[1].rpartition("\n<p>")[0]
    assert middle == ("<hr>" if text == "***" else html)


@each(
    ("typed", "html"),
    [
        ("see https://a.example/b.", '<a href="https://a.example/b"{}>https://a.example/b</a>.'),
        (
            "(https://a.example/b_(c))",
            '<a href="https://a.example/b_(c)"{}>https://a.example/b_(c)</a>)',
        ),
        ("www.a.example!", '<a href="https://www.a.example"{}>www.a.example</a>!'),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("a *b c* d", "a <em>b c</em> d"),
        ("a **b** d", "a <strong>b</strong> d"),
        ("a _b_ c_d_e", "a <em>b</em> c_d_e"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("`x < y`", "<code>x &lt; y</code>"),
        ("<b>x</b> & y", "&lt;b&gt;x&lt;/b&gt; &amp; y"),
    ],
)
def test_inline(typed: str, html: str) -> None:
    rel = ' rel="noopener noreferrer nofollow"'
    assert html.replace("{}", rel) in read_text(f"{typed} and more words to follow it here").html


def test_indented_block_is_code_and_keeps_its_spaces() -> None:
    draft = read_text(f"{BODY[1]}\n\n    if x:\n        y()\n\n    z()\n\n{BODY[2]}")
    assert "<pre><code>if x:\n    y()\n\nz()</code></pre>" in draft.html


def test_short_line_between_paragraphs_is_a_heading() -> None:
    draft = read_text("\n\n".join([TITLE, BODY[1], "What came after", BODY[2]]))
    assert "<h3>What came after</h3>" in draft.html


def test_a_header_above_nothing_but_a_rule_is_the_text() -> None:
    assert "Title: Harbour" in read_text("Title: Harbour\n\n***\n").html


def test_header_block() -> None:
    head = "Title: A: B\nBy: Ana Ruiz\nDate: 5 March 2024\nURL: https://a.example/x\nTags: one, two"
    draft = read_text(f"{head}\n\n" + "\n\n".join(BODY))
    assert (draft.title, draft.byline, draft.published) == ("A: B", "Ana Ruiz", "2024-03-05")
    assert (draft.url, draft.tags) == ("https://a.example/x", ("one", "two"))
    assert paragraphs(draft) == BODY


def test_front_matter_in_a_text_file() -> None:
    draft = read_text(f"---\ntitle: Mine\ntags: [a]\n---\n\n{BODY[0]}")
    assert (draft.title, draft.tags, paragraphs(draft)) == ("Mine", ("a",), [BODY[0]])


def test_strong_signs_of_markdown_make_it_markdown_but_tags_stay_text() -> None:
    draft = read_text("# Head\n\nWords with a [link](https://a.example/x) and <b>tags</b>.\n")
    assert (draft.importer, draft.title) == ("markdown/4", "Head")
    assert "&lt;b&gt;tags&lt;/b&gt;" in draft.html


def test_what_is_not_seen_goes_but_what_keeps_a_number_in_one_line() -> None:
    draft = read_text("An is\u200bland of\u00a0the north, “Fårö”.\n\nIt has 1\u00a0000 sheep.\n")
    text = read_html(draft.html).text
    assert "An island of the north" in text
    assert "1\u00a0000 sheep" in text


# -- nothing is lost --------------------------------------------------------------------------


def words(text: str) -> set[str]:
    """The words for the check; what a text may not hold at all is no part of a word."""
    text = UNWANTED.sub("", text.replace("\u200b", "").replace("\u2060", ""))
    return set(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text)))


def told(draft: Draft) -> str:
    canonical = read_html(draft.html)
    markers = [block.marker for block in canonical.blocks]
    return " ".join(
        [draft.title, draft.byline, draft.site, draft.excerpt, draft.url, canonical.text, *markers]
    )


WORD = st.sampled_from(
    [
        "river",
        "Stone",
        "a",
        "THE",
        "naïve",
        "don’t",
        "x1",
        "42",
        "漢字",
        "слово",
        "كلمة",
        "ét",
        "🙂",
        "well-known",
        "https://a.example/b?c=d",
        "*star*",
        "_under_",
        "**b**",
        "`c`",
        "a_b",
        "<b>",
        "&amp;",
        "By",
        "Jane",
        "Doe",
        "Source:",
        "Title:",
        "March",
        "2024",
        "contributed",
        "to",
        "this",
        "article",
    ]
)
SENTENCE = st.builds(
    lambda ws, end: " ".join(ws) + end,
    st.lists(WORD, min_size=1, max_size=25),
    st.sampled_from([".", "", "...", "…", "?", ":", ",", "!”"]),
)
LINE = st.builds(
    lambda lead, sentence: lead + sentence,
    st.sampled_from(
        ["", "", "", "", "- ", "* ", "• ", "1. ", "2. ", "> ", ">> ", "    ", "  ", "\t", "# "]
    ),
    SENTENCE,
)
SPECIAL = st.sampled_from(
    ["***", "---", "=====", "```", "~~~", "----", "· · ·", "\f", "\u3000\u3000", "---\n"]
)
TEXTS = st.lists(
    st.tuples(
        st.one_of(LINE, LINE, LINE, SPECIAL), st.sampled_from(["\n", "\n\n", "\r\n", "\n\n\n"])
    ),
    min_size=1,
    max_size=14,
).map(lambda parts: "".join(line + end for line, end in parts))


@settings(max_examples=2 * settings().max_examples)  # the most depends on this
@given(TEXTS, st.booleans())
def test_every_word_is_somewhere(text: str, is_wire: bool) -> None:
    if is_wire:  # a title and a teaser that the text repeats
        text = f"A Line To Start With\n\n{text[:80]}...\n\nA Line To Start With\n{text}"
    if not words(text):
        return
    try:
        draft = read_text(text)
    except ImportFailed as refusal:
        assert "has no text" in str(refusal)  # noqa: PT017
        assert text.startswith("---")  # front matter, and nothing after it
        return
    if draft.importer != "plain-text/2":
        return  # it showed signs enough of Markdown, which counts its lists for itself
    logged = " ".join(note for note in draft.notes if not note.startswith("Moved"))
    languages = " ".join(re.findall(r'class="language-([^"]+)', draft.html))
    missing = words(text) - words(told(draft)) - words(logged) - words(languages)
    # The last word of a teaser may be cut short in the text, and stands whole in the draft.
    missing = {word for word in missing if not any(w.startswith(word) for w in words(told(draft)))}
    assert not missing, (missing, draft)
    assert wrong_in(draft.html) == []
    assert draft.title


@given(st.text(max_size=300))
def test_any_text_at_all(text: str) -> None:
    data = text.encode("utf-8", "ignore")
    if not words(text) or b"\0" in data:
        return
    try:
        draft = read_text(data)
    except ImportFailed:  # a refusal is fine, a crash is not
        return
    if draft.importer == "plain-text/2":
        logged = " ".join(draft.notes)
        assert words(text) <= words(told(draft) + " " + logged)


@given(st.lists(SENTENCE, min_size=2, max_size=6), st.integers(45, 90))
def test_wrapping_changes_no_words(sentences: list[str], width: int) -> None:
    text = "\n\n".join(
        textwrap.fill(s, width, break_on_hyphens=False, break_long_words=False) for s in sentences
    )
    draft = read_text(text)
    logged = " ".join(draft.notes)
    assert words(text) <= words(told(draft) + " " + logged)
