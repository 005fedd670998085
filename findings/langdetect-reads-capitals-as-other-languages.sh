#!/usr/bin/env bash
# In which language langdetect finds a heading that is set in capitals.
#
# Package:        langdetect 1.0.9 (with the seed 0, as its documentation says)
# A good guess:   the language of a sentence does not depend on its capitals: it is the same in small
#                 letters and in capitals, or the library is less sure of it.
# What it does:   from words in capitals it takes nearly nothing, and what is left decides: French becomes
#                 Vietnamese or German, Italian Vietnamese, German English, Spanish German, and it is as
#                 sure of that as of the right answer. Only a script that one language has, such as
#                 Greek, is enough.
# What follows:   headings, headlines of older pages and titles in capitals get a wrong language, and with
#                 it wrong hyphens and a wrong voice. Lower the letters before asking.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'langdetect==1.0.9'

cat > "$folder/probe.py" <<'PYTHON'
from langdetect import DetectorFactory, detect_langs

DetectorFactory.seed = 0
for sentence in (
    "Le bateau ne part plus cette année",
    "Les cordes sont devenues moins chères",
    "Le corde costano poco nel porto",
    "Die Fähre zur Insel fährt heute nicht mehr",
    "Las cuerdas son baratas en el puerto",
    "Το πλοίο δεν φεύγει πια φέτος",
):
    small, large = (detect_langs(text)[0] for text in (sentence, sentence.upper()))
    sure = " and as sure" if small.prob > 0.99 and large.prob > 0.99 else ""
    print(f"{sentence}: {small.lang}, in capitals {large.lang}{sure}")
PYTHON

"$folder/venv/bin/python" "$folder/probe.py" | tee "$folder/seen"
diff - "$folder/seen" <<'SEEN'
Le bateau ne part plus cette année: fr, in capitals vi and as sure
Les cordes sont devenues moins chères: fr, in capitals de and as sure
Le corde costano poco nel porto: it, in capitals vi and as sure
Die Fähre zur Insel fährt heute nicht mehr: de, in capitals en and as sure
Las cuerdas son baratas en el puerto: es, in capitals de and as sure
Το πλοίο δεν φεύγει πια φέτος: el, in capitals el and as sure
SEEN
