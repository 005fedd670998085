#!/usr/bin/env bash
# Whether a formula says the same after pylatexenc made plain text of it.
#
# Package:        pylatexenc 2.11
# A good guess:   what LaTeX puts in braces is in parentheses in a line of text, where it has more than one
#                 part: the fraction of a+b over c is (a+b)/c, as the root of x+1 is √(x+1).
# What it does:   roots have parentheses, fractions and exponents have none: a+b/c, x^2y for x to the power
#                 of 2y, a/bc, and a/b/c for a over the fraction of b and c, which is another number than the
#                 same text for the fraction of a and b over c.
# What follows:   titles and abstracts with formulas (of BibTeX files, of arXiv) look well and say something
#                 else; a reader calculates with them. Leave a formula as LaTeX (math_mode='verbatim').
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pylatexenc==2.11

cat > "$folder/probe.py" <<'PYTHON'
from pylatexenc.latex2text import LatexNodes2Text

text = LatexNodes2Text()
for formula in (
    r"$\sqrt{x+1}$",
    r"$\frac{a+b}{c}$",
    r"$\frac{a}{bc}$",
    r"$\frac{a}{\frac{b}{c}}$",
    r"$\frac{\frac{a}{b}}{c}$",
    r"$x^{2y}$",
    r"$2^{n+1}$",
    r"$a_{i+1}$",
):
    print(f"{formula}: {text.latex_to_text(formula)}")
print(LatexNodes2Text(math_mode="verbatim").latex_to_text(r"The rate \emph{is} $\frac{a+b}{c}$"))
PYTHON

"$folder/venv/bin/python" "$folder/probe.py" | tee "$folder/seen"
diff - "$folder/seen" <<'SEEN'
$\sqrt{x+1}$: √(x+1)
$\frac{a+b}{c}$: a+b/c
$\frac{a}{bc}$: a/bc
$\frac{a}{\frac{b}{c}}$: a/b/c
$\frac{\frac{a}{b}}{c}$: a/b/c
$x^{2y}$: x^2y
$2^{n+1}$: 2^n+1
$a_{i+1}$: a_i+1
The rate is $\frac{a+b}{c}$
SEEN
