"""Pages of many shapes become the text a person came to read: all of it, and only that."""

from base64 import b64encode

import pytest

from tests.each import each
from tests.importers.allowed import text_in
from tests.importers.sources import read_page
from tests.importers.test_assets import PNG

PARTS = (
    "The lamp on the mole was lit at five, an hour before dusk, as the harbour book asks of the keeper.",
    "Two boats were still out, and the smaller of them, the Heron, had no radio and a boy of twelve aboard.",
    "Nobody in the village slept, though nobody said so, and in the morning the bread was late everywhere.",
    "The Heron came in at seven with her nets full, her mast gone, and the boy asleep under the sail.",
)
PICTURE = f"data:image/png;base64,{b64encode(PNG).decode()}"
PROSE = "".join(f"<p>{part}</p>" for part in PARTS)
LINKS = "".join(f"<li><a href=/{n}>Another story from the coast {n}</a></li>" for n in range(9))


def read(body: str, head: str = "<title>The lamp on the mole</title>") -> str:
    return " ".join(text_in(read_page(f"<!doctype html>{head}<body>{body}</body>").html).split())


def has_all(text: str) -> bool:
    return all(part in text for part in PARTS) and [*map(text.index, PARTS)] == sorted(
        map(text.index, PARTS)
    )


@pytest.mark.parametrize(
    "body",
    [
        f"<div id=top><ul>{LINKS}</ul></div><div id=mid>{PROSE}</div><div id=right><h3>Most read</h3><ul>{LINKS}</ul></div><div id=low><p>Imprint <a href=/i>and rights</a></p></div>",
        f"<table><tr><td><ul>{LINKS}</ul></td><td>{'<br><br>'.join(PARTS)}</td></tr></table>",
        f"<div><div>{'</div><div>'.join(PARTS)}</div></div><ul>{LINKS}</ul>",
        f"<font>{'<br><br>'.join(PARTS)}</font><p><a href=/>Home</a></p>",
        f"<main><div class=story><h1>The lamp on the mole</h1>{PROSE}</div><section>"
        + "<article><a href=/c><h4>A card</h4><p>Somebody said it could not be done, and it was.</p></a></article>"
        * 4
        + "</section></main>",
        f"<article><h1>The lamp on the mole</h1><section itemprop=articleBody><p>{PARTS[0]}</p></section><ul>{LINKS}</ul><section itemprop=articleBody><p>{PARTS[1]}</p><p>{PARTS[2]}</p></section><section itemprop=articleBody><p>{PARTS[3]}</p></section></article>",
        f"<main><article><p>{PARTS[0]}</p><p>{PARTS[1]}</p></article><article><p>{PARTS[2]}</p><p>{PARTS[3]}</p></article></main>",
        f"<article>{''.join(f'<section><div><div class=c{n}><p>{part}</p></div></div></section>' for n, part in enumerate(PARTS))}</article><ul>{LINKS}</ul>",
        f"<article><header><h1>The lamp on the mole</h1><p class=standfirst>{PARTS[0]}</p></header><div class=tools><a href=/s>Share</a></div><div class=body><p>{PARTS[1]}</p><p>{PARTS[2]}</p><p>{PARTS[3]}</p></div></article>",
        f"<div class=page><h1>The lamp on the mole</h1>{''.join(f'<div class=step><img src=x><ol><li>{part}</li></ol></div>' for part in PARTS)}</div><ul>{LINKS}</ul>",
        f"<div class=post><noscript>{PROSE}</noscript></div><div><p>A weekly for people who live beside water.</p></div>",
        f"<noscript><img src=https://px.example/1.gif><div>{PROSE}</div>",
        f"<div id=root>{''.join(f'<section><div><div><div>{half}</div></div></div></section>' for half in (f'<h1>The lamp on the mole</h1><p>{PARTS[0]}</p><p>{PARTS[1]}</p>', f'<p>{PARTS[2]}</p><p>{PARTS[3]}</p>'))}</div>",
        f"<div><div class=lead><div><p>{PARTS[0]}</p></div></div>{''.join(f'<div><div class=step><img src=x><div><div><div><p>{part}</p></div></div></div></div></div>' for part in PARTS[1:])}</div>",
        f"<div role=dialog class=modal>{PROSE * 2}</div><div><ul>{LINKS}</ul><p>{'Something else is said here, at length, of other days. ' * 9}</p></div>",
        f"<div role=dialog class=modal>{PROSE * 2}</div><div><p>Behind it are other things, of which little is said.</p></div>",
    ],
    ids=[
        "no landmarks",
        "table and breaks",
        "div only",
        "font and breaks",
        "cards",
        "several bodies",
        "article siblings",
        "wrapped sections",
        "lead outside",
        "steps with pictures",
        "noscript",
        "noscript unclosed",
        "sections in wrappers",
        "lead and steps",
        "dialog before other text",
        "dialog",
    ],
)
def test_all_of_the_text_and_nothing_beside_it(body: str) -> None:
    text = read(body)
    assert has_all(text)
    assert not any(word in text for word in ("Another story", "A card", "Home", "Share", "Imprint"))


@each(
    "name",
    ["related-work", "social-effects", "non-paywall", "comment-on-the-law", "print-culture", "ads"],
)
@each("tag", ["section", "div"])
def test_a_name_alone_removes_nothing(name: str, tag: str) -> None:
    section = f"<{tag} id='{name}' class='{name}'><h2>What it did</h2><p>{PARTS[2]}</p><p>{PARTS[3]}</p></{tag}>"
    assert has_all(read(f"<article><p>{PARTS[0]}</p><p>{PARTS[1]}</p>{section}</article>"))


@each(
    "piece",
    [
        "<h2 id=tools>MARK</h2><p>{text}</p>",
        "<h2 id=share class=meta>MARK</h2><p>{text}</p>",
        "<div class=heading><h2 id=comments>MARK<a class=headerlink href='#comments'>¶</a></h2></div><p>{text}</p>",
        "<h2 id=newsletter>MARK</h2><ul><li>Oil</li><li>Wicks of cotton</li></ul>",
        "<h2><span class=mw-headline id=Community>MARK</span></h2><p>{text}</p>",
        "<dl><dt id=menu>MARK</dt><dd>{text}</dd></dl>",
        "<section id=tools class=level2><h2>Tools</h2><ul><li>MARK</li><li>Oil</li></ul></section>",
    ],
)
def test_identifiers_made_of_words_of_the_text_remove_nothing(piece: str) -> None:
    text = read(
        f"<article><p>{PARTS[0]}</p>{piece.format(text=PARTS[1])}<p>{PARTS[2]}</p><p>{PARTS[3]}</p></article>"
    )
    assert "MARK" in text


@each(
    "piece",
    [
        "<p>MARK yes.</p><p>“No,” she said.</p>",
        "<hr><p>MARK * * *</p>",
        "<pre><code>MARK = 1</code></pre>",
        "<figure><img src=x><figcaption>MARK, seen from the mole.</figcaption></figure>",
        "<ul><li><a href=https://a.example/1>MARK, a book</a>, and what it says of the lamp.</li></ul>",
        "<table><tr><th>Year</th><th>Boats</th></tr><tr><td>MARK</td><td>2</td></tr></table>",
        "<aside><p>MARK was told later, and only to the priest, who wrote it down in his own book.</p></aside>",
        "<h2>MARK</h2>",
    ],
)
def test_blocks_in_boxes_of_their_own_stay_between_paragraphs(piece: str) -> None:
    first, *parts = (
        f"<div><div>{part}</div></div>"
        for part in (f"<p>{PARTS[0]}</p>", piece, *map("<p>{}</p>".format, PARTS[1:]))
    )
    text = read(
        f"<body><nav><a href=/>Home</a></nav><h1>The lamp on the mole</h1>{first}{''.join(parts)}</body>"
    )
    assert "MARK" in text
    assert has_all(text)


@each(
    "piece",
    ["<pre><code>MARK = 1</code></pre>", "<blockquote>MARK sails.</blockquote>"],
)
@each("is_last", [False, True])
def test_code_and_quotations_stay_at_the_ends_of_a_text(piece: str, is_last: bool) -> None:
    text = "".join(f"<div><p>{part}</p></div>" for part in PARTS)
    body = f"{text}{piece}" if is_last else f"{piece}{text}"
    assert "MARK" in read(f"<body><h1>The lamp on the mole</h1>{body}</body>")


def test_a_long_section_beside_the_body_stays_whatever_its_name() -> None:
    marked = "".join(f"<div><div><p>MARK {part}</p></div></div>" for part in PARTS)
    section = f"<section class=related-work><h2>Before</h2>{marked}</section>"
    body = f"<div><div class=body>{PROSE * 3}</div><p>End.</p></div>"
    text = read(f"<article><h1>The lamp on the mole</h1>{body}{section}</article>")
    assert text.count("MARK") == 4


@each(
    "piece",
    [
        "<blockquote><p>We sail.</p><footer>MARK, notebook</footer></blockquote>",
        "<footer><p>MARK: the account above was read to the keeper, who had nothing to add to it, and signed.</p></footer>",
        "<ul><li>MARK</li><li>Oil</li><li><a href=/w>Wick</a> of cotton</li></ul>",
        "<blockquote><p>MARK <a href=https://t.example/1>t.example/1</a></p><a href=/b>Ida (@ida)</a></blockquote>",
        "<div class='social embed'><blockquote><p>MARK.</p>— Ida (@ida) <a href=/d>May 3, 2024</a></blockquote></div>",
        "<table><tr><th>Boat</th><th>Crew</th></tr><tr><td><a href=/h>MARK</a></td><td>2</td></tr></table>",
        "<pre><code>MARK = 1</code></pre>",
        "<ul><li><input type=checkbox> MARK</li><li><input type=checkbox checked> Wick</li></ul>",
        "<details><summary>More</summary><p>MARK was told later, and only to the priest.</p></details>",
        "<div hidden=until-found><p>MARK was told later, and only to the priest.</p></div>",
        "<figure><img src=x><figcaption>MARK</figcaption></figure>",
    ],
)
def test_what_is_part_of_the_text_stays(piece: str) -> None:
    half = f"<p>{PARTS[0]}</p><p>{PARTS[1]}</p>"
    text = read(f"<article>{half}{piece}<p>{PARTS[2]}</p><p>{PARTS[3]}</p></article>")
    assert "MARK" in text
    assert has_all(text)


@each(
    "piece",
    [
        "<ul class=x><li><a href=/f>Facebook</a></li><li><a href=/e>E-mail</a></li><li><a href=/p>MARK</a></li></ul>",
        "<p><a href=/k>MARK</a></p>",
        "<p>By MARK Fenn</p>",
        "<div>Posted on May 20, 2024 by MARK</div>",
        "<div>MARK · 7 min read</div>",
    ],
)
def test_rows_above_the_text_go(piece: str) -> None:
    text = read(f"<article><h1>The lamp on the mole</h1>{piece}{PROSE}</article>")
    assert "MARK" not in text
    assert has_all(text)


@each(
    "piece",
    [
        f"<h3>You may also like</h3><ul>{LINKS}<li><a href=/m>MARK</a></li></ul>",
        "<p>Tags: <a href=/t>boats</a>, <a href=/u>MARK</a></p>",
        "<p>https://quay.example/MARK.php</p>",
        "<h3>Share this MARK</h3>",
        "<div>"
        + "".join(
            f"<div><h4><a href=/{n}>MARK {n}</a></h4><p>Somebody said it could not be done, and then it was.</p></div>"
            for n in range(4)
        )
        + "</div>",
        "<ul><li itemscope itemtype='https://schema.org/Comment'><span itemprop=articleBody><p>MARK I was there, and I saw it all, as I told my aunt at the time.</p></span></li></ul>",
        "<h2>3 thoughts</h2><ol>"
        + "<li><b>Ann</b><p>MARK I was there that morning, and I remember it all very well.</p><a href=/r>Reply</a></li>"
        * 3
        + "</ol>",
        "<div id=respond class=comments-area><h2>Leave a comment</h2><p>MARK is what we ask of you, in kind words.</p><form><textarea></textarea></form></div>",
    ],
)
def test_what_follows_the_text_goes(piece: str) -> None:
    text = read(f"<article><h1>The lamp on the mole</h1>{PROSE}{piece}</article>")
    assert "MARK" not in text
    assert has_all(text)


@each("word", ["Facebook", "Print", "E-mail", "Related", "Topics", "Newsletter"])
def test_a_heading_or_an_item_may_be_any_word(word: str) -> None:
    half = f"<p>{PARTS[0]}</p><ul><li>{word}</li><li>Oil</li></ul>"
    text = read(f"<article>{half}<h2>{word}</h2><p>{PARTS[1]}</p><p>{PARTS[2]}</p></article>")
    assert text.count(word) == 2


def test_a_gallery_keeps_each_caption_once() -> None:
    caption = "The Heron at her berth, photographed on the morning after by the harbour office."
    gallery = (
        "<div class=g><div>Image 1 of 8</div><ul><li><img src=x>"
        f"<div>{caption}</div><div>{caption}</div></li></ul><div>Back to gallery</div><div>Close</div></div>"
    )
    text = read(f"<article><h1>The lamp on the mole</h1>{gallery}{PROSE * 2}</article>")
    assert text.count(caption) == 1
    assert not any(word in text for word in ("Image 1", "Back to gallery", "Close"))


def test_steps_with_a_picture_each_are_the_article_as_much_as_its_lead() -> None:
    lead = f"<div><div><div><div><p>{PARTS[0]}</p><p>{PARTS[1]} It had oil, wick, glass, and, as ever, no flame, no key, no keeper.</p></div></div></div></div>"
    steps = "".join(
        f"<div><div><img src={n}.png><div><div><ol><li>MARK: fill the lamp with oil and trim wick {n}.</li></ol></div></div></div></div>"
        for n in range(14)
    )
    assert read(f"<ul>{LINKS}</ul><div>{lead}<div>{steps}</div></div>").count("MARK") == 14


def test_a_caption_told_twice_beside_its_picture_stays_once() -> None:
    caption = "The Heron at her berth, photographed on the morning after by the harbour office."
    picture = f"<div><img src=x><p>{caption}</p><p>{caption}</p></div>"
    text = read(f"<article><p>{PARTS[0]}</p><p>{PARTS[1]}</p>{picture}{PROSE}</article>")
    assert text.count(caption) == 1


@pytest.mark.parametrize(
    "row",
    [
        "<p>READ MORE: <a href=/m>MARK and the price of lamp oil</a></p>",
        "<p><a href=/m>MARK AND THE PRICE OF LAMP OIL</a></p>",
        "<p>Share this story with MARK</p>",
    ],
)
def test_rows_between_paragraphs_go(row: str) -> None:
    halves = f"<p>{PARTS[0]}</p><p>{PARTS[1]}</p>", f"<p>{PARTS[2]}</p><p>{PARTS[3]}</p>"
    text = read(f"<article>{halves[0]}{row}{halves[1]}</article>")
    assert has_all(text)
    assert "MARK" not in text


def test_a_refrain_is_sung_each_time() -> None:
    refrain = "<p>Row her home, row her home, over the bar and row her home.</p>"
    song = f"<article><img src=x>{''.join(f'<p>{part}</p>{refrain}' for part in PARTS)}</article>"
    assert read(song).count("over the bar") == 4


def test_text_between_the_blocks_is_not_lost() -> None:
    body = f"{PARTS[0]}<div>{PARTS[1]}<div><p>{PARTS[2]}</p><p>{PARTS[3]}</p></div></div>"
    draft = read_page(f"<title>T</title><div>{body}</div>")
    assert has_all(" ".join(text_in(draft.html).split()))


def test_what_is_left_out_is_told_part_by_part_with_its_reason() -> None:
    comments = (
        "<div class=comments><h3>2 comments</h3><ul><li>First!</li><li>Second.</li></ul></div>"
    )
    page = f"<nav>Home News</nav><article>{PROSE}</article><p hidden>Not seen</p>{comments}<footer>© The Quay</footer>"
    draft = read_page(f"<title>T</title><body>{page}")
    assert [(part.text, part.reason) for part in draft.left_out] == [
        ("Home News", "navigation"),
        ("Not seen", "not shown on the page"),
        ("2 comments First! Second.", "readers’ comments"),
        ("© The Quay", "a footer"),
    ]


@pytest.mark.parametrize("tag", ["div", "section", "p"])
def test_lines_set_apart_become_paragraphs(tag: str) -> None:
    draft = read_page(f"<title>T</title><{tag}>{'<br> <br>'.join(PARTS)}<br>A last line.</{tag}>")
    assert [draft.html.count(f"<p>{part}") for part in PARTS] == [1, 1, 1, 1]
    assert "A last line.</p>" in draft.html


@each(
    "head",
    [
        "<h1>Harbour</h1><figure><img src={}></figure>",
        "<h1>Harbour</h1><p><img src={} width=800></p>",
        "<h1>Harbour</h1><figure><img src={}><figcaption>The mole.</figcaption></figure>",
        "<header><h1>Harbour</h1><div class=hero><picture><img src={}></picture></div></header>",
    ],
)
@each("around", ["<article>{}</article>", "<main>{}</main>", "<div>{}</div>"])
def test_the_picture_between_heading_and_text_is_of_the_article(head: str, around: str) -> None:
    body = f"<div class=body>{PROSE}</div>"
    html = read_page(
        f"<!doctype html><title>Harbour</title>{around.format(head.format(PICTURE) + body)}"
    ).html
    assert html.count("<img") == 1
    assert ("The mole." in html) == ("figcaption" in head)


@each(
    "piece",
    [
        "<div class=author-avatar><img src={}></div>",
        "<img src={} width=48 height=48>",
        "<div><a href=/offer><img src={}> An offer of the harbour</a></div>",
    ],
)
def test_a_person_or_an_offer_between_heading_and_text_is_not(piece: str) -> None:
    body = f"<h1>Harbour</h1>{piece.format(PICTURE)}<div class=body>{PROSE}</div>"
    page = f"<!doctype html><title>Harbour</title><article>{body}</article>"
    assert "<img" not in read_page(page).html


@each(
    ("footer", "is_kept"),
    [("The mast was found in May, far to the north.", True), ("© 2024 The Quay, 3 Dike", False)],
)
def test_the_footer_of_a_section_is_text(footer: str, is_kept: bool) -> None:
    words = f"{footer} Whoever has seen it may ask for the keeper at the school hall on the mole."
    section = f"<section><h2>Later</h2><p>{PARTS[0]}</p><footer><p>{words}</p></footer></section>"
    assert (words in read(f"<div><h1>The lamp on the mole</h1>{PROSE}{section}</div>")) is is_kept


@each(("footer", "is_kept"), [("It was never found again.", True), ("Share it now.", False)])
def test_a_sentence_in_an_article_s_footer_stays(footer: str, is_kept: bool) -> None:
    text = read(f"<article>{PROSE}<footer><p>{footer}</p></footer></article>")
    assert (footer in text) is is_kept


def test_all_posts_of_a_page_are_its_text() -> None:
    posts = "".join(
        f"<div class=post><div>user{n}</div><div class=content><p>{part}</p></div></div>"
        for n, part in enumerate(PARTS)
    )
    assert has_all(read(f"<h1>The lamp on the mole</h1>{posts}<div class=foot>Imprint</div>"))


def test_paragraphs_of_the_page_itself_stay_beside_a_box() -> None:
    first, second, third, last = (f"<p>{part}</p>" for part in PARTS)
    box = f"<div class=row><div><div class=warning>{second}</div></div></div>"
    assert has_all(read(f"<h1>The lamp on the mole</h1>{first}{box}{third}<form>{last}</form>"))
