"""Lists of links, rows of dates, offers and forms beside a text: what of them is of the text."""

import pytest

from tests.each import each
from tests.importers.allowed import text_in
from tests.importers.sources import read_page

PARTS = (
    "The lamp on the mole was lit at five, an hour before dusk, as the harbour book asks of the keeper.",
    "Two boats were still out, and the smaller of them, the Heron, had no radio and a boy of twelve aboard.",
    "Nobody in the village slept, though nobody said so, and in the morning the bread was late everywhere.",
    "The Heron came in at seven with her nets full, her mast gone, and the boy asleep under the sail.",
)
PROSE = "".join(f"<p>{part}</p>" for part in PARTS)
HEAD = "<title>The lamp on the mole</title><meta name=author content='Ada Fenn'><link rel=canonical href=https://quay.example/lamp>"


def read(body: str) -> str:
    draft = read_page(f"<!doctype html><html lang=en><head>{HEAD}</head><body>{body}</body></html>")
    return " ".join(text_in(draft.html).split())


def items(*links: tuple[str, str]) -> str:
    return "".join(f"<li><a href='{address}'>{text}</a></li>" for address, text in links)


SOURCES = items(
    ("https://tides.example/2024", "https://tides.example/2024"),
    ("https://lamps.example/oil", "MARK, a history of lamp oil"),
)
STORIES = items(
    ("/1", "MARK and the price of lamp oil"),
    ("https://www.quay.example/2", "A harbour that nobody asked for"),
    ("/3", "Why the bread was late, and for whom"),
)


@pytest.mark.parametrize(
    "body",
    [
        f"{PROSE}<h2>Sources</h2><ul>{SOURCES}</ul>",
        f"{PROSE}<ul>{SOURCES}</ul>",
        f"<h2>The night</h2>{PROSE}<h2>See also</h2><ul>{STORIES}</ul>",
        f"<p>{PARTS[0]}</p><p>{PARTS[1]}</p><ul>{STORIES}</ul>{PROSE}",
        f"<h3>First</h3><ul><li><a href=https://o.example/1>MARK was seen again</a></li><li>{PARTS[0]}</li><li>{PARTS[1]}</li></ul><h3>Then</h3><ul><li>{PARTS[2]}</li><li>{PARTS[3]}</li></ul>",
        f"<ol><li>{PARTS[0]}</li><li id=note_on_the_print_edition_of_1890>MARK. <a href=https://o.example/p>A note on the lamps</a></li></ol>{PROSE}",
        f"{PROSE}<table><caption>Warm and cold days</caption><tr><th>Month</th><th>Day/night</th></tr><tr><td>MARK</td><td>23/16</td></tr><tr><td>July</td><td>14/7</td></tr><tr><td>August</td><td>12/5</td></tr></table>{PROSE}",
    ],
    ids=["sources", "no label", "see also", "amid", "lists only", "note", "figures with a stroke"],
)
def test_links_and_figures_of_the_text_stay(body: str) -> None:
    assert "MARK" in read(f"<article><h1>The lamp on the mole</h1><div>{body}</div></article>")


@pytest.mark.parametrize(
    "piece",
    [
        f"<h3>More Great Quay Stories</h3><ul>{STORIES}</ul>",
        f"<p>Related:</p><ul>{STORIES}</ul>",
        f"<ul>{STORIES}</ul>",
        f"<ul>{STORIES}</ul><p>Write to the harbour office if you know more about any of this.</p>",
        "<h2>Você pode gostar...</h2>"
        + f"<article><img src=x><a href=/b>WhatsApp</a><p>MARK {PARTS[0]} {PARTS[1]} {PARTS[2]}</p></article>"
        * 4,
        "<div>"
        + "".join(
            f"<h4><b>Editorial</b> <a href=/{n}>MARK of lamp oil</a></h4><p>{PARTS[n]}</p>"
            for n in range(4)
        )
        + "</div>",
        "<p>Comments (5 posted)</p><!-- MARK -->",
    ],
    ids=["label", "related", "same site", "last word", "whole articles", "kickers", "count"],
)
def test_what_leads_on_below_the_text_goes(piece: str) -> None:
    body = f"<div>{PROSE * 2}{piece}</div>" if piece.endswith("</ul>") else PROSE * 2 + piece
    wrapped = f"<section>{piece}</section>" if "article" in piece else ""
    text = read(
        f"<main><h1>The lamp on the mole</h1><div>{PROSE * 2 if wrapped else body}</div>{wrapped}</main>"
    )
    assert text.count(PARTS[3]) == 2
    assert not any(word in text for word in ("MARK", "Comments"))


@each(
    "row",
    [
        "Friday, November 20, 2015",
        "Updated 12:24 am EST, Wednesday, November 20, 2019",
        "The Quay Press Published Monday, November 18, 2019 8:22AM EST",
        "sexta-feira, 22 de outubro de 2010 às 20:13",
        "Aktualisiert am Mittwoch, 3. Mai 2023 um 14:05 Uhr",
        "November 20, 2019 <a href=/ada>Ada Fenn</a>",
        "Tempo de leitura: 1 minuto",
        "<b>First Published:</b> Tuesday, November 19, 2019 08:38 AM",
    ],
)
@each("around", ["<p>{}</p>", "<div class=lead><h2>Night</h2><span>{}</span></div>"])
def test_dates_above_the_text_go_in_any_words(row: str, around: str) -> None:
    text = read(f"<article><h1>The lamp on the mole</h1>{around.format(row)}{PROSE}</article>")
    assert all(part in text for part in PARTS)
    assert not any(word in text for word in ("20", "Tempo"))


@each(
    "row",
    [
        "بقلم: أحمد الزين | نشر في 20 مايو 2024",
        "Av Anna Berg, publicerad 20 maj 2024",
        "लेखक: राम शर्मा | 20 मई 2024",
        "Le Quai | 20.05.2024 à 13h36 • Mis à jour le 21.05.2024 à 20h13 | Par Ada Fenn",
        "20/05/2024 - Publicado por: Ada Fenn - Categoria: Portos - Tags: bote limões",
    ],
)
def test_rows_of_author_date_and_category_go(row: str) -> None:
    title = "The lamp on the mole"
    page = f"<title>{title}</title><article><h1>{title}</h1><p>{row}</p>{PROSE}</article>"
    text = text_in(read_page(page).html)
    assert "202" not in text
    assert all(part in text for part in PARTS)


def test_the_times_of_a_player_go() -> None:
    times = "<button>Play</button><span>00:00</span>/<span>03:12</span><button>Mute</button>"
    player = f"<div class=video-player><video src=x></video><div class=controls>{times}</div></div>"
    assert "03:12" not in read(f"<article>{PROSE * 3}{player}{PROSE}</article>")


def test_the_row_of_the_author_goes() -> None:
    row = "<div><span>Ada</span> <span>Fenn</span></div>"
    assert "Ada" not in read(f"<article><h1>The lamp on the mole</h1>{row}{PROSE}</article>")


def test_a_sentence_with_a_date_stays() -> None:
    dated = "<p>On Friday, May 3, 2019, the lamp was lit again.</p>"
    text = read(f"<article><h1>The lamp on the mole</h1>{dated}{PROSE}</article>")
    assert "May 3, 2019" in text


def test_a_short_line_beside_a_date_stays_if_it_is_no_name() -> None:
    rows = "<p>What the keeper knew, and what he would not tell</p><p>May 3, 2019</p><p>Oslo</p>"
    text = read(f"<article>{rows}{PROSE}</article>")
    assert "What the keeper knew" in text
    assert "Oslo" not in text


@each(
    "row", ["<p>MARK</p>", "<div><span>News and MARK</span></div>", "<p>MARK <b>| Opinion</b></p>"]
)
def test_the_name_of_a_section_above_the_title_goes(row: str) -> None:
    heading = "<h1>The lamp on the mole</h1>"
    assert "MARK" not in read(f"<article>{row}{heading}{PROSE}</article>")
    assert "MARK" in read(f"<article>{heading}{row}{PROSE}</article>")
    assert "MARK." in read(f"<article><p>MARK.</p>{heading}{PROSE}</article>")


def test_how_to_end_a_newsletter_goes_from_its_end_only() -> None:
    row = "<p>You get this since you signed in. <a href=https://quay.example/u>Unsubscribe</a><br>MARK, 3 Dike Road</p>"
    assert "MARK" not in read(f"<article>{PROSE}{row}</article>")
    other = "<p>MARK, den Newsletter können Sie <a href=/a>hier</a> jederzeit abmelden.</p>"
    assert "MARK" not in read(f"<article>{PROSE}{other}</article>")
    assert "MARK" in read(f"<article>{PROSE}{row}{PROSE}</article>")
    assert "MARK" in read(
        f"<article>{PROSE}<p>MARK chose to unsubscribe from all of it.</p></article>"
    )


def test_the_title_is_not_repeated_by_a_plain_line() -> None:
    text = read(
        f"<article><div><span>The lamp on the mole</span><img src=x></div>{PROSE}</article>"
    )
    assert not text.startswith("The lamp on the mole The")
    assert all(part in text for part in PARTS)


@pytest.mark.parametrize(
    "row",
    [
        "<p><b><a href=/m>MARK CLEARED TO SAIL AT AMs AMID FEUD WITH THE HARBOUR, OFFICE: REPORT</a></b></p>",
        "<p>DON'T MISS <a href=/1>MARK and the price of lamp oil</a> [NEWS] <a href=/2>A harbour that nobody asked for, and those who did not</a> [INSIGHT] <a href=/3>Why the bread was late on the morning, and for whom it was late</a> [VIDEO]</p>",
        "<div><span>Image 1 of 5</span><figure><img src=x></figure><span>Image 2 of 5</span><figure><img src=y></figure></div>",
        "<div class=box><h4>The Quay, daily</h4><div>MARK: let our lamp meet your morning. The harbour, and more, before the bread is out.</div><form><input type=email></form></div>",
        "<div><h2>Report it</h2><div>There was a problem. Please try again.</div><p>MARK us by reporting what you saw.</p><form><textarea></textarea></form></div>",
        "<div class='modal fade'><button data-dismiss=modal>x</button>MARK is not approved yet.<br><br>To be approved, it must have been lit for two nights, and all of the quay must have seen it.</div>",
    ],
    ids=["capitals", "links in a row", "counters", "offer of news", "report", "dialog"],
)
def test_rows_and_boxes_amid_the_text_go(row: str) -> None:
    text = read(f"<article><h1>The lamp on the mole</h1>{PROSE}{row}{PROSE}</article>")
    assert text.count(PARTS[3]) == 2
    assert not any(word in text for word in ("MARK", "of 5", "The Quay", "Please try"))


def test_a_film_is_linked_by_the_name_of_its_host() -> None:
    film = "<iframe src='https://films.example/embed/x7?a=1&amp;b=2'></iframe>"
    assert "films.example" in (text := read(f"<article>{PROSE}{film}</article>"))
    assert "embed" not in text


def test_captions_beside_the_column_stay_once() -> None:
    caption = f"In this photo the Heron lies at the mole. {PARTS[2]} {PARTS[1]}"
    pictures = (
        f"<div class=c><img src=x><span>1 / 5</span><h3>{caption} Oil.</h3><p>{caption}</p></div>"
    )
    text = read(f"<article><h1>The lamp</h1>{pictures}<div class=b>{PROSE * 3}</div></article>")
    assert text.count(caption) == 1


@each("character", ["\x01", "&#1;", "\x0c", "\x0b", "&#65534;"])
def test_controls_beside_line_breaks_are_borne(character: str) -> None:
    lines = f"Before{character}.<br><br>{character}{PARTS[0]}<b>b</b>{character}<br><br>{PARTS[1]}"
    text = read(f"<div><div>{lines}</div><i>x{character}</i>y{character}<p>{PARTS[2]}</p></div>")
    assert all(part in text for part in PARTS[:3])


SIDEBAR = "".join(
    f"<div><p>Click and see the {n}th of the races, with times, tyres and all that was said of it.</p></div>"
    for n in range(9)
)


def test_a_column_beside_a_short_text_goes() -> None:
    body = f"<div><div>{PROSE}</div><aside class=sidebar>{SIDEBAR}</aside></div>"
    text = read(f"<div><h1>The lamp on the mole</h1>{body}</div>")
    assert all(part in text for part in PARTS)
    assert "races" not in text


def test_a_short_sentence_between_two_parts_stays() -> None:
    body = f"<div class=first><p>{PARTS[0]}</p></div><div class=b>Do not just believe them.</div>"
    text = read(f"<section><h1>The lamp</h1>{body}<div class=rest>{PROSE * 2}</div></section>")
    assert "Do not just believe them." in text


def figure(caption: str) -> str:
    return f"<figure><div><img src=x><div><span>6</span></div></div><p>Film is not supported here</p><figcaption>{caption}</figcaption></figure>"


def test_labels_that_pictures_repeat_go_and_captions_stay() -> None:
    figures = f"{figure('The Heron.')}<p>{PARTS[0]}</p>{figure('The mole.')}"
    text = read(f"<article>{PROSE}{figures}{PROSE}</article>")
    assert "The Heron." in text
    assert "The mole." in text
    assert not any(word in text for word in ("6", "supported"))


def test_figures_in_tables_and_verses_may_repeat() -> None:
    table = "<table><tr><th>Boat</th><th>Back</th></tr><tr><td>Heron</td><td>yes</td></tr><tr><td>Gull</td><td>yes</td></tr></table>"
    verse = "<p>Row her home</p><p>over the bar</p><p>Row her home</p>"
    figures = f"<figure>{table}<img src=x></figure>" * 2 + f"<figure>{verse}<img src=y></figure>"
    text = read(f"<article>{PROSE}{figures}{PROSE}</article>")
    assert text.count("yes") == 4
    assert text.count("Row her home") == 2


def test_a_picture_with_its_caption_stays_in_a_box_of_any_name() -> None:
    box = "<div class='dnd-widget widget'><div><img src=x></div><div>Towels, between two stays</div></div>"
    assert "Towels" in read(f"<article>{PROSE}{box}{PROSE}</article>")


@pytest.mark.parametrize(
    "row",
    [
        "<p class=way><a href=/>Home</a> » <a href=/m>MARK</a> »</p>",
        "<p><a href=/m rel='category tag'>MARK</a></p>",
    ],
)
def test_ways_and_topics_go(row: str) -> None:
    heading = "<h1>The lamp on the mole</h1>"
    assert "MARK" not in read(f"<article>{heading}{row}{PROSE}</article>")
    assert "MARK" not in read(f"<article>{heading}{PROSE}{row}</article>")


@pytest.mark.parametrize(
    ("note", "stays"),
    [
        ("<div class=end><img src=x><p>Ada Fenn is a reporter for The Quay. MARK</p></div>", False),
        ("<p>Ada Fenn was there when the boat came in, and she tells it so. MARK</p>", True),
        ("<div class=end><p>The keeper is a man of sixty, with one good eye. MARK</p></div>", True),
    ],
)
def test_a_box_that_tells_of_the_author_goes(note: str, stays: bool) -> None:
    assert ("MARK" in read(f"<article>{PROSE}{note}</article>")) is stays


@pytest.mark.parametrize(
    "rows",
    [
        "<p>You may also like...</p><p><a href=/m>MARK and the price of lamp oil</a></p>",
        "<p>Follow MARK Fenn of the harbour office on Twitter, where it is told every day.</p>",
        "<p>MARK us at office@quay.example if you like, or have a news tip, a correction or a comment.</p>",
        "<h3>Related news</h3><p>MARK was lit again, says the harbour office; click here to read on.</p>",
        "<p>Readers' comments are moderated, and what is MARKED as an offence to the keeper is removed.</p>",
        "<p>Os comentários que ofendem MARK ou faltem com respeito não serão aprovados pelo moderador.</p>",
        "<p>MARK is sent to you for as little as two pounds, every day of the first year.</p>",
    ],
)
def test_offers_at_the_end_go(rows: str) -> None:
    text = read(f"<article>{PROSE}{rows}</article>")
    assert not any(word in text for word in ("MARK", "like", "Related"))


@each(
    "section",
    [
        "<section id=related-work><h2>Related work</h2><p>MARK went first.</p></section>",
        "<section id=social-effects class=x><h2>Social effects</h2><p>MARK left.</p></section>",
        "<div class='highlight comments'><pre># MARK</pre></div>",
        "<div class='print extra'>MARK was one of the two who saw it.</div>",
    ],
)
def test_a_name_removes_no_short_section_of_the_text(section: str) -> None:
    assert "MARK" in read(f"<article>{PROSE}{section}{PROSE}</article>")


@each(
    "box",
    [
        "<div class=cookies>MARK: we use cookies to make it better. <button>Accept</button></div>",
        "<div class=promo>MARK: read what we have. <a href=/m>All of it</a></div>",
        "<div class=signup>MARK: subscribe and have it all in the morning.</div>",
        "<div id=comments><h2>Comments</h2><span>MARK</span></div>",
    ],
)
def test_a_name_and_what_it_holds_remove_a_box(box: str) -> None:
    assert "MARK" not in read(f"<article>{PROSE}{box}{PROSE}</article>")


def test_controls_that_a_sentence_names_stay() -> None:
    sentence = "Press <button>Measure</button> and pick <select><option>One<option selected>Nine</select>, then wait."
    reply = "<p>Ann <button>MARK</button></p><p>A word.<button>MARK</button></p>"
    text = read(f"<article>{PROSE}<p>{sentence}</p>{reply}{PROSE}</article>")
    assert "Press Measure and pick Nine, then wait." in text
    assert "MARK" not in text


@pytest.mark.parametrize(
    "body",
    [
        f"<div><div class=q><div class=text><p>MARK {PARTS[0]}</p><p>{PARTS[1]}</p></div></div><div class=answers><h2>2 answers</h2><div class=a><div class=text><p>{PARTS[2]}</p></div></div><div class=a><div class=text><p>{PARTS[3]} It had oil, wick, glass, and, as ever, no flame, no key, no keeper.</p></div></div></div></div>",
        f"<article>{PROSE}<section class=footnotes><ol><li id=n1>MARK. <a href='#r1'>↩</a></li></ol></section></article>",
        f"<article>{PROSE}<h2>See also</h2><ul><li><a href=/wiki/M>MARK</a></li></ul></article>",
        f"<main><h1>Questions</h1>{''.join(f'<div><h3><button>Who was MARK?</button></h3><div>{part}</div></div>' for part in PARTS)}</main>",
        f"<article><header><h1>The lamp on the mole</h1><h3>What MARK saw when the water came in</h3><div><a href=/ada>Ada Fenn</a></div><time>May 3, 2019</time></header><div class=body>{PROSE * 2}</div></article>",
        f"<article><header><h1>The lamp on the mole</h1><p>What the boy had seen when the water came in.</p><figure><img src=x><figcaption>MARK</figcaption></figure></header><div class=body>{PROSE * 2}</div></article>",
        f"<article><p>{PARTS[0]}</p><div class=group><ul>{SOURCES}</ul></div><p>{PARTS[1]}</p><p>{PARTS[2]}</p></article>",
        f"<article><div class=head><h1>The lamp on the mole</h1><p>What MARK saw, and what the boy had seen.</p><p>Watched by many</p></div><div class=body>{PROSE * 2}</div></article>",
    ],
    ids=["question", "notes", "see also", "folded", "subtitle", "picture", "list", "standfirst"],
)
def test_parts_apart_from_the_most_of_the_text_stay(body: str) -> None:
    text = read(body)
    assert "MARK" in text
    assert not any(word in text for word in ("2019", "Watched"))


def test_every_word_of_a_page_is_kept_or_told() -> None:
    pieces = (
        f"<div class=top>Top{{0}} <ul><li><a href=/>Home{{0}}</a></li></ul></div><div>Loose{{0}} <p>{PARTS[0]}</p></div>"
        "<div class=side><h3>Side{0}</h3><p>Other matters of the harbour, told at some length, {0}.</p></div>"
        f"<form><label>Name{{0}}</label><input></form><main><div><h1>The lamp{{0}}</h1>{PROSE}</div>"
        f"<section><p>Later{{0}}</p><div><div>{PROSE}</div></div></section></main><footer>Imprint{{0}}</footer>"
    )
    words = ("Top", "Home", "Loose", "Side", "Name", "Later", "Imprint", "matters")
    for html in (pieces.format(1), f"<div><div>{pieces.format(1)}</div></div>{pieces.format(2)}"):
        draft = read_page(f"<!doctype html><head>{HEAD}</head><body>{html}</body>")
        told = " ".join([text_in(draft.html), *(part.text for part in draft.left_out)])
        assert all(told.count(word) >= html.count(word) for word in words)


def test_rows_in_a_table_that_lays_out_the_page_go() -> None:
    head = "<h1>The lamp on the mole</h1><p>May 3, 2019</p>"
    page = f"<table><tr><td><table><tr><td>{head}{PROSE}<p><a href=/>MARK</a></p><p>Share this</p></td></tr></table></td></tr></table>"
    text = read(page)
    assert all(part in text for part in PARTS)
    assert not any(word in text for word in ("2019", "MARK", "Share"))


def test_rows_of_a_table_of_data_stay() -> None:
    small = "<table><tr><td>May 3, 2019</td><td>The lamp is lit</td></tr></table>"
    text = read(f"<article><h1>The lamp on the mole</h1>{small}{PROSE}</article>")
    assert "May 3, 2019" in text


def posts(contact: str) -> str:
    return "".join(
        f"<div class=p><b>Ann</b>{contact}<p>MARK I was there, and I saw it all, as I told my aunt {n}.</p></div>"
        for n in range(12)
    )


def test_comments_go_however_many_and_whole_threads_stay() -> None:
    answer, dated = "<a href=/r>Reply</a>", "<i>May 3, 2019 at 9:00 am</i>"
    heading = "<h1>The lamp on the mole</h1>"
    for comments in (
        f"<div class=comments>{posts(answer)}</div>",
        f"<section><h3>12 responses to “The lamp”</h3>{posts(dated)}</section>",
    ):
        text = read(f"<div>{heading}{PROSE}</div>{comments}")
        assert all(part in text for part in PARTS), comments
        assert "MARK" not in text, comments
    board = (
        "<p>This board is run by people who ask you to be kind to one another by day and night.</p>"
    )
    for thread in (
        f"{heading}<div>{posts(answer)}</div><div>{board * 3}</div>",
        f"<h2>The lamp</h2><div>{posts(answer)}</div><div>{board * 3}</div>",
    ):
        assert read(thread).count("MARK") == 12, thread


def test_lists_of_terms_and_items_with_words_stay() -> None:
    event = "<dl><dt>When MARK</dt><dd>Saturday, May 2, 2020</dd><dt>Where</dt><dd>At the mole</dd></dl>"
    uses = "<ul><li>Oil: fills the lamp of the mole</li><li><a href=/m>More on MARK</a></li></ul>"
    for piece in (f"{event}{PROSE}", f"{PROSE}{uses}<h3>Licence</h3><p>None</p>"):
        text = read(f"<main><h1>The lamp on the mole</h1>{piece}</main>")
        assert "MARK" in text, piece
        assert "May 2" in text or "Oil" in text, piece


def test_ways_back_go_and_a_form_around_the_page_does_not() -> None:
    body = f"<h1>The lamp on the mole</h1>{PROSE}<p><a href=/>Home</a> | <a href=/b>Back</a></p>"
    made = "<p>The Quay is made by those who read it, since the year 1951.</p>"
    assert "Back" not in read(f"<div>{body}</div>")
    text = read(f"<div><form><input name=q>{body}</form>{made}</div>")
    assert all(part in text for part in PARTS)
    end = "<article><p>MARK What became of the lamp.</p><form><input name=a></form></article>"
    assert "MARK" in read(f"<div><h1>The lamp on the mole</h1>{PROSE}{end}</div>")


def test_the_next_article_on_the_page_goes_but_no_chapter() -> None:
    later = "".join(f"<p>MARK {part}</p>" for part in PARTS)
    page = f"<main><article><h1>The lamp on the mole</h1>{PROSE}</article><article><h1>{{}}</h1>{later}</article></main>"
    assert "MARK" not in read(page.format("The price of lamp oil"))
    assert "MARK" in read(page.format("The lamp on the mole"))
    assert "MARK" in read(page.replace("The lamp on the mole", "Dusk").format("Dawn"))


CITED = "MARK: The lamp on the mole (2024, May 3) retrieved 5 May 2024 from {}"


@each(
    ("row", "is_kept"),
    [
        (CITED.format("https://quay.example/lamp"), False),
        (CITED.format("https://books.example/lamp"), True),  # of somebody else
        (
            "MARK: the keeper of quay.example wrote about all this once more in May of that year.",
            True,
        ),
    ],
)
def test_how_to_cite_the_article_is_not_of_its_text(row: str, is_kept: bool) -> None:
    body = f"<article><h1>The lamp on the mole</h1>{PROSE}<div><p>{row}</p></div></article>"
    assert ("MARK" in read(body)) == is_kept


@each(
    "row",
    [
        "<p>Harbour, The Quay | Updated : 19 November 2019, 09:01 AM — MARK</p>",
        "<p><a href=/1>The lamp MARKs nobody</a> [INSIGHT] <a href=/2>Who lit it</a> [VIDEO]</p>",
        "<div><span hidden>0</span> <span>Post comment</span> (+)</div>",
    ],
)
def test_rows_of_dates_labels_and_hidden_counts_go(row: str) -> None:
    text = read(f"<article><h1>The lamp on the mole</h1>{row}{PROSE}{row}{PROSE}</article>")
    assert "omment" not in text
    assert "MARKs" not in text
    assert text.startswith(PARTS[0])


def test_a_card_that_a_link_shows_under_the_mouse_goes() -> None:
    others = "<a href=/1>MARK one and the lamp</a> <a href=/2>MARK two and the lamp</a>"
    card = f"<span><b><a href=/ada>Ada M. Fenn</a></b> {others}</span>"
    said = (
        "<p>The keeper <a href=/ada>Ada Fenn</a>{}, who had no lamp, lit the other one instead.</p>"
    )
    text = read(f"<article>{PROSE}{said.format(card)}{PROSE}</article>")
    assert "MARK" not in text
    assert "The keeper Ada Fenn, who had" in text
    beside = f"<span> and <a href=/bo>Bo</a> {others}</span>"
    assert "MARK one" in read(f"<article>{PROSE}{said.format(beside)}{PROSE}</article>")


def test_a_picture_that_offers_something_goes_with_its_caption() -> None:
    offer = "<figcaption><a href=/m>Subscribe to our magazine</a> for MARK</figcaption>"
    html = f"<article>{PROSE}<figure><img src=x>{offer}</figure>{PROSE}</article>"
    assert "MARK" not in read(html)
    for words in ("The lamp", "Photo © Ada Fenn", "All rights reserved by Ada Fenn"):
        shown = offer.replace("Subscribe to our magazine", words)
        assert "MARK" in read(html.replace(offer, shown))
    said = "<figcaption>MARK: a sign says “subscribe now”. <a href=/f>Ada Fenn</a></figcaption>"
    assert "MARK" in read(html.replace(offer, said))


@each(
    "row",
    [
        "<p><a href=/p>The MARKs of the paper [PDF]</a> and <a href=/d>its data [ZIP]</a></p>",
        "<p><a href=/1>MARK 灯塔看守人的报告全文[中文版]</a> <a href=/2>灯塔看守人的报告全文[英文版]</a></p>",
    ],
)
def test_links_named_for_the_files_they_lead_to_stay(row: str) -> None:
    assert "MARK" in read(f"<article><h1>The lamp</h1>{PROSE}{row}{PROSE}</article>")


@each(
    "row",
    [
        "Wer wegzog, musste sich <a href=/a>beim Amt</a> abmelden, MARK blieb so bis ans Ende.",
        "Tuvieron que <a href=/c>cancelar</a> MARK, el concierto del puerto, y nadie supo por qué.",
        "Al final decidió <a href=/b>darse de baja</a> de MARK, y nadie lo volvió a ver en el puerto.",
    ],
)
def test_other_things_that_are_ended_are_no_newsletter(row: str) -> None:
    assert "MARK" in read(f"<article><h1>The lamp</h1>{PROSE}<p>{row}</p></article>")


@each("state", ["hidden", "style='display: none'", "style='display: none; color: red\x01'", ""])
@each("button", ["<button {}>Who was MARK?</button>", "<h3><button {}>Who was MARK?</button></h3>"])
def test_what_a_button_unfolds_is_shown_with_the_button_s_words(button: str, state: str) -> None:
    pieces = "".join(
        f"<div>{button.format(f'aria-expanded=false aria-controls=p{n}')}<div id=p{n} {state}><p>{part}</p></div></div>"
        for n, part in enumerate(PARTS)
    )
    text = read(f"<main><h1>The lamp on the mole</h1>{pieces}</main>")
    assert text.count("Who was MARK?") == 4
    assert all(part in text for part in PARTS)


def test_a_part_that_thousands_of_buttons_unfold_is_looked_at_once() -> None:
    """Otherwise this would take minutes."""
    buttons, words = "<button aria-controls=p>+</button>" * 5_000, f"<p>{PARTS[0]}</p>" * 5_000
    assert PARTS[0] in read(f"<article>{buttons}<div id=p hidden>{words}</div></article>")


@each("control", ["aria-controls=t", ""])
def test_hidden_panels_of_tabs_are_shown_and_menus_are_not(control: str) -> None:
    tabs = "<div role=tablist><button role=tab CONTROL>North</button></div>"
    tabs = tabs.replace("CONTROL", control)
    panel = f"<div role=tabpanel id=t hidden><p>{PARTS[3]}</p></div>"
    menu = f"<button aria-controls=m>Menu</button><div id=m class=menu hidden><p>MARK: {PARTS[3]}</p></div>"
    text = read(f"<article>{menu}<p>{PARTS[0]}</p><p>{PARTS[1]}</p>{tabs}{panel}</article>")
    assert PARTS[3] in text
    assert "MARK" not in text


@each(
    "row",
    [
        "<p><a href=#>Artikel teilen</a> <a href=#>Drucken</a></p>",
        "<p>Partager cet article</p>",
        "<p>Условия: <a href=/1>MARK</a></p><p>Все права защищены.</p>",
        "<p>この記事をシェア</p>",
        "<p>شارك المقال</p>",
        "<p>Czas czytania: 5 min</p>",
        "<p><b>Čtěte také: <a href=/1>Lampa v přístavu a cena oleje</a></b></p>",
        "<p>관련기사: <a href=/1>MARK</a></p>",
        "<p>Reklama</p>",
        "<p>広告</p>",
        "<p>무단전재 및 재배포 금지</p>",
    ],
)
def test_rows_in_other_languages_go(row: str) -> None:
    heading = "<h1>The lamp on the mole</h1>"
    is_above = "czytania" in row
    parts = (heading, row, PROSE) if is_above else (heading, PROSE, row)
    words = text_in(row.replace("</a>", " </a>")).split()
    text = read(f"<article>{''.join(parts)}</article>")
    assert all(part in text for part in PARTS)
    assert words[-1] not in text


@each("word", ["Werbung", "Реклама", "広告"])
def test_a_heading_over_text_is_no_row(word: str) -> None:
    text = read(f"<article><h1>The lamp on the mole</h1>{PROSE}<h2>{word}</h2>{PROSE}</article>")
    assert word in text
