"""The documents for programs: the one an article is shown as, and the library as Web Annotations."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.models import Status
from reader.exporters.article_json import article_dict
from reader.exporters.atomic_writing import as_bytes
from reader.exporters.export_item import Item
from reader.exporters.timestamps import iso_time
from reader.exporters.web_annotations_json import Unit, json_chunks
from tests.exporters.samples import ARTICLE, HIGHLIGHT, ITEM, LIST, REVISION, another

GOLDEN = Path(__file__).parent / "golden"


def annotations(document: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = document.get("first", {}).get("items", [])
    return found


def test_the_library_is_as_it_was_set_down() -> None:
    expected = (GOLDEN / "moss.json").read_text("utf-8")
    assert "".join(json_chunks([ITEM, another(8, "空")])) == expected


def test_positions_count_in_the_text_beside_them() -> None:
    document = json.loads("".join(json_chunks([ITEM])))
    texts = {article["id"]: article["text"] for article in document["articles"]}
    hashes = {article["id"]: article["revision"]["id"] for article in document["articles"]}
    seen = 0
    for annotation in annotations(document):
        target = annotation["target"]
        assert target["state"]["cached"] == hashes[annotation["article"]]
        for place in target.get("selector", []):
            if place["type"] == "TextPositionSelector":
                passage = texts[annotation["article"]][place["start"] : place["end"]]
                assert passage == target["selector"][0]["exact"]
                seen += 1
    assert seen == 2


def test_a_place_no_one_confirmed_is_only_a_guess() -> None:
    unsure = replace(HIGHLIGHT, status=Status.REVIEW, start=5, end=12)
    [annotation] = annotations(
        json.loads("".join(json_chunks([Item(ARTICLE, REVISION, (unsure,))])))
    )
    assert [s["type"] for s in annotation["target"]["selector"]] == ["TextQuoteSelector"]
    assert annotation["guess"] == {"start": 5, "end": 12}
    assert annotation["made"] == {"start": 0, "end": 39, "revision": 1}


def test_an_article_without_an_address_is_named_by_its_uuid() -> None:
    local = replace(ARTICLE, url="")
    [annotation] = annotations(
        json.loads("".join(json_chunks([Item(local, REVISION, (HIGHLIGHT,))])))
    )
    assert annotation["target"]["source"] == f"urn:uuid:{ARTICLE.uid}"


def test_an_empty_library_is_a_document_too() -> None:
    document = json.loads("".join(json_chunks([])))
    assert document["articles"] == []
    assert annotations(document) == []
    assert document["total"] == 0
    assert "first" not in document  # a page has at least one annotation


@given(st.text(), st.text(), st.lists(st.text(), max_size=3))
def test_words_come_back_as_they_were(quote: str, note: str, tags: list[str]) -> None:
    annotation = replace(HIGHLIGHT, exact=quote, note=note, tags=tuple(tags))
    written = as_bytes("".join(json_chunks([Item(ARTICLE, REVISION, (annotation,))])))
    [record] = annotations(json.loads(written))
    assert record["target"]["selector"][0]["exact"] == quote
    bodies = record["body"]
    assert [b["value"] for b in bodies if b["purpose"] == "commenting"] == ([note] if note else [])
    assert [b["value"] for b in bodies if b["purpose"] == "tagging"] == tags


def test_a_lone_surrogate_comes_back() -> None:
    odd = replace(HIGHLIGHT, note="half \ud83d of it")
    [record] = annotations(
        json.loads(as_bytes("".join(json_chunks([Item(ARTICLE, REVISION, (odd,))]))))
    )
    assert record["body"][0]["value"] == "half \ud83d of it"


def test_an_article_is_shown_in_the_shape_scripts_rely_on() -> None:
    shown = article_dict(ARTICLE, REVISION, ITEM.annotations)
    assert {
        *("id", "title", "byline", "site", "url", "published", "language", "excerpt"),
        *("word_count", "state", "starred", "tags", "html", "text", "annotations"),
    } <= shown.keys()
    assert (shown["id"], shown["state"], shown["starred"]) == (7, "later", True)
    assert [a["id"] for a in shown["annotations"]] == [30, 21, 22, 19]
    assert shown["annotations"][2] == {
        "id": 22,
        "uid": LIST.uid,
        "kind": "highlight",
        "quote": "What was counted\n\noak: 12\nbeech",
        "prefix": "side, they say.\n\n",
        "suffix": "",
        "start": 41,
        "end": 72,
        "made_start": 41,
        "made_end": 72,
        "revision": 1,
        "status": "exact",
        "score": 1.0,
        "settled": False,
        "needs_review": False,
        "color": "green",
        "note": LIST.note,
        "tags": ["method", "to do/soon"],
        "created": "2026-03-01T08:52:00.000Z",
        "updated": "2026-03-01T08:52:00.000Z",
    }
    assert json.loads(json.dumps(shown)) == shown


@given(st.integers())
def test_any_time_is_told(at: int) -> None:
    assert iso_time(at).endswith("Z")


def test_times_are_utc() -> None:
    assert iso_time(0) == "1970-01-01T00:00:00.000Z"
    assert iso_time(-1) == "1969-12-31T23:59:59.999Z"


def test_a_collection_and_its_page_are_named() -> None:
    document = json.loads("".join(json_chunks([ITEM])))
    page = document["first"]
    assert page["partOf"] == document["id"]
    assert len({document["id"], page["id"], *(one["id"] for one in page["items"])}) == 6
    assert json.loads("".join(json_chunks([ITEM])))["id"] == document["id"]
    assert json.loads("".join(json_chunks([another(8, "x")])))["id"] != document["id"]


def test_what_stands_around_a_quote_ends_with_its_line() -> None:
    document = json.loads("".join(json_chunks([ITEM])))
    for one in annotations(document):
        for place in one["target"].get("selector", [])[:1]:
            assert "\n" not in place["prefix"] + place["suffix"]
    around = [one["around"]["suffix"] for one in annotations(document) if "around" in one]
    assert HIGHLIGHT.suffix in around


@pytest.mark.parametrize("unit", Unit)
def test_positions_are_in_the_unit_that_is_asked_for(unit: Unit) -> None:
    revision = replace(REVISION, text="🌿🌿 moss", html="<p>🌿🌿 moss</p>")
    moss = replace(HIGHLIGHT, exact="moss", start=3, end=7)
    written = "".join(json_chunks([Item(ARTICLE, revision, (moss,))], unit))
    [one] = annotations(json.loads(written))
    position = one["target"]["selector"][1]
    expected = (3, 7) if unit is Unit.CODE_POINT else (5, 9)
    assert (position["start"], position["end"]) == expected
    assert one.get("place") == (None if unit is Unit.CODE_POINT else {"start": 3, "end": 7})
