#!/usr/bin/env bash
# Which words SQLite's full-text search finds in Hindi, Arabic and Hebrew.
#
# Package:        apsw 3.54.1.0 (SQLite 3.54.1); SQLite 3.40.1 of Debian 12 does the same
# A good guess:   unicode61, the tokenizer that FTS5 uses unless told otherwise, takes words of any
#                 script that writes spaces between words; remove_diacritics finds a word with its marks
#                 as without them.
# What it does:   only the accents of Latin, Greek and Cyrillic belong to a letter. All other marks
#                 separate words, as a space does, and most vowels of Hindi, Bengali or Tamil are marks.
#                 Of “day”, “gift” and “poor” (din, dān, dīn) the same letters d and n are left as
#                 two words, and each finds all three. A vocalised Arabic or Hebrew word is a row of
#                 letters, which the word as it is usually written does not find.
# What follows:   declare marks as parts of words, categories 'L* N* Co M*', and take the vowel points
#                 of Arabic and Hebrew off the text before it is indexed and off what is searched for.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'apsw==3.54.1.0'

cat > "$folder/probe.py" <<'PYTHON'
import apsw

WORDS = {"day": "दिन", "gift": "दान", "poor": "दीन", "he wrote": "كَتَبَ", "peace": "שָׁלוֹם"}
SOUGHT = {**WORDS, "he wrote, as usual": "كتب", "peace, as usual": "שלום"}
database = apsw.Connection(":memory:")
for options in ("unicode61 remove_diacritics 2", "unicode61 categories 'L* N* Co M*'"):
    database.execute(f'CREATE VIRTUAL TABLE words USING fts5(word, meaning UNINDEXED, tokenize="{options}")')
    for meaning, word in WORDS.items():
        database.execute("INSERT INTO words VALUES (?, ?)", (word, meaning))
    print(options)
    for meaning, word in SOUGHT.items():
        query = "SELECT meaning FROM words WHERE words MATCH ? ORDER BY rowid"
        print(f"  {meaning}:", [row[0] for row in database.execute(query, (f'"{word}"',))])
    database.execute("DROP TABLE words")
PYTHON

"$folder/venv/bin/python" "$folder/probe.py" | tee "$folder/seen"
diff - "$folder/seen" <<'SEEN'
unicode61 remove_diacritics 2
  day: ['day', 'gift', 'poor']
  gift: ['day', 'gift', 'poor']
  poor: ['day', 'gift', 'poor']
  he wrote: ['he wrote']
  peace: ['peace']
  he wrote, as usual: []
  peace, as usual: []
unicode61 categories 'L* N* Co M*'
  day: ['day']
  gift: ['gift']
  poor: ['poor']
  he wrote: ['he wrote']
  peace: ['peace']
  he wrote, as usual: []
  peace, as usual: []
SEEN
