#!/usr/bin/env bash
# What is in entry.content[0] and entry.summary when a feed has a teaser and the full text.
#
# Package:        feedparser 6.0.14
# A good guess:   <description> is entry.summary and <content:encoded> is entry.content[0], as the
#                 documentation says of both; further elements, such as those for podcasts, add keys.
# What it does:   it takes <itunes:summary> for one more description. The second of the two goes into the list
#                 of contents: before the full text, if it comes before it in the feed. After the full text,
#                 <itunes:summary> takes the place of the description, which is nowhere then.
# What follows:   a program that takes content[0] stores the teaser, in just those feeds that a publisher
#                 also gives to podcast directories. Take the longest content, or the one of type text/html.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet feedparser==6.0.14

cat > "$folder/probe.py" <<'PYTHON'
import feedparser

FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
 xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The quay</title><link>http://example.org/</link><description>News</description>
<item><title>The ferry</title><link>http://example.org/ferry</link>
{}</item></channel></rss>"""
TEASER = "<description>A teaser of the article.</description>"
FULL = "<content:encoded><![CDATA[<p>The whole article.</p>]]></content:encoded>"
SUMMARY = "<itunes:summary>What a directory shows.</itunes:summary>"

for name, parts in {
    "description, full text": TEASER + FULL,
    "description, itunes:summary, full text": TEASER + SUMMARY + FULL,
    "itunes:summary, description, full text": SUMMARY + TEASER + FULL,
    "description, full text, itunes:summary": TEASER + FULL + SUMMARY,
    "description, itunes:summary": TEASER + SUMMARY,
}.items():
    entry = feedparser.parse(FEED.format(parts)).entries[0]
    print(f"{name}: summary: {entry.summary}")
    print("   content:", [content.value for content in entry.get("content", [])])
PYTHON

"$folder/venv/bin/python" "$folder/probe.py" | tee "$folder/seen"
diff - "$folder/seen" <<'SEEN'
description, full text: summary: A teaser of the article.
   content: ['<p>The whole article.</p>']
description, itunes:summary, full text: summary: A teaser of the article.
   content: ['What a directory shows.', '<p>The whole article.</p>']
itunes:summary, description, full text: summary: What a directory shows.
   content: ['A teaser of the article.', '<p>The whole article.</p>']
description, full text, itunes:summary: summary: What a directory shows.
   content: ['<p>The whole article.</p>']
description, itunes:summary: summary: A teaser of the article.
   content: ['What a directory shows.']
SEEN
