#!/usr/bin/env bash
# What a string is in JavaScript that PyYAML has written.
#
# Packages:       PyYAML 6.0.4; js-yaml 5.5.0 and yaml 2.9.1, from npm
# A good guess:   whoever writes YAML puts quotation marks around a string that looks like something
#                 else: PyYAML does so for 'no', '12:30' and '0123', so strings come back as strings.
# What it does:   it quotes what it would itself misread, by YAML 1.1. There “4e12” and “08” are no
#                 numbers, and stay bare. By YAML 1.2, which JavaScript reads, they are: the short name
#                 of a highlight, 4e12, becomes 4000000000000, three names become 0, and chapter “08”
#                 becomes 8. Nothing is said, and PyYAML itself reads them well.
# What follows:   of names that are parts of hashes, one or two in a hundred become numbers, and two
#                 names may become one. Quote all strings (default_style='"'), or begin with another letter.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet PyYAML==6.0.4
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund js-yaml@5.5.0 yaml@2.9.1

cat > write.py <<'PYTHON'
import sys

import yaml

NAMES = ["4e12", "9e05", "0e17", "00e4", "08", "-09", "no", "12:30", "0123", "1.10"]
yaml.safe_dump({"names": NAMES}, sys.stdout)
PYTHON
cat > read.js <<'JAVASCRIPT'
const note = require("fs").readFileSync("note.yaml", "utf8");
const readers = { "js-yaml": require("js-yaml").load, yaml: require("yaml").parse };
for (const [name, read] of Object.entries(readers))
  console.log(`${name}:`, read(note).names.map((one) => (typeof one === "string" ? `"${one}"` : one)).join(", "));
JAVASCRIPT
cat > read.py <<'PYTHON'
import yaml

print("PyYAML:", *yaml.safe_load(open("note.yaml"))["names"])
PYTHON

venv/bin/python write.py > note.yaml
{ cat note.yaml; venv/bin/python read.py; node read.js; } | tee seen
diff - seen <<'SEEN'
names:
- 4e12
- 9e05
- 0e17
- 00e4
- 08
- -09
- 'no'
- '12:30'
- '0123'
- '1.10'
PyYAML: 4e12 9e05 0e17 00e4 08 -09 no 12:30 0123 1.10
js-yaml: 4000000000000, 900000, 0, 0, 8, -9, "no", "12:30", "0123", "1.10"
yaml: 4000000000000, 900000, 0, 0, 8, -9, "no", "12:30", "0123", "1.10"
SEEN
