#!/usr/bin/env bash
# Where Pyphen divides words that have a hyphen already, such as “self-contained”.
#
# Package:        Pyphen 0.18.1
# A good guess:   Pyphen uses the dictionaries of LibreOffice as they are, and divides words as it does: the
#                 hyphen of “self-contained” is a place to divide at, and no second one is added. That
#                 is what NOHYPHEN is for in the format of these dictionaries.
# What it does:   the hyphen is a letter like others. In English a line ends in “self-” and the next
#                 begins with “-contained”, or it ends in “well--” before “known”; with soft hyphens
#                 both places get one. In the German of Austria, whose dictionary has NOHYPHEN, it is
#                 “Nordsee--” all the same: the line is read as a pattern.
# What follows:   give it the parts between hyphens, one by one, and divide at the hyphens oneself.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pyphen==0.18.1

cat > "$folder/probe.py" <<'PYTHON'
import pyphen

english = pyphen.Pyphen(lang="en_US")
for word, width in (("self-contained", 5), ("self-contained", 8), ("well-known", 6), ("twenty-seven", 8)):
    print(f"{word} in {width} letters: {english.wrap(word, width)}")
print("soft hyphens:", english.inserted("self-contained", "|"), english.inserted("well-known", "|"))
print("de_AT:", pyphen.Pyphen(lang="de_AT").wrap("Nordsee-Insel", 9))
print("NOHYPHEN" in pyphen.LANGUAGES["de_AT"].read_text(encoding="utf-8", errors="replace"))
PYTHON

"$folder/venv/bin/python" "$folder/probe.py" | tee "$folder/seen"
diff - "$folder/seen" <<'SEEN'
self-contained in 5 letters: ('self-', '-contained')
self-contained in 8 letters: ('self--', 'contained')
well-known in 6 letters: ('well--', 'known')
twenty-seven in 8 letters: ('twenty--', 'seven')
soft hyphens: self|-|con|tained well-|known
de_AT: ('Nordsee--', 'Insel')
True
SEEN
