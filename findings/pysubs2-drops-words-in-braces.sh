#!/usr/bin/env bash
# Which words of a transcript are left after pysubs2 read it and wrote it again.
#
# Packages:       pysubs2 1.8.1; webvtt-py 0.6.0 beside it
# A good guess:   braces and backslashes are letters in WebVTT and in SubRip, as in any text: read and
#                 written again, in the same format, the words of a cue are as they were.
# What it does:   it stores each cue as text of the format ASS and escapes nothing. There {…} is a
#                 command and \N the end of a line: words in braces are left out, and so is what is in
#                 a set or a template; “C:\Notes” becomes “C:” and, on a line of its own, “otes”. The
#                 attribute plaintext leaves the words out in the same way. webvtt-py returns them.
# What follows:   of a talk about programs or mathematics, words are missing without a sign. Read .text
#                 for the formats that have no such commands, and write them with another library.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pysubs2==1.8.1 webvtt-py==0.6.0

cat > "$folder/probe.py" <<'PYTHON'
import pysubs2
import webvtt

SAID = ["The set {a, b} has two elements", "Write Dear {name} in it", r"It is in C:\Notes, I think"]
cues = [f"00:0{at}.000 --> 00:0{at + 1}.000\n{words}\n" for at, words in enumerate(SAID)]
transcript = "WEBVTT\n\n" + "\n".join(cues)
rows = [f"{at + 1}\n00:00:0{at},000 --> 00:00:0{at + 1},000\n{words}\n" for at, words in enumerate(SAID)]

for name, text in (("vtt", transcript), ("srt", "\n".join(rows))):
    read = pysubs2.SSAFile.from_string(text)
    written = pysubs2.SSAFile.from_string(read.to_string(name))
    for event, again in zip(read, written):
        print(f"{name}: {event.text!r}, plain {event.plaintext!r}, written {again.plaintext!r}")
for caption in webvtt.from_string(transcript):
    print(f"webvtt-py: {caption.text!r}")
PYTHON

"$folder/venv/bin/python" "$folder/probe.py" | tee "$folder/seen"
diff - "$folder/seen" <<'SEEN'
vtt: 'The set {a, b} has two elements', plain 'The set  has two elements', written 'The set  has two elements'
vtt: 'Write Dear {name} in it', plain 'Write Dear  in it', written 'Write Dear  in it'
vtt: 'It is in C:\\Notes, I think', plain 'It is in C:\notes, I think', written 'It is in C:\notes, I think'
srt: 'The set {a, b} has two elements', plain 'The set  has two elements', written 'The set  has two elements'
srt: 'Write Dear {name} in it', plain 'Write Dear  in it', written 'Write Dear  in it'
srt: 'It is in C:\\Notes, I think', plain 'It is in C:\notes, I think', written 'It is in C:\notes, I think'
webvtt-py: 'The set {a, b} has two elements'
webvtt-py: 'Write Dear {name} in it'
webvtt-py: 'It is in C:\\Notes, I think'
SEEN
