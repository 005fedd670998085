"""An article as the library would answer it, for the exporters to write."""

from dataclasses import replace

from reader.core.models import Annotation, Article, Color, Kind, Revision, State, Status
from reader.exporters.export_item import Item

HTML = (
    "<p>Moss grows on the <em>north</em> side, they say.</p>"
    "<h2>What was counted</h2>"
    "<ul><li>oak: 12</li><li>beech<ul><li>young: 3</li><li>old: 4</li></ul></li></ul>"
    '<ol start="3"><li>look</li><li><p>write it down</p><p>twice</p></li></ol>'
    "<blockquote><p>Count first.</p><p>Then <strong>argue</strong>.</p></blockquote>"
    '<pre><code class="language-python">for tree in wood:\n    print(tree)  # ``` no fence\n'
    "</code></pre>"
    "<table><thead><tr><th>side</th><th>moss</th></tr></thead>"
    "<tbody><tr><td>north|east</td><td>7</td></tr></tbody></table>"
    '<figure><img src="asset:' + "ab" * 32 + '" alt="A [mossy] tree">'
    "<figcaption>Fig. 1: an oak</figcaption></figure><hr>"
    '<p>See <a href="https://example.org/a_(b)">the notes</a>, line<br>break, &lt;b&gt; and '
    "<code>a*b</code>. 2 * 3 * 4; snake_case_name; #hash</p><p>1. Not a list</p>"
)
TEXT = "Moss grows on the north side, they say.\n\nWhat was counted\n\noak: 12\nbeech"
REVISION = Revision(
    id=70,
    article_id=7,
    seq=2,
    html=HTML,
    text=TEXT,
    extractor="html/1",
    normaliser=1,
    created_at=1_772_355_000_000,
)
ARTICLE = Article(
    id=7,
    uid="0b9c8f1e-5a3d-4c57-9b1a-2f7d1c0a4e11",
    title='Moss: which side? "North", they say',
    byline="Ada Greenwood",
    site="The Undergrowth",
    url="https://example.org/moss",
    published="2026-02-14",
    language="en",
    excerpt="On counting before arguing.",
    word_count=412,
    state=State.LATER,
    is_starred=True,
    is_read=True,
    progress=0.5,
    position=40,
    added_at=1_772_355_000_250,
    updated_at=1_772_355_060_000,
    deleted_at=None,
    revision_id=70,
    tags=("botany/moss", "field work"),
    annotation_count=4,
)
HIGHLIGHT = Annotation(
    id=21,
    uid="5f3c3a52-8f43-4b7e-8a60-0c1f4f6f0001",
    article_id=7,
    kind=Kind.HIGHLIGHT,
    color=Color.YELLOW,
    note="",
    exact="Moss grows on the north side, they say.",
    prefix="",
    suffix="\n\nWhat was counted\n\noak: 12\nbeech"[:32],
    made_on_revision_id=69,
    made_start=0,
    made_end=39,
    start=0,
    end=39,
    status=Status.EXACT,
    score=1.0,
    tags=(),
    created_at=1_772_355_120_000,
    updated_at=1_772_355_120_000,
)
LIST = replace(
    HIGHLIGHT,
    id=22,
    uid="5f3c3a52-8f43-4b7e-8a60-0c1f4f6f0002",
    color=Color.GREEN,
    note="Why *these* trees?\n\n- ask Ada\n- see [the plot](https://example.org/plot)",
    exact="What was counted\n\noak: 12\nbeech",
    prefix="side, they say.\n\n",
    suffix="",
    start=41,
    end=72,
    made_start=41,
    made_end=72,
    tags=("method", "to do/soon"),
)
LOST = replace(
    HIGHLIGHT,
    id=19,
    uid="5f3c3a52-8f43-4b7e-8a60-0c1f4f6f0003",
    color=Color.PINK,
    note="Gone in the new version.",
    exact="1. Lichen, <i>not</i> moss",
    prefix="",
    suffix="",
    start=None,
    end=None,
    made_start=200,
    made_end=226,
    status=Status.ORPHAN,
    score=0.0,
)
ARTICLE_NOTE = replace(
    HIGHLIGHT,
    id=30,
    uid="5f3c3a52-8f43-4b7e-8a60-0c1f4f6f0004",
    kind=Kind.ARTICLE_NOTE,
    note="Read together with the essay on lichens.",
    exact="",
    suffix="",
    start=None,
    end=None,
    made_start=None,
    made_end=None,
    tags=("reread",),
)
ITEM = Item(ARTICLE, REVISION, (LOST, LIST, HIGHLIGHT, ARTICLE_NOTE))


def another(number: int, title: str) -> Item:
    """A further article without annotations."""
    uid = f"0b9c8f1e-5a3d-4c57-9b1a-{number:012d}"
    article = replace(ARTICLE, id=number, uid=uid, title=title, url="", byline="", tags=())
    return Item(article, replace(REVISION, article_id=number), ())
