"""Headings of panels, controls at figures, buttons, tags and subtitles, as sites of many kinds set them."""

from tests.each import each
from tests.importers.web.extraction.test_links_and_rows import PARTS, PROSE, read


def folded(question: str, answer: str) -> str:
    return (
        f"<div class=item><h2><button class=collapsed>{question}</button></h2>"
        f"<div class='panel collapse'><div class=body>{answer}</div></div></div>"
    )


@each("questions", [["MARK?", "Who was aboard?"], ["MARK?", "Who was aboard?", "Who slept?"]])
def test_the_heading_of_the_first_panel_stays(questions: list[str]) -> None:
    panels = "".join(map(folded, questions, PARTS))
    text = read(f"<main><h1>The lamp on the mole</h1><div class=all>{panels}</div></main>")
    assert all(question in text for question in questions)


def test_the_heading_over_a_text_stays_where_the_title_is_elsewhere() -> None:
    story = f"<div><h2>MARK, the first part</h2><div class=text>{PROSE}</div></div>"
    assert "MARK" in read(f"<header><h1>The lamp on the mole</h1></header>{story}")


@each("heading", ["<h1>MARK</h1>", "<h1><a href=/>MARK</a></h1>", "<h2>News of MARK</h2>"])
@each("level", [1, 2])
def test_the_name_of_a_site_over_an_article_is_left_out(heading: str, level: int) -> None:
    title = f"<h{level}>The lamp on the mole</h{level}>"
    text = read(f"{heading}<div class=post>{title}{PROSE}</div>")
    assert text.startswith(PARTS[0])


@each("subtitle, is_text", [("MARK is aboard, too.", True), ("MARK aboard", False)])
def test_a_short_sentence_below_the_title_leads_in(subtitle: str, is_text: bool) -> None:
    head = f"<header><nav><a href=/>Quay</a></nav><h1>The lamp on the mole</h1><p>{subtitle}</p></header>"
    assert ("MARK" in read(f"<main>{head}<div>{PROSE}</div></main>")) == is_text


@each(
    "control",
    [
        "<div><a href=/f1>Open in a new tab</a></div>",
        "<div><a href=/f1><span>Full size image</span></a></div>",
        "<p><a href=/f1.ppt>Download PowerPoint slide</a></p>",
        "<p><a href=/f1>View larger image</a></p>",
    ],
)
def test_controls_at_a_figure_are_left_out(control: str) -> None:
    figure = f"<figure><img src=f1.png>{control}<figcaption>MARK on deck</figcaption></figure>"
    text = read(f"<article><h1>The lamp on the mole</h1>{PROSE}{figure}{PROSE}</article>")
    assert "MARK on deck" in text
    assert not any(word in text for word in ("new tab", "size", "PowerPoint", "larger"))


@each(
    "row, is_text",
    [
        ("<p><a class='button primary' href=/s>Share MARK</a></p>", False),
        ("<p><a class=recipe-link-button href=/p>Print MARK</a></p>", False),
        ("<p><a href=/s>Share MARK</a></p>", True),
        ("<p><a class=button href=/r>The MARK report</a></p>", True),
        ("<p>Then press <a class=button href=#>Share MARK</a></p>", True),
    ],
)
def test_buttons_that_ask_to_share_are_left_out(row: str, is_text: bool) -> None:
    body = f"<article><h1>The lamp on the mole</h1>{PROSE}{row}{PROSE}</article>"
    assert ("MARK" in read(body)) == is_text


@each(
    "row, is_text",
    [
        ("Tags MARK, lamps, oil", False),
        ("Tags: MARK", False),
        ("Schlagwörter: MARK, Öl", False),
        ("标签：MARK 灯 油", False),
        ("Tags MARK lamps", True),
        ("Tags, labels and MARK", True),
        ("Tags: MARK had two of them on his coat.", True),
    ],
)
def test_a_last_row_of_tags_is_left_out(row: str, is_text: bool) -> None:
    body = f"<article><h1>The lamp on the mole</h1>{PROSE}<p>{row}</p></article>"
    assert ("MARK" in read(body)) == is_text


@each("rows", [("Listen", "14"), ("1.2K", "Listen"), ("Listen", "3", "Save")])
def test_controls_and_counts_above_a_text_are_left_out(rows: tuple[str, ...]) -> None:
    row = "".join(f"<p>{text}</p>" for text in rows)
    text = read(f"<article><h1>The lamp on the mole</h1><div>{row}</div>{PROSE}</article>")
    assert text.startswith(PARTS[0])


@each("line", ["1", "Listen:", "Listen.", "Follow…", "Save!"])
def test_a_short_first_line_stays(line: str) -> None:
    text = read(f"<article><h1>The lamp on the mole</h1><p>{line}</p>{PROSE}</article>")
    assert text.startswith(line)


def test_what_a_site_says_below_an_article_without_classes_is_left_out() -> None:
    story = f"<article><div><h1>The lamp on the mole</h1>{PROSE * 5}</div></article>"
    below = (
        "<div><p>12</p><h2>Written by Ada Fenn</h2><p>210 Followers</p><div><article><h2>Oil</h2>"
        "<p>MARK was the only thing that the island ever sold, and sold badly.</p></article></div></div>"
    )
    assert "MARK" not in read(f"<div>{story}{below}</div>")


@each("lines", ["<p>MARK, flour</p><p>MARK, ink</p>", "<p>1. flour</p><p>2. MARK</p>"])
def test_the_heading_over_last_short_lines_stays_with_them(lines: str) -> None:
    text = read(
        f"<main><h1>The lamp on the mole</h1>{PROSE}<h2>What the boat carried</h2>{lines}</main>"
    )
    assert text.index("What the boat carried") < text.index("MARK")


@each("heading", ["コメント", "评论 (1)", "Комментарии", "التعليقات", "3 komentáře", "Yorumlar"])
def test_comments_in_other_languages_are_left_out(heading: str) -> None:
    said = "<p>MARK had an aunt who kept the lamp of another coast for many a year, and told MARK of it.</p>"
    section = f"<div class=comment-area><h2>{heading}</h2><div>{said}</div></div>"
    assert "MARK" not in read(f"<main><h1>The lamp on the mole</h1>{PROSE}{section}</main>")


def test_answers_stay_below_a_question_whose_heading_leads_to_its_own_page() -> None:
    question = (
        f"<div class=question><i>12</i><div class=post>{PROSE}</div><p>asked in May</p></div>"
    )
    answer = f"<div class=answer><i>3</i><div class=post><p>{PARTS[0]} MARK</p></div></div>"
    answers = f"<div id=answers><h2>2 Answers</h2>{answer * 2}</div>"
    head = "<div class=head><h1><a href=/q/1>The lamp on the mole</a></h1></div>"
    text = read(
        f"<div class=all>{head}<div class=bar>{question}{answers}</div></div><p>Quay 2024</p>"
    )
    assert text.count("MARK") == 2


def built(kind: str, words: str) -> str:
    return f"<div class='x-widget x-widget-{kind}'><div class=x-widget-box>{words}</div></div>"


def test_parts_of_a_page_that_are_all_called_widgets_stay() -> None:
    parts = [built("text", f"<p>{part}</p>") for part in PARTS]
    fold = "<div class=x-fold><div class=x-tab><a>MARK?</a></div><div class=x-tab><p>Yes, MARK.</p></div></div>"
    text = read(
        f"<div class=x-column><div class=x-wrap>{''.join(parts)}{built('fold', fold)}</div></div>"
    )
    assert "MARK?" in text
    assert "Yes, MARK." in text
    assert all(part in text for part in PARTS)


def test_a_widget_beside_a_text_is_left_out() -> None:
    widget = built("list", "<h4>MARK</h4><div>Now 12 boats in <a href=/h>the harbour</a></div>")
    text = read(f"<main><h1>The lamp on the mole</h1>{PROSE}{PROSE}{widget}</main>")
    assert "MARK" not in text


@each(
    "section",
    [
        "<section><h2>See also</h2><p><a href=/2>MARK(1)</a>, <a href=/5>ice(5)</a></p></section>",
        "<h2>References</h2><p><a href=https://o.example/p>MARK, a history of lamp oil</a></p>",
        "<div><h2>Further reading</h2><div><a href=https://o.example/p>MARK, a history</a></div></div>",
    ],
)
def test_sources_that_are_no_list_stay(section: str) -> None:
    assert "MARK" in read(f"<main><h1>The lamp on the mole</h1>{PROSE}{section}</main>")


def test_articles_with_images_under_see_also_are_left_out() -> None:
    card = "<div><a href=/{0}><img src={0}.jpg><span>MARK, a lamp of another coast {0}</span></a></div>"
    cards = "".join(card.format(number) for number in range(6))
    body = f"<article><h1>The lamp on the mole</h1>{PROSE}<div><h3>See also</h3>{cards}</div></article>"
    assert "MARK" not in read(body)


def test_short_captions_of_slides_stay() -> None:
    slide = "<div class=slide><img src={0}.jpg><div class=caption>MARK {0} on deck</div></div>"
    slides = f"<div>{slide.format(1)}{slide.format(2)}<div class=count>1 of 2</div></div>"
    text = read(f"<article><h1>The lamp on the mole</h1>{slides}{PROSE}{PROSE}</article>")
    assert "MARK 1" in text
    assert "MARK 2" in text
    assert "1 of 2" not in text


@each(
    "row, is_text",
    [
        ("<h2 class=deck>What MARK saw that night from the mole</h2>", True),
        ("<p class=intro>MARK was on the mole that night, and tells of it.</p>", True),
        ("<h3>Related articles by MARK</h3>", False),
        ("<p><a href=/m>MARK was on the mole that night.</a></p>", False),
    ],
)
def test_a_line_between_title_and_text_leads_in(row: str, is_text: bool) -> None:
    byline = "<div class=by><span>By <a href=/ada>Ada Fenn</a></span></div>"
    body = (
        f"<article><h1>The lamp on the mole</h1>{row}{byline}<div class=x>{PROSE}</div></article>"
    )
    assert ("MARK" in read(body)) == is_text
