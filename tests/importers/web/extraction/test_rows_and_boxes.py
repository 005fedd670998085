"""Rows of dates and authors, boxes and dialogs in and around a text: what of them is of the text."""

from tests.each import each
from tests.importers.allowed import text_in
from tests.importers.sources import read_page
from tests.importers.web.extraction.test_links_and_rows import PARTS, PROSE, STORIES, read

HEADING = "<h1>The lamp on the mole</h1>"
BOX = "<div class=sister role=navigation><p>The lamp on the mole in other papers of the harbour, and in the books of those who were there: <a href=/p>MARK</a></p></div>"


@each(
    "row",
    [
        "Published May 3, 2024 at 9:14 a.m., updated June 5, 2024 at 10:00 p.m.",
        "Posted on Monday 3 May 2024 at 09:14 by Ada Fenn.",
        "By Ada Fenn, a deputy editor and the author of Quay Letter. She has covered the coast for years.",
    ],
)
def test_a_row_that_ends_as_a_sentence_is_a_row(row: str) -> None:
    assert row[:9] not in read(f"<article>{HEADING}<div><p>{row}</p></div>{PROSE}</article>")


@each(
    "sentence",
    [
        "By Ada Fenn’s account, the lamp had been out for an hour before the keeper looked up at it.",
        "By Ben Marsh, who kept it, the lamp was called a nuisance, and by the boats it was called late.",
        "Published on May 3, 2024, the report says that the lamp was out for most of the night.",
        "Posted at the door since 1903, the rules of the lamp were read by nobody but the keeper.",
    ],
)
def test_a_sentence_that_begins_as_a_row_does_stays(sentence: str) -> None:
    assert sentence in read(f"<article>{HEADING}<p>{sentence}</p>{PROSE}</article>")


@each(
    "lists",
    [
        f"{BOX}<ul>{STORIES}</ul>",
        f"<dl><dt>The coast</dt></dl><ul><li><a href=/1>Official page of the mole</a></li></ul><dl><dt>Lamps</dt></dl><ul>{STORIES}</ul>",
    ],
)
def test_lists_under_the_heading_of_sources_stay(lists: str) -> None:
    body = f"<h2>The night</h2>{PROSE}<h2>External links</h2>{lists}"
    text = read(f"<article>{HEADING}<div>{body}</div></article>")
    assert "MARK and the price of lamp oil" in text
    assert "other papers" not in text


def test_a_list_after_another_text_than_sources_leads_on() -> None:
    far = f"<h2>Links</h2><p>{PARTS[1]}</p><ul><li><a href=/1>MARK of the mole and its oil</a></li><li><a href=/2>MARK and the bread</a></li></ul>"
    assert "MARK" not in read(f"<article>{HEADING}<div>{PROSE}{far}</div></article>")


def test_an_aside_that_is_a_heading_and_a_link_is_a_teaser() -> None:
    teaser = "<aside><h2>MARK of the week: wicks, glass and a tin of oil</h2><span><a href=https://o.example>Read on</a></span></aside>"
    facts = "<aside><h2>The lamp in numbers</h2><ul><li>KEPT since 1903</li><li>Oil of <a href=/m>Marsh</a></li></ul></aside>"
    text = read(f"<article>{HEADING}<p>{PARTS[0]}</p>{teaser}{PROSE}{facts}{PROSE}</article>")
    assert "MARK" not in text
    assert "KEPT" in text


def test_a_placeholder_alone_in_a_table_goes() -> None:
    loading = "<table><tr><td>Loading...</td></tr></table>"
    told = "<table><tr><th>Film</th><th>State</th></tr><tr><td>Lamps</td><td>Loading...</td></tr></table>"
    assert "Loading" not in read(f"<article>{HEADING}{PROSE}{loading}{PROSE}</article>")
    assert "Loading" in read(f"<article>{HEADING}{PROSE}{told}{PROSE}</article>")


@each("place", ["<p>{}</p>", "{}", "<div>To copy: {} and go.</div>"])
def test_the_words_of_a_text_area_are_told_as_left_out(place: str) -> None:
    area = place.format("<textarea>MARK, as it is to be copied</textarea>")
    draft = read_page(f"<title>T</title><article>{HEADING}{PROSE}{area}{PROSE}</article>")
    assert "MARK" not in draft.html
    assert [part.text for part in draft.left_out if "MARK" in part.text] == [
        "MARK, as it is to be copied"
    ]


def test_an_article_that_is_shown_in_a_dialog() -> None:
    """A page of many shows one of them so; what asks for consent is another dialog."""
    dialog = "<div class='modal show'><button data-dismiss=modal>×</button>{}</div>"
    front = "<div><p>All the news of the harbour, each morning at six, with the tides and the weather.</p></div>"
    asks = dialog.format(f"<h2>We ask</h2>{PROSE}".replace("The lamp", "MARK"))
    text = read(f"{front}{dialog.format(f'<article>{HEADING}{PROSE}</article>')}{asks}")
    assert all(part in text for part in PARTS)
    assert "MARK" not in text
    assert "news of the harbour" not in text


@each("around", ["{}", "<a href=/>Home</a><h1>T</h1>{}<a href=/i>Imprint</a>"])
def test_rights_are_a_text_if_nothing_else_is(around: str) -> None:
    rights = (
        "Copyright 2024 the Mill Society; all rights reserved, and the notes may not be printed."
    )
    draft = read_page(f"<title>T</title><body>{around.format(f'<p>{rights}</p>')}</body>")
    assert text_in(draft.html).strip() == rights


def film(title: str, length: str) -> str:
    return (
        f"<div class=film><img src=f.jpg><div>{title}</div><div>{length} - Source: Quay</div></div>"
    )


def test_a_list_of_films_is_no_text() -> None:
    films = "".join(map(film, ("MARK one", "MARK two", "MARK three"), ("3:05", "01:20", "12:00")))
    assert "MARK" not in read(f"<article>{HEADING}{PROSE}<div>{films}</div>{PROSE}</article>")


@each(
    ("times", "words"),
    [
        (("10:15", "11:30", "12:47"), "The MARK is seen from the gate"),  # of a day
        (("02:05", "02:04", "02:03"), "MARK Kim Oh, of the Heron"),  # of a race
        (("3:05", "1:20", "12:07"), "The MARK begins softly. It ends so"),  # songs
    ],
)
@each("entry", ["<h3>{0}</h3><p>{1}</p>", "<p>{0} {1}</p>", "<div>{1}</div><div>{0}</div>"])
def test_images_with_times_of_a_text_stay(times: tuple[str, ...], words: str, entry: str) -> None:
    entries = [
        f"<div><img src=f.jpg>{entry.format(time, f'{words} {time[-1]}')}</div>" for time in times
    ]
    page = f"<article>{HEADING}{PROSE}<div>{''.join(entries)}</div>{PROSE}</article>"
    assert read(page).count("MARK") == 3


@each(
    "row",
    [
        "10:30 The MARK is opened by Kim Oh",
        "4 May 1914, MARK",
        "MARK, 3:15, in the harbour",
    ],
)
def test_a_row_with_a_time_below_some_paragraphs_is_text(row: str) -> None:
    assert "MARK" in read(f"<article>{HEADING}{PROSE}<p>{row}</p>{PROSE}</article>")
    published = f"<p>Updated: {row.replace('MARK', '')}</p>"
    assert "Updated" not in read(f"<article>{HEADING}{PROSE}{published}{PROSE}</article>")


@each(
    "row",
    [
        "Il y a un phare à Brest: MARK",
        "Hace un frío terrible, MARK",
        "Há uma casa na praia, MARK",
        "A 4 door sedan at the MARK",
    ],
)
def test_a_row_that_only_begins_like_a_span_of_time_is_text(row: str) -> None:
    assert "MARK" in read(f"<article>{HEADING}<p>{row}</p>{PROSE}</article>")


def test_a_quotation_beside_the_text_that_links_to_its_speaker_stays() -> None:
    quotation = "“We lit it for the ships, and for the MARK,” says <a href=/p/kim>Kim Oh</a>."
    aside = f"<aside><h2>{quotation}</h2></aside>"
    assert "MARK" in read(f"<article>{HEADING}{PROSE}{aside}{PROSE}</article>")


@each(
    "times",
    [
        "<p>06:00 The MARK is lit.</p><p>07:30 It is put out.</p><p>09:00 Bread.</p>",
        f"<div>{film('The MARK, as it was filmed', '01:20')}</div>",
        "<div><div><img src=a.jpg>06:00 am, the MARK is lit.</div><div><img src=b.jpg>07:00 am, it is not.</div><div><img src=c.jpg>08:00 am, bread.</div></div>",
    ],
)
def test_what_a_text_times_stays(times: str) -> None:
    assert "MARK" in read(f"<article>{HEADING}{PROSE}{times}{PROSE}</article>")


@each("when", ["Hace 28 minutos", "vor 3 Stunden", "il y a 2 jours", "3 uur geleden", "5分前"])
def test_comments_longer_than_the_text_are_told_by_when_they_were_written(when: str) -> None:
    comment = f"<div class=sf_comment><p>Kim, {when}</p><p>MARK {PARTS[1]} {PARTS[2]}</p></div>"
    comments = f"<div id=sf_comment_list>{comment * 4}</div>"
    assert "MARK" not in read(f"<article>{HEADING}{PROSE}{comments}</article>")


def test_a_section_on_comments_stays() -> None:
    parts = f"<p>MARK {PARTS[1]}</p><p>{PARTS[2]}</p><p>{PARTS[3]}</p>" * 2
    section = f"<div id=comments-in-the-press><h2>In the press</h2>{parts}</div>"
    assert "MARK" in read(f"<article>{HEADING}{PROSE}{section}</article>")


def test_a_byline_that_names_the_paper_is_a_row() -> None:
    head = "<title>T</title><meta name=author content='Ada Fenn, Kim Oh'><meta property=og:site_name content='Quay'>"
    row = "<p>By <b>Ada Fenn</b>, <b>Kim Oh</b>, Quay</p>"
    draft = read_page(f"{head}<article>{HEADING}{row}{PROSE}</article>")
    assert (draft.byline, "Kim Oh" in draft.html) == ("Ada Fenn, Kim Oh", False)
    other = read_page(
        f"{head}<article>{HEADING}{row.replace('Quay', 'Ben Marsh')}{PROSE}</article>"
    )
    assert "Ben Marsh" in f"{other.byline} {other.html}"
