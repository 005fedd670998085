"""Leaves the tags of site generators out of Markdown: Jekyll's Liquid and Hugo's short codes."""

import re

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_TAGS = re.compile(r" {0,3}(?:(?:\{%[^%\n]*+%\}|\{\{[<%][^<>%\n]*+[>%]\}\})\s*+)++")
_CODE = re.compile(r" {0,3}\{%-?\s*highlight\s+([\w+#.-]{1,30})[^%]*%\}\s*")
_LONG = "~" * 9  # which is in no code
_END_OF_CODE = re.compile(r" {0,3}\{%-?\s*endhighlight\s*-?%\}\s*")
_FIGURE = re.compile(r" {0,3}\{\{<\s*+figure\s([^\n]{1,1000})>\}\}\s*")
_VALUE = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))")
_WORDS = re.compile(r"\"[^\"\s]*+\s[^\"]*\"|'[^'\s]*+\s[^']*'")


def without_templates(text: str) -> tuple[str, list[str]]:
    """Returns a Markdown text without lines that are only tags, and these.

    Code and figures become such of Markdown. A line with words in it stays, as do tags in code.
    """
    if "{%" not in text and "{{" not in text:
        return text, []
    lines: list[str] = []
    left_out: list[str] = []
    fence = ""  # of the code that a line is in
    for line in text.split("\n"):
        if fence:
            is_end = _END_OF_CODE.fullmatch(line) if fence == _LONG else _ends(fence, line)
            lines.append(_LONG if is_end and fence == _LONG else line)
            fence = "" if is_end else fence
        elif mark := _FENCE.match(line):
            fence = mark[1]
            lines.append(line)
        elif code := _CODE.fullmatch(line):
            fence = _LONG
            lines.append(f"{_LONG}{code[1]}")
        elif figure := _FIGURE.fullmatch(line):
            lines.append(_figure(figure[1]) or line)
        elif _TAGS.fullmatch(line) and not _WORDS.search(line):
            left_out.append(line.strip())
        else:
            lines.append(line)
    return "\n".join(lines), left_out


def _ends(fence: str, line: str) -> bool:
    """Returns whether a line ends the code that a fence began."""
    mark = _FENCE.match(line)
    return mark is not None and mark[1].startswith(fence) and not line.strip(f" \t{fence[0]}")


def _figure(values: str) -> str:
    """Returns a figure with its caption as Markdown; empty if it shows no image."""
    found = {name: one or two or bare for name, one, two, bare in _VALUE.findall(values)}
    if not found.get("src"):
        return ""
    said = [found[name] for name in ("title", "caption", "attr") if found.get(name)]
    return "\n\n".join((f"![{found.get('alt', '')}](<{found['src']}>)", *said))
