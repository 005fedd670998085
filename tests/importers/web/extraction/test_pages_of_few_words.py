"""Pages of a few words among menus, and pages whose text only a script would show."""

import json
from base64 import b64encode

import pytest

from tests.each import each
from tests.importers.allowed import text_in
from tests.importers.sources import read_page
from tests.importers.test_assets import PNG

MENU = "".join(f"<li><a href=/{n}>Section {n}</a></li>" for n in range(8))
RIGHTS = "© 2024 The Quay Shop. All rights reserved."
FRAMES = {
    "by tags": f"<header><nav><ul>{MENU}</ul></nav></header>{{}}<footer><p>{RIGHTS}</p></footer>",
    "of divs": f"<div class=top><ul>{MENU}</ul></div>{{}}<div><p>{RIGHTS}</p></div>",
}
LINES = (
    "The lamp on the mole was lit at five, an hour before dusk, as the harbour book asks of the keeper.",
    "Two boats were still out, and the smaller of them, the Heron, had no radio and a boy of twelve aboard.",
    "Nobody in the village slept, though nobody said so, and in the morning the bread was late everywhere.",
    "The Heron came in at seven with her nets full, her mast gone, and the boy asleep under the sail.",
    "What the keeper had written that night was one line, and it was about the oil, of which little was left.",
)
PROSE = "".join(f"<p>{line}</p>" for line in LINES)


def read(body: str, head: str = "") -> str:
    draft = read_page(f"<!doctype html><html><head><title>T</title>{head}</head><body>{body}")
    return " ".join(text_in(draft.html).split())


@each(
    "body, words",
    [
        (
            "<h1>Quay 2.1</h1><p>It is out.</p><ul><li>Faster lamps</li></ul>",
            "It is out. Faster lamps",
        ),
        ("<h1>Terms</h1><dl><dt>Mole</dt><dd>A wall.</dd></dl>", "Mole A wall."),
        ("<h1>Not here</h1><p>Sorry.</p>", "Sorry."),
        ("<h1>Keeper</h1><p>Hours: nights</p><ul><li>light it</li></ul>", "Hours: nights light it"),
        (
            "<h1>Lamp</h1><p>9.99</p><ul><li>Brass</li></ul><div><p>A lamp of brass for the quay.</p></div>",
            "9.99 Brass A lamp of brass for the quay.",
        ),
    ],
)
@pytest.mark.parametrize("frame", FRAMES.values(), ids=list(FRAMES))
def test_few_words_are_an_article(frame: str, body: str, words: str) -> None:
    text = read(frame.format(f"<div>{body}</div>"))
    assert words.replace(" ", "") in text.replace(" ", "")
    assert "Section 3" not in text
    assert "All rights" not in text


@each(
    "body, head",
    [
        (f"<div style='display:none'>{PROSE}</div>", ""),
        (f"<article hidden>{PROSE}</article>", ""),
        (f"<div id=app></div><template>{PROSE}</template>", ""),
    ],
)
def test_what_a_script_would_show_is_the_text_where_there_is_no_other(body: str, head: str) -> None:
    assert LINES[3] in read(body, head)


@each("body", ["\n\n".join(LINES), PROSE])
def test_the_text_of_the_data_is_read_where_the_page_has_less(body: str) -> None:
    data = json.dumps({"@type": "NewsArticle", "headline": "T", "articleBody": body})
    script = f"<script type='application/ld+json'>{data}</script>"
    text = read(f"<div id=app><p>{LINES[0]}</p></div>", script)
    assert text.count(LINES[0]) == 1
    assert text.endswith(LINES[4])
    other = LINES[0].replace("five", "six") * 9
    assert LINES[4] not in read(f"<p>{other}</p>", script)


def test_a_hidden_notice_is_not_the_text_of_a_short_page() -> None:
    notice = f"<div class=cookie-consent style='display:none'>{PROSE}</div>"
    assert LINES[3] not in read(f"<h1>Fog</h1><p>No boats today.</p>{notice}")


@each(
    "lines, notice",
    [
        (
            ("港口很安静，没有人料到。", "船长很少说话，直接回家了。", "早上面包来晚了。"),
            "港口网成立于一九零三年，多年来一直为沿海居民提供他们需要知道的一切消息，每天都有新的报道。",
        ),
        (
            ("港はまだ静かだった。", "船長は何も言わずに帰った。", "朝のパンは遅れた。"),
            "港新聞は千九百三年に創刊され、それ以来、海岸の人々に必要なことを毎日伝えてきました。",
        ),
        (
            ("항구는 조용했다.", "선장은 말없이 집으로 갔다.", "아침에 빵이 늦었다."),
            "항구신문은 천구백삼년에 창간되어 그 이후로 바닷가 사람들에게 필요한 소식을 날마다 전해 왔습니다.",
        ),
    ],
)
def test_few_syllables_are_a_sentence(lines: tuple[str, ...], notice: str) -> None:
    body = "".join(f"<p>{line}</p>" for line in lines * 4)
    about = f"<div class=info><p>{notice}</p></div>"
    text = read(f"<ul>{MENU}</ul><div class=m><h1>X</h1><div class=c>{body}</div></div>{about}")
    assert all(line in text for line in lines)
    assert notice not in text


def test_an_image_stays_where_the_text_of_the_data_is_read() -> None:
    data = json.dumps({"@type": "NewsArticle", "articleBody": "\n\n".join(LINES)})
    image = f"<img src='data:image/png;base64,{b64encode(PNG).decode()}'>"
    page = f"<h1>T</h1><p>{image}</p>"
    draft = read_page(f"<script type='application/ld+json'>{data}</script>{page}")
    assert LINES[4] in text_in(draft.html)
    assert "<img" in draft.html


ABOUT = f"<h4>About</h4><p>MARK: {LINES[0]} {LINES[1]}</p><p>{LINES[2]}</p><a href=/i>Imprint</a>"


@each(
    "end",
    [
        f"<footer>{ABOUT}</footer>",
        f"<div class=site-footer>{ABOUT}</div>",
        f"<div class=sidebar>{ABOUT}</div>",
        f"<aside>{ABOUT}</aside>",
        f"<section><div>{ABOUT}</div><p>© 2026 The Quay</p></section>",
        f"<div><p>MARK: {LINES[0]}</p><p>{LINES[1]}</p><form><input type=email></form></div>",
        "<section><h2>More</h2>" + "".join(f"<div><a href=/{n}><h3>MARK {n}</h3></a><p>{line}</p></div>" for n, line in enumerate(LINES)) + "</section>",
    ],
)  # fmt: skip
@each(
    "body",
    [
        "<main><article><h1>Old lamps</h1><p>Three were lit.</p></article></main>",
        "<div><h2>Old lamps</h2><p>Three were lit. One was not.</p></div>",
        "<h1>Old lamps</h1><p>Three were lit.</p>",
        "<div><h1>Old lamps</h1><h3>Which?</h3><p>Three were lit.</p><h3>When?</h3><p>At five.</p></div>",
        "<main><h1>Old lamps</h1><table><tr><th>Lamp</th><th>Lit</th></tr><tr><td>Three were lit</td><td>5:00</td></tr></table></main>",
    ],
)
def test_a_long_end_of_the_page_is_not_the_article(body: str, end: str) -> None:
    menu = f"<nav><ul>{MENU}</ul></nav>"
    text = read(f"{menu}{body}{end}", "<meta property=og:title content='Old lamps'>")
    assert "Three were lit" in text
    assert "MARK" not in text


def test_what_is_above_the_title_of_a_page_is_not_the_article() -> None:
    body = "<main><h1>Old lamps</h1><p>Three were lit.</p></main>"
    title = "<meta property=og:title content='Old lamps'>"
    assert read(f"<div>{ABOUT}</div>{body}", title) == "Three were lit."
    lead = f"<div><p>{LINES[0]}</p><p>{LINES[1]}</p></div><div><h1>Old lamps</h1></div>"
    assert LINES[0] in read(lead, title)


def test_a_text_below_its_header_is_no_end_of_the_page() -> None:
    head = "<header><h1>Old lamps</h1><p>Three were lit.</p></header>"
    text = read(f"{head}<div class=main-sidebar><p>{LINES[0]}</p><p>{LINES[1]}</p></div>")
    assert text.endswith(LINES[1])
