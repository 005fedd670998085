"""Lists of feeds (OPML) are read and written with their folders."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.errors import ImportFailed
from reader.core.feeds import Feed, FeedOptions, Subscription
from reader.exporters.opml import opml_of
from reader.importers.feeds.opml import read_opml

LIFEREA = """<?xml version="1.0"?><opml version="1.0"><head><title>x</title></head><body>
<outline text="A &amp; B" title="A" type="folder">
  <outline title="Only a title" text="" type="rss" xmlUrl="https://e.org/1" htmlUrl=""/>
  <outline text="Inner"><outline text="Two" xmlurl="https://e.org/2" htmlUrl="https://e.org/"/></outline>
</outline>
<outline text="Search" type="vfolder" xmlUrl="https://e.org/no"><outline type="rule" text="r"/></outline>
<outline text="No type" xmlUrl="https://e.org/3"/>
<outline text="Old form" url="https://e.org/4"/>
<outline text="A page" type="link" url="https://e.org/page"/>
<outline text="Again" xmlUrl="https://e.org/3"/>
<outline text="Odd" xmlUrl="file:///etc/passwd"/>
</body></opml>"""


def feed(address: str, name: str, folder: tuple[str, ...] = (), site: str = "") -> Feed:
    return Feed(
        1, address, name, folder, site, FeedOptions(), "", "", "", 0, 0, 0, 0, "", False, 0, 0
    )


def test_an_outline_with_an_address_is_a_feed_and_nesting_is_folders() -> None:
    assert read_opml(LIFEREA.encode(), "feeds.opml") == (
        Subscription("https://e.org/1", "Only a title", ("A & B",)),
        Subscription("https://e.org/2", "Two", ("A & B", "Inner"), "https://e.org/"),
        Subscription("https://e.org/3", "No type"),
        Subscription("https://e.org/4", "Old form"),
    )


def test_episodes_and_comments_are_no_feeds_and_addresses_may_begin_with_feed() -> None:
    outlines = (
        '<outline text="A" xmlUrl="feed:https://e.org/1"><outline type="podcast-episode" url="https://e.org/x"/></outline>'
        '<outline text="B" xmlUrl="FEED://e.org/2"/>'
        '<outline text="C" isComment="true"><outline text="D" xmlUrl="https://e.org/3"/></outline>'
    )
    assert read_opml(f"<opml><body>{outlines}</body></opml>".encode(), "x") == (
        Subscription("https://e.org/1", "A"),
        Subscription("http://e.org/2", "B"),
    )


def test_a_list_without_feeds_is_named() -> None:
    with pytest.raises(ImportFailed, match=r"“feeds\.opml” contains no feeds"):
        read_opml(b'<opml><body><outline text="Name"/></body></opml>', "feeds.opml")


def test_what_is_no_list_is_said_and_a_deep_one_is_read() -> None:
    for data in (b"<html>", b"{}", b"<opml", b"\0" * 20):
        with pytest.raises(ImportFailed, match=r"feeds\.opml"):
            read_opml(data, "feeds.opml")
    deep = '<outline text="f">' * 200 + '<outline xmlUrl="https://e.org/1"/>' + "</outline>" * 200
    (only,) = read_opml(f"<opml><body>{deep}</body></opml>".encode(), "x")
    assert (only.address, len(only.folder)) == ("https://e.org/1", 8)


_NAMES = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=8)


@given(st.lists(st.tuples(st.lists(_NAMES, max_size=3), _NAMES), min_size=1, max_size=6))
def test_what_is_written_is_read_again(given: list[tuple[list[str], str]]) -> None:
    feeds = [
        feed(f"https://e.org/?a=1&b={n}", name, tuple(folder))
        for n, (folder, name) in enumerate(given)
    ]
    read = read_opml(opml_of(feeds).encode(), "x")
    assert {(one.address, one.name, one.folder) for one in read} == {
        (one.address, one.name, one.folder) for one in feeds
    }


def test_a_feed_in_no_folder_is_where_its_category_says() -> None:
    outlines = (
        '<outline text="A &amp;amp; B" xmlURL="https://e.org/1" category="/Tech/News,/Other"/>'
        '<outline text="F"><outline text="C" xmlUrl="https://e.org/2" category="/Tech"/></outline>'
        '<outline text="D" xmlUrl="https://e.org/3" category="tag"/>'
    )
    assert read_opml(f"<opml><body>{outlines}</body></opml>".encode(), "x") == (
        Subscription("https://e.org/1", "A & B", ("Tech", "News")),
        Subscription("https://e.org/2", "C", ("F",)),
        Subscription("https://e.org/3", "D"),
    )
