#!/usr/bin/env bash
# Which words of a PDF that Qt has written can be searched and copied.
#
# Packages:       PySide6-Essentials 6.11.3, read with pypdfium2 5.15.2 and pypdf 7.1.1; the faces
#                 Literata, Noto Sans JP and Noto Sans Devanagari (@expo-google-fonts, from npm)
# A good guess:   QPdfWriter embeds the face with a table that says which letters each glyph stands for,
#                 as every PDF writer does since PDF 1.2: what is seen can be searched, in English anyway.
# What it does:   it makes the table out of the face's list of characters. A glyph that shaping puts
#                 in, for a ligature or a letter in its context, is in no such list, and has no letters:
#                 in Literata “The” and “office” are broken, in Devanagari nearly every word. A glyph
#                 that several characters share has the first of them: 日 is found as the radical ⽇,
#                 長 as ⻑, a blank as a tab. The pages look right, and nothing is said.
# What follows:   in Latin script, switch the features liga, clig and calt off in fonts that a PDF is
#                 written with; put radicals right in the table, which is not compressed. Nothing
#                 helps where letters have to be joined.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet 'PySide6-Essentials==6.11.3' 'pypdfium2==5.15.2' 'pypdf==7.1.1'
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @expo-google-fonts/literata@0.4.3 \
  @expo-google-fonts/noto-sans-jp@0.4.3 @expo-google-fonts/noto-sans-devanagari@0.4.1

cat > probe.py <<'PYTHON'
import io
from pathlib import Path

import pypdf
import pypdfium2
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QPainter, QPdfWriter, QTextDocument

application = QGuiApplication(["probe", "-platform", "offscreen"])


def read_back(text, face, without=()):
    [file] = Path("node_modules/@expo-google-fonts", face, "400Regular").glob("*.ttf")
    [family] = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file)))
    font = QFont(family, 12)
    for feature in without:
        font.setFeature(QFont.Tag(feature), 0)
    document, buffer = QTextDocument(), QBuffer()
    document.setDefaultFont(font)
    document.setPlainText(text)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    document.documentLayout().setPaintDevice(writer)
    painter = QPainter(writer)
    document.drawContents(painter)
    painter.end()
    data = bytes(buffer.data().data())
    first = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    second = pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text()
    for words in (first, second):
        found = set(words.split())
        print([word if word in found else None for word in text.split()])


read_back("The craft of an office", "literata")
read_back("The craft of an office", "literata", without=("liga", "clig", "calt"))
read_back("日本 は 長い", "noto-sans-jp")
read_back("हिन्दी में क्षेत्र एक", "noto-sans-devanagari")
PYTHON

venv/bin/python probe.py 2>/dev/null | tee seen
diff - seen <<'SEEN'
[None, None, 'of', 'an', None]
[None, None, 'of', 'an', None]
['The', 'craft', 'of', 'an', 'office']
['The', 'craft', 'of', 'an', 'office']
[None, 'は', None]
[None, 'は', None]
[None, None, None, 'एक']
[None, None, None, 'एक']
SEEN
