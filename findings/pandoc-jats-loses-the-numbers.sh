#!/usr/bin/env bash
# What of a journal's article in JATS is left in HTML.
#
# Package:        pandoc 3.9 (pypandoc_binary 1.17)
# A good guess:   JATS is what publishers' articles are archived in, and has the number of each section, theorem,
#                 equation and table in the file, as printed (<label>): the text that says “by Theorem 1”
#                 leads to something that is called so. A list of references is a list of references.
# What it does:   all labels are dropped, without a warning: no Theorem 1, no equation (3), no Table 4, no
#                 section 2 is left to look for. References that are written out (<mixed-citation>, which
#                 most archives have) are empty: a heading with nothing below it, with --citeproc “n.d.”. Who is
#                 quoted is said twice.
# What follows:   the article reads well, and nothing in it can be looked up. Take the labels into the titles
#                 before, and the references as paragraphs.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'pypandoc_binary==1.17'

cat > "$folder/article.xml" <<'XML'
<article>
<front><article-meta><title-group><article-title>Ferries</article-title></title-group></article-meta></front>
<body><sec id="s2"><label>2</label><title>Results</title>
<p>By Theorem 1 and (3), as said in section 2, in Table 4 and in <xref ref-type="bibr" rid="r1">[1]</xref>:</p>
<statement><label>Theorem 1</label><p>No ferry is late.</p></statement>
<disp-formula><label>(3)</label><tex-math>a=b</tex-math></disp-formula>
<disp-quote><p>We waited.</p><attrib>Anna Weber</attrib></disp-quote>
<table-wrap><label>Table 4</label><caption><p>Ships.</p></caption>
<table><tbody><tr><td>12</td></tr></tbody></table></table-wrap>
</sec></body>
<back><ref-list><title>References</title>
<ref id="r1"><label>1</label><mixed-citation>Weber A. Of ships. Press; 1926.</mixed-citation></ref>
</ref-list></back>
</article>
XML

cat > "$folder/probe.py" <<'PYTHON'
import pathlib
import sys

import pypandoc

source = pathlib.Path(sys.argv[1]).read_text()
plain = pypandoc.convert_text(source, "plain", "jats", extra_args=["--wrap=none"])
print("\n".join(line for line in plain.splitlines() if line))
cited = pypandoc.convert_text(source, "plain", "jats", extra_args=["--citeproc"])
print("with --citeproc the references are:", cited.split("References")[1].split())
PYTHON

"$folder/venv/bin/python" "$folder/probe.py" "$folder/article.xml" 2>&1 | tee "$folder/seen"
diff - "$folder/seen" <<'SEEN'
Results
By Theorem 1 and (3), as said in section 2, in Table 4 and in [1]:
No ferry is late.
a = b
  We waited.
  Anna Weber
  — Anna Weber
Ships.
  ----
  12
  ----
References
with --citeproc the references are: ['n.d.']
SEEN
