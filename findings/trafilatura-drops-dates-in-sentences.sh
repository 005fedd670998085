#!/usr/bin/env bash
# What is left of a sentence with a date in it after trafilatura extracted the article.
#
# Package:        trafilatura 2.3.1 (with lxml_html_clean 0.4.6, which it needs)
# A good guess:   what an extraction leaves out are blocks around the article. In a paragraph that it
#                 returns all words are there; elements such as <time> and <q> give words a meaning, no more.
# What it does:   it takes <time> for the date of publication wherever it is, and leaves out the words in it:
#                 “It sank on , and”. So it does with those of <output> and of formulas (<math>). At a short
#                 quotation, <q>, it divides the sentence in two paragraphs. The options favor_recall
#                 and fast change nothing, nor does another form of output.
# What follows:   sentences of articles on history lose their dates, of those on computing numbers, and the
#                 text still looks like a text. Rename such elements to <span> before extracting.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet trafilatura==2.3.1 lxml_html_clean==0.4.6

cat > "$folder/probe.py" <<'PYTHON'
import trafilatura

REST = "Nobody on the quay had heard the bell that should have rung before it left, and nobody asked."
SENTENCES = [
    'It left on <time datetime="1926-05-03">3 May 1926</time>, and sank on <time>5 May</time>.',
    "The sum is <output>12</output>, where <math><mi>x</mi><mo>=</mo><mn>3</mn></math> is given.",
    "She said <q>not today</q> and left.",
]
around = f"<p>{REST}</p>" * 4
for sentence in SENTENCES:
    page = f"<html><body><article>{around}<p>{sentence}</p>{around}</article></body></html>"
    print(sentence)
    for options in ({}, {"favor_recall": True}, {"fast": True}):
        text = trafilatura.extract(page, deduplicate=False, **options)
        print(" ", options, [line for line in text.splitlines() if line and line != REST])
PYTHON

"$folder/venv/bin/python" "$folder/probe.py" 2>/dev/null | tee "$folder/seen"
diff - "$folder/seen" <<'SEEN'
It left on <time datetime="1926-05-03">3 May 1926</time>, and sank on <time>5 May</time>.
  {} ['It left on , and sank on .']
  {'favor_recall': True} ['It left on , and sank on .']
  {'fast': True} ['It left on , and sank on .']
The sum is <output>12</output>, where <math><mi>x</mi><mo>=</mo><mn>3</mn></math> is given.
  {} ['The sum is , where is given.']
  {'favor_recall': True} ['The sum is , where is given.']
  {'fast': True} ['The sum is , where is given.']
She said <q>not today</q> and left.
  {} ['She said not today', 'and left.']
  {'favor_recall': True} ['She said not today', 'and left.']
  {'fast': True} ['She said not today', 'and left.']
SEEN
