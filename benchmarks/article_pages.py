"""Pages written for the project, with the text of their articles: each a kind of page on the web."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.prose import paragraph, sentence, title


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """A page, and what of it is the article's text."""

    kind: str
    html: str
    text: str


def article_pages() -> list[ArticlePage]:
    """The pages, always the same."""
    makers: tuple[tuple[str, Callable[[int], tuple[str, list[str]]]], ...] = (
        ("newspaper", _newspaper),
        ("weblog", _weblog),
        ("manual", _manual),
        ("list", _list),
        ("old page", _old_page),
        ("discussion", _discussion),
    )
    return [
        ArticlePage(kind, _page(number, body), "\n".join(texts))
        for number, (kind, make) in enumerate(makers)
        for body, texts in [make(number * 100)]
    ]


def _page(number: int, body: str) -> str:
    name = title(number)
    menu = "".join(f"<li><a href='/{n}'>{title(n + 40)}</a></li>" for n in range(12))
    return (
        f"<!doctype html><html lang=en><head><title>{name} - The Ledger</title>"
        f"<meta property='og:title' content='{name}'><style>.a{{color:red}}</style></head><body>"
        f"<header><a href='/'>The Ledger</a><nav><ul>{menu}</ul></nav></header>"
        f"{body.replace('TITLE', name)}"
        f"<footer><p>© The Ledger. <a href='/terms'>Terms</a> <a href='/contact'>Contact</a></p>"
        "</footer><script>track('page')</script></body></html>"
    )


def _teasers(seed: int, count: int = 8) -> str:
    rows = (
        f"<div class=card><a href='/{seed + n}'><h3>{title(seed + n)}</h3>"
        f"<p>{sentence(seed + n)}</p></a></div>"
        for n in range(count)
    )
    return f"<section class=related><h2>More from us</h2>{''.join(rows)}</section>"


def _paragraphs(texts: Sequence[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def _newspaper(seed: int) -> tuple[str, list[str]]:
    texts = [paragraph(seed + n) for n in range(14)]
    caption = sentence(seed + 50)
    figure = (
        f"<figure><img src=a.jpg width=800 height=500><figcaption>{caption}</figcaption></figure>"
    )
    aside = f"<aside><h4>Also read</h4><a href='/x'>{title(seed + 51)}</a></aside>"
    body = (
        f"<main><article><h1>TITLE</h1><div class=byline>By Ada Fenn</div>"
        f"<time datetime=2025-05-12>12 May 2025</time><div class=share><a href='#'>Share</a></div>"
        f"{_paragraphs(texts[:4])}{figure}{_paragraphs(texts[4:8])}{aside}{_paragraphs(texts[8:])}"
        f"</article>{_teasers(seed)}</main>"
    )
    return body, [*texts[:4], caption, *texts[4:]]


def _weblog(seed: int) -> tuple[str, list[str]]:
    texts = [paragraph(seed + n, 3) for n in range(8)]
    comments = "".join(
        f"<li class=comment><cite>Bo {n}</cite> says:<p>{paragraph(seed + 60 + n, 2)}</p></li>"
        for n in range(9)
    )
    links = "".join(f"<li><a href='/{n}'>{title(seed + n)}</a></li>" for n in range(15))
    body = (
        f"<div id=content><div class='post hentry'><h2 class=entry-title>TITLE</h2>"
        f"<p class=meta>Posted by Ada Fenn on May 12, 2025</p><div class=entry>{_paragraphs(texts)}</div>"
        f"<p class=tags>Filed under <a href='/a'>Notes</a>, <a href='/b'>Sea</a></p></div>"
        f"<div id=comments><h3>9 comments</h3><ol>{comments}</ol></div></div>"
        f"<div id=sidebar><h3>Recent posts</h3><ul>{links}</ul></div>"
    )
    return body, texts


def _manual(seed: int) -> tuple[str, list[str]]:
    parts, texts = [], []
    for n in range(5):
        head, text = title(seed + n), paragraph(seed + n, 3)
        code = "\n".join(f"    value_{n}_{line} = read({line})" for line in range(6))
        cells = [sentence(seed + 10 * n + cell, 4) for cell in range(6)]
        rows = "".join(
            f"<tr><td>{a}</td><td>{b}</td></tr>"
            for a, b in zip(cells[::2], cells[1::2], strict=False)
        )
        parts.append(
            f"<section id=s{n}><h2>{head}</h2><p>{text}</p><pre><code>{code}</code></pre>"
            f"<table><thead><tr><th>Name</th><th>Use</th></tr></thead>{rows}</table></section>"
        )
        texts += [head, text, code, "Name Use", *cells]
    contents = "".join(f"<li><a href='#s{n}'>{title(seed + n)}</a></li>" for n in range(5))
    tree = "".join(f"<li><a href='/m{n}'>{title(seed + 70 + n)}</a></li>" for n in range(25))
    body = (
        f"<div class=layout><nav class=sidebar><ul>{tree}</ul></nav><main><h1>TITLE</h1>"
        f"<nav class=toc><ul>{contents}</ul></nav>{''.join(parts)}"
        "<div class=pager><a href='/p'>Previous</a> <a href='/n'>Next</a></div></main></div>"
    )
    return body, texts


def _list(seed: int) -> tuple[str, list[str]]:
    lead, items = paragraph(seed), [sentence(seed + n, 12) for n in range(12)]
    steps = [paragraph(seed + 20 + n, 2) for n in range(6)]
    body = (
        f"<article><h1>TITLE</h1><p>{lead}</p><h2>What it takes</h2>"
        f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul><h2>How it is done</h2>"
        f"<ol>{''.join(f'<li>{step}</li>' for step in steps)}</ol></article>{_teasers(seed)}"
        f"<form><p>Our letter</p><input name=mail><button>Subscribe</button></form>"
    )
    return body, [lead, "What it takes", *items, "How it is done", *steps]


def _old_page(seed: int) -> tuple[str, list[str]]:
    texts = [paragraph(seed + n) for n in range(9)]
    links = "<br>".join(f"<a href='/{n}'>{title(seed + n)}</a>" for n in range(18))
    body = (
        f"<table width=100%><tr><td width=150><font size=1>{links}</font></td>"
        f"<td><font size=4><b>TITLE</b></font><br><br>{'<br><br>'.join(texts)}</td></tr></table>"
    )
    return body, texts


def _discussion(seed: int) -> tuple[str, list[str]]:
    texts = [paragraph(seed + n, 3) for n in range(5)]
    quote = paragraph(seed + 30, 2)
    body = (
        f"<div class=wrap><div class=head><h1>TITLE</h1></div><div class=body>{_paragraphs(texts[:3])}"
        f"<blockquote><p>{quote}</p></blockquote>{_paragraphs(texts[3:])}</div>"
        f"<div class=newsletter><p>{sentence(seed + 31)}</p><input name=mail></div>{_teasers(seed, 14)}"
        f"<div class=cookies><p>We use cookies. {sentence(seed + 32)}</p><button>Agree</button></div>"
        "</div>"
    )
    return body, [*texts[:3], quote, *texts[3:]]
