"""Pictures and folded text that SingleFile keeps in style sheets come back."""

import base64

from tests.importers.sources import read_page
from tests.importers.test_assets import png

GROUPED, DRAWN = png(5, 5), png(6, 6)


def data_url(data: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(data).decode()}"


def test_grouped_pictures_drawings_and_folded_text() -> None:
    placeholder = "data:image/svg+xml,<svg xmlns=&quot;http://www.w3.org/2000/svg&quot;></svg>"
    shown = "background-size:100%!important;background-image:var(--sf-img-12)!important"
    draft = read_page(
        f'<html><style>:root{{--sf-img-1:url("x");--sf-img-12: url("{data_url(GROUPED)}")}}'
        "[hidden],.sf-hidden{display:none!important}</style><title>T</title><body>"
        "<p>The ferry left before the fog had lifted, with nine passengers.</p>"
        f'<img src="{placeholder}" style="{shown}" alt=a><p>Twice.</p>'
        f'<img src="{placeholder}" style="{shown}" alt=b>'
        f"<canvas style='background-image:url({data_url(DRAWN)})'></canvas>"
        "<p hidden>Folded.</p><p hidden class=sf-hidden>Never shown.</p>"
    )
    assert [asset.data for asset in draft.assets] == [GROUPED, DRAWN]
    assert draft.html.count("<img") == 3
    assert "Folded." in draft.html
    assert "Never shown." not in draft.html


def test_other_pages_keep_what_is_hidden_out() -> None:
    draft = read_page("<title>T</title><p>The ferry left.</p><p hidden>Hidden.</p>")
    assert "Hidden" not in draft.html


def test_controls_in_a_picture_are_no_fault() -> None:
    draft = read_page(
        '<style>:root{--sf-img-1:url("data:image/png;\x01base64,x")}</style><p>The ferry left.</p>'
        "<img style='background-image:var(--sf-img-1)'><canvas class=sf-hidden "
        "style='background-image:url(data:image/png;\x01base64,x)'></canvas>"
    )
    assert "The ferry left." in draft.html
