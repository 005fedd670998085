"""Facts about members, pull quotes, tables of links, rows that lead on, and posts of a discussion."""

from tests.each import each
from tests.importers.web.extraction.test_links_and_rows import PARTS, PROSE, read

HEADING = "<h1>The lamp on the mole</h1>"


@each(
    "box",
    [
        "<dl><dt><a href=/u>MARK</a><br>Sailor</dt><dd><b>Posts:</b> 412</dd><dd><b>Joined:</b> Sat Jan 04, 2020</dd></dl>",
        "<dl><dt>Joined</dt><dd>Jan 2020</dd><dt>Messages</dt><dd>MARK</dd></dl>",
        "<ul><li>MARK</li><li>Beiträge: 12</li><li>Registriert: 3. Mai 2020</li></ul>",
        "<div>MARK<br>Сообщений: 12<br>Откуда: Олдмир</div>",
    ],
)
@each("is_first", [True, False])
def test_what_is_said_of_the_member_of_a_forum_is_left_out(box: str, is_first: bool) -> None:
    words = f"<div class=postbody><h3>Re: lamp</h3><div class=content>{PROSE}</div></div>"
    post = f"<div class=inner>{box}{words}</div>" if is_first else f"<div>{words}{box}</div>"
    assert "MARK" not in read(f"<div><h2>The lamp on the mole</h2>{post * 2}</div>")


@each(
    "box, place",
    [
        ("<p>Location: MARK. Posts: four of oak.</p>", "below"),
        ("<dl><dt>Mole</dt><dd>MARK</dd><dt>Lamp</dt><dd>Oil</dd></dl>", "above"),
        ("<dl><dt>Updated</dt><dd>MARK</dd><dt>From</dt><dd>The keeper</dd></dl>", "below"),
        ("<dl><dt>Date</dt><dd>MARK</dd></dl>", "above"),
    ],
)
def test_other_facts_stay(box: str, place: str) -> None:
    body = f"{box}{PROSE}" if place == "above" else f"{PROSE}{box}"
    assert "MARK" in read(f"<article>{HEADING}<div>{body}</div></article>")


@each("lead", ["", f"<p>{PARTS[0]}</p>"])
def test_a_list_above_the_text_of_when_it_was_published_is_left_out(lead: str) -> None:
    box = "<dl><dt>From:</dt><dd>MARK</dd><dt>Last updated</dt><dd>4 March 2026, see all</dd></dl>"
    assert "MARK" not in read(f"<main><div>{HEADING}{lead}</div>{box}<div>{PROSE}</div></main>")


@each(
    "box, is_text",
    [
        (f"<aside>{PARTS[1]}</aside>", False),
        ("<aside class=x>the smaller of them, the Heron, had no radio</aside>", False),
        ("<blockquote class=pull-quote><p>“Nobody in the village slept”</p><cite>MARK</cite></blockquote>", False),
        ("<div class='pullquote left'>Nobody in the village slept</div>", False),
        ("<blockquote>Nobody in the village slept. MARK</blockquote>", True),
        ("<blockquote><p>Nobody in the village slept</p></blockquote>", True),
        ("<aside><p>The Heron had a radio once, and a MARK.</p></aside>", True),
    ],
)  # fmt: skip
def test_a_box_that_repeats_the_text_is_left_out(box: str, is_text: bool) -> None:
    alone = read(f"<article>{HEADING}{PROSE}{PROSE}</article>")
    assert (len(read(f"<article>{HEADING}{PROSE}{box}{PROSE}</article>")) > len(alone)) == is_text


LAMPS = [
    f"<a href=/{name}>{name} and its lamp</a>"
    for name in ("MARK", "North", "South", "West", "Gull")
]


@each(
    "rows, is_text",
    [
        (f"<th>North<td>{' · '.join(LAMPS)}<tr><th>South<td>{' · '.join(LAMPS)}", False),
        ("<tr>".join(f"<th>{lamp}<td>{lamp}" for lamp in LAMPS), True),
    ],
)
def test_a_table_with_several_links_in_each_cell_leads_through_a_site(
    rows: str, is_text: bool
) -> None:
    table = f"<table><tr><th colspan=2>The lamps<tr>{rows}</table>"
    assert ("MARK" in read(f"<article>{HEADING}{PROSE}{table}</article>")) == is_text


@each(
    "piece",
    [
        "<ul><li>Next message: <a href=4.html>MARK and the oil</a></li><li>Previous message: <a href=2.html>Bread</a></li></ul>",
        "<p>Vorheriger Artikel: <a href=/4>MARK und das Öl</a></p>",
        "<p><small>Last update: 3 March 2026</small></p>",
        "<p>发布于 2026-03-03 09:14</p>",
        "<div>Cette page vous a-t-elle été utile ?</div>",
        "<h2>Similar articles</h2><ul><li><a href=/2>MARK and the oil of lamps</a> Kim Oh, 2025.</li></ul>",
        "<p>Síguenos en <a href=/t>MARK</a> y <a href=/f>Facebook</a></p>",
        "<p>Подписывайтесь на наш <a href=/t>канал MARK</a></p>",
        "<div>Veja também</div><div><a href=/x>MARK</a></div>",
    ],
)
def test_rows_below_the_text_that_lead_on_are_left_out(piece: str) -> None:
    text = read(f"<main>{HEADING}{PROSE}{piece}</main>")
    assert text.endswith(PARTS[-1])


@each(
    "row",
    [
        "martes 3 de marzo de 2026 | 9:14 a. m.",
        "Stand: 03.03.2026, 09:14 Uhr",
        "<a href=/ada>Ada Fenn</a><time>March 03, 2026</time>",
    ],
)
def test_a_row_of_dates_above_the_text_is_left_out(row: str) -> None:
    assert read(f"<article>{HEADING}<p>{row}</p>{PROSE}</article>").startswith(PARTS[0])


@each(
    "other, is_text",
    [(PARTS[2] + PARTS[3], True), ("<h2>MARK</h2>" + PARTS[2] + PARTS[3], False), ("MARK", False)],
)
def test_posts_of_a_discussion_are_one_text(other: str, is_text: bool) -> None:
    def post(text: str) -> str:
        body = f"<article class=message-body><div>{text}</div></article>"
        return (
            f"<article class=message><h4>Kim</h4><div class=message-content>{body}</div></article>"
        )

    first = f"{PARTS[0]}<br><br>{PARTS[1]}"
    text = read(f"<body>{HEADING}<div>{post(other)}{post(first)}</div>")
    assert PARTS[0] in text
    assert (other in text) == is_text


def test_the_sources_of_a_page_of_a_government_stay() -> None:
    sources = (
        "<h2>Textes de loi et références</h2><ul><li><a href=/l>MARK des transports</a></li></ul>"
    )
    assert "MARK" in read(f"<main>{HEADING}{PROSE}{sources}</main>")


@each(
    "rows, kept",
    [
        ("<p><b>Date:</b> 31 March 2026</p><p><b>Place:</b> Northern pier</p><p><b>Entry:</b> free</p>", "31 March 2026"),
        ("<p><b>Servings:</b> 4</p><p><b>Time:</b> an hour</p>", "Servings: 4"),
        ("<p><b>Date:</b> 31 March 2026</p><p><b>Author:</b> Kim Oh</p><p><b>Category:</b> Boats</p>", ""),
        ("<p><b>Place:</b> <a href=/p>Northern pier</a></p><p><b>See:</b> <a href=/q>the rest</a></p>", ""),
    ],
)  # fmt: skip
def test_a_box_of_facts_about_what_a_text_is_about_stays(rows: str, kept: str) -> None:
    text = read(f"<main>{HEADING}<div class=event-meta>{rows}</div>{PROSE}</main>")
    assert kept in text
    assert text.startswith(PARTS[0]) == (not kept)


@each("kind, is_text", [("radio", False), ("checkbox", True)])
def test_a_poll_is_left_out_with_its_question(kind: str, is_text: bool) -> None:
    choices = "".join(f"<label><input type={kind}> {one}</label>" for one in ("MARK", "A bridge"))
    poll = f"<div class=p><h3>What of MARK?</h3><form>{choices}<button>Vote</button></form></div>"
    text = read(f"<article>{HEADING}{PROSE}{poll}{PROSE}</article>")
    assert ("MARK" in text, text.count(PARTS[0])) == (is_text, 2)
