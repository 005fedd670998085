"""Hypothesis strategies for articles: every kind of block, and every kind of character."""

from html import escape

from hypothesis import strategies as st

WORDS = st.sampled_from(
    (
        "margin",
        "a",
        "pencil,",
        "co\u00adop\u00aderate",
        "e\u0301tude",
        "naïve",
        "😀",
        "👩\u200d👩\u200d👧",
        "𝒳",
        "שלום",
        "עולם.",
        "العربية",
        "中文段落。",
        "日本語の文",
        "3.14",
        "“quoted”",
        "one\u00a0two",
        "a<b>c",
        "end.",
        "x&y",
    )
)
TEXT = st.lists(WORDS, min_size=1, max_size=7).map(" ".join)


def _wrap(tag: str, inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return inner.map(lambda text: f"<{tag}>{text}</{tag}>")


INLINE = st.recursive(
    TEXT.map(escape),
    lambda inner: st.one_of(
        *(_wrap(tag, inner) for tag in ("b", "i", "code", "sup", "mark", "small", "q")),
        inner.map(lambda text: f'<a href="https://example.org/">{text}</a>'),
        st.tuples(inner, inner).map(lambda pair: f"{pair[0]}<br>{pair[1]}"),
        st.tuples(inner, inner).map(
            lambda pair: f'{pair[0]} <img src="asset:1" alt="x"> {pair[1]}'
        ),
    ),
    max_leaves=4,
)
CELL = st.one_of(_wrap("td", INLINE), _wrap("th", INLINE), st.just("<td></td>"))
ROW = _wrap("tr", st.lists(CELL, min_size=1, max_size=3).map("".join))
TABLE = _wrap("table", st.lists(ROW, min_size=1, max_size=3).map("".join))
CODE = st.lists(WORDS, min_size=1, max_size=4).map(
    lambda words: "<pre><code>" + escape("\n  ".join(words)) + "</code></pre>"
)
FLAT = st.one_of(
    _wrap("p", INLINE),
    *(_wrap(tag, INLINE) for tag in ("h2", "h3", "figcaption", "dt", "dd")),
    CODE,
    TABLE,
    st.just("<hr>"),
    st.just('<figure><img src="asset:1" alt="a picture"></figure>'),
    TEXT.map(lambda text: f'<p dir="rtl">{escape(text)}</p>'),
)
BLOCK = st.recursive(
    FLAT,
    lambda inner: st.one_of(
        _wrap("blockquote", inner),
        st.lists(_wrap("li", inner | INLINE), min_size=1, max_size=3).map(
            lambda items: "<ul>" + "".join(items) + "</ul>"
        ),
        st.lists(_wrap("li", inner | INLINE), min_size=1, max_size=3).map(
            lambda items: "<ol>" + "".join(items) + "</ol>"
        ),
    ),
    max_leaves=3,
)
ARTICLES = st.lists(BLOCK, min_size=1, max_size=5).map("".join)
