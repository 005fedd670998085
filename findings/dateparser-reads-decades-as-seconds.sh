#!/usr/bin/env bash
# Which day dateparser makes of a decade, and of the number of an issue.
#
# Package:        dateparser 1.5.0 (with 31 March 2026, 12:00, as the present)
# A good guess:   what it does not know it returns None for, as for “Spring 2020”; of “1850s” it may
#                 take the year.
# What it does:   the s is read as seconds: “1850s” is half an hour ago, “in the 1920s” 32 minutes from now.
#                 “2020/21”, the issues of a volume that two years share, is the 21st of the present month in
#                 2020. Nothing tells these from dates that were in the text.
# What follows:   an old text has a date of today and is first in a list of what is new, with a date that
#                 changes with each import. Take only answers whose year is in the text.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet dateparser==1.5.0

cat > "$folder/probe.py" <<'PYTHON'
from datetime import datetime

import dateparser

settings = {"RELATIVE_BASE": datetime(2026, 3, 31, 12)}
for text in ("12 May 1926", "1850", "1850s", "the 1850s", "in the 1920s", "2020/21", "Spring 2020"):
    print(f"{text}: {dateparser.parse(text, languages=['en'], settings=settings)}")
PYTHON

"$folder/venv/bin/python" -W ignore "$folder/probe.py" | tee "$folder/seen"
diff - "$folder/seen" <<'SEEN'
12 May 1926: 1926-05-12 00:00:00
1850: 1850-03-31 00:00:00
1850s: 2026-03-31 11:29:10
the 1850s: 2026-03-31 11:29:10
in the 1920s: 2026-03-31 12:32:00
2020/21: 2020-03-21 00:00:00
Spring 2020: None
SEEN
