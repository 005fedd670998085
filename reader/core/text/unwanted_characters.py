"""Defines characters that text layout reserves, that cannot be stored, or that break lines."""

import re

# Includes what turns the direction of the text that follows (bidi embeddings and isolates); the
# marks LRM and RLM are kept.
UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufffc\ufffe\uffff\ufdd0-\ufdef"
    "\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
SPACE = re.compile("[ \t\n\r\f]+")
