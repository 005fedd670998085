#!/usr/bin/env bash
# Which sentences of a text are among those that pysbd divides it into.
#
# Package:        pysbd 0.3.4
# A good guess:   with clean=False the sentences together are the text: at worst one is divided in the wrong
#                 place, or two are not divided.
# What it does:   inside, it writes signs that it takes for unused in place of full stops and line ends, and
#                 looks for the result in the text at the end. A text that has one of them, the ♬ of a
#                 song in subtitles, the ∯ of an integral over a surface, the ☉ of the Sun or the ♨ of a
#                 bath on a map, is not found then, and the sentence with it, or its first half, is left
#                 out. Nothing is raised. With char_span the places leave the same gap.
# What follows:   what is read aloud, searched or counted by sentences lacks some. Add up the lengths, and
#                 take what is between two sentences for one more.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pysbd==0.3.4

cat > "$folder/probe.py" <<'PYTHON'
import pysbd

for text in (
    "The ferry left at dawn. Nobody heard it.",
    "♬ The ferry left at dawn ♬ Nobody heard it. Then it was gone.",
    "The integral ∯ is over a closed surface. It is zero here.",
    "The mass is 1.4 M☉ and no more. It is a star.",
    "Follow the sign ♨ to the bath. It is open.",
):
    sentences = pysbd.Segmenter(language="en", clean=False).segment(text)
    spans = pysbd.Segmenter(language="en", clean=False, char_span=True).segment(text)
    print(f"{text}\n  {sentences}")
    print(f"  {[(span.start, span.end) for span in spans]} of {len(text)}")
PYTHON

"$folder/venv/bin/python" -W ignore "$folder/probe.py" | tee "$folder/seen"
diff - "$folder/seen" <<'SEEN'
The ferry left at dawn. Nobody heard it.
  ['The ferry left at dawn. ', 'Nobody heard it.']
  [(0, 24), (24, 40)] of 40
♬ The ferry left at dawn ♬ Nobody heard it. Then it was gone.
  ['Then it was gone.']
  [(44, 61)] of 61
The integral ∯ is over a closed surface. It is zero here.
  ['It is zero here.']
  [(41, 57)] of 57
The mass is 1.4 M☉ and no more. It is a star.
  ['and no more. ', 'It is a star.']
  [(19, 32), (32, 45)] of 45
Follow the sign ♨ to the bath. It is open.
  ['It is open.']
  [(31, 42)] of 42
SEEN
