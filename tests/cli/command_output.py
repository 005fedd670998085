"""The page that tests of the ``postil`` command add, and what one run of the command gave."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

PAGE = """<!doctype html><html lang="en"><head><title>A page</title>
<meta name="author" content="Ada Byron"><meta property="og:site_name" content="The Site">
<link rel="canonical" href="https://example.org/page">
<meta property="article:published_time" content="2026-03-01"></head>
<body><article><h1>A page</h1>{body}</article></body></html>"""
BODY = "<p>𝒳 marks it. First words here. Twice said.</p><p>Second words there. Twice said.</p>"


@dataclass(frozen=True)
class Answer:
    """What one run of the command gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Answer]


def one_sentence(answer: Answer, code: int = 1) -> str:
    """The single sentence on standard error."""
    assert (answer.code, answer.out) == (code, "")
    assert answer.err.startswith("postil: ")
    assert answer.err.count("\n") == 1
    assert answer.err.endswith(".\n")
    return answer.err.removeprefix("postil: ").strip()
