"""Converts the HTML of an article to Markdown; imported only when one is exported, as it is slow to load."""
# ruff: noqa: ARG002 - markdownify calls every method with the same three arguments

import re
from collections.abc import Callable
from typing import Any

from markdownify import MarkdownConverter

from reader.core.text.blocks import NO_PICTURE
from reader.exporters.markdown_escaping import escape_line_starts, escape_prose, escape_text

_CODE = ("code", "kbd", "samp")
_SCHEMES = ("http:", "https:", "mailto:")


class Converter(MarkdownConverter):
    """markdownify with literal text, safe addresses, fences that hold, and pictures by name.

    An element (``el``) is Beautiful Soup's ``Tag``; its type is not named here, for that library is
    markdownify's affair.
    """

    def __init__(self, picture: Callable[[str], str]) -> None:
        super().__init__(heading_style="atx", wrap=True, wrap_width=None)
        self.picture = picture

    def convert_soup(self, soup: Any) -> str:
        """Converts a parsed fragment of sanitized HTML."""
        for ordered in soup.find_all("ol"):
            # Counted once here: markdownify counts the items before each item anew.
            start = str(ordered.get("start", ""))
            number = int(start) if re.fullmatch(r"[0-9]{1,9}", start) else 1
            for offset, item in enumerate(ordered.find_all("li", recursive=False)):
                item["value"] = str(min(number + offset, 999_999_999))
        for code in soup.find_all(_CODE):
            # Two spans of code that touch would share their backticks.
            while getattr(code.next_sibling, "name", None) in _CODE:
                code.extend(list(code.next_sibling.extract().contents))
        return re.sub(r"\n{3,}", "\n\n", super().convert_soup(soup))

    def process_text(self, el: Any, parent_tags: set[str] | None = None) -> str:
        """Converts text, so that a final “!” makes no picture of the link that follows."""
        # markdownify's stubs leave this method out.
        text: str = super().process_text(el, parent_tags=parent_tags)  # type: ignore[misc]
        if text.endswith("!") and "_noformat" not in (parent_tags or ()):
            following = el.next_element
            while getattr(following, "name", None) not in (None, "a"):
                following = following.next_element
            if getattr(following, "name", None) == "a":
                return text[:-1] + r"\!"
        return text

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """Escapes text, so that it contains no markup."""
        is_link = "a" in parent_tags
        return escape_text(text).replace("]", r"\]") if is_link else escape_prose(text)

    def convert_a(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """Converts a link, if its address is safe to follow."""
        words = text.strip()
        address = str(el.get("href") or "").strip()
        if "_noformat" in parent_tags or not words or not address.casefold().startswith(_SCHEMES):
            return text
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        if el.get_text() == address and re.fullmatch(r"https?://[^\s<>\\]+", address):
            return f"{before}<{address}>{after}"
        return f"{before}[{words}]({_address(address)}){after}"

    def convert_img(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """Converts a picture; writes only its description where Markdown allows no picture."""
        description = escape_text(" ".join(str(el.get("alt") or "").split())).replace("]", r"\]")
        if "_inline" in parent_tags:
            return description
        if el.get("src") == NO_PICTURE:
            return rf"\[{description}\]"
        return f"![{description}]({_address(self.picture(str(el.get('src') or '')))})"

    def convert_p(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """Converts a paragraph, so that its first words begin no list, heading or table."""
        words = text.strip()
        if "_inline" in parent_tags:
            return f" {words} "
        lines = "\n".join(line.lstrip() for line in words.split("\n"))
        return f"\n\n{escape_line_starts(lines)}\n\n" if words else ""

    def convert_li(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """Converts an item, with its list's number; skips an empty one, which would become a rule."""
        if not text.strip():
            return ""
        is_ordered = el.parent is not None and el.parent.name == "ol"
        bullet = f"{el.get('value', '1')}. " if is_ordered else "- "
        indent = " " * len(bullet)
        lines = text.strip().split("\n")
        body = "\n".join(indent + line if line.strip() else "" for line in lines)
        return f"{bullet}{body[len(bullet) :]}\n"

    def convert_pre(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """Converts code, in a fence longer than any in it."""
        code = el.find("code")
        names = [*(el.get("class") or []), *((code.get("class") or []) if code is not None else [])]
        language = next((n[9:] for n in names if re.fullmatch(r"language-[\w+#.-]+", n)), "")
        fence = "`" * max([3, *(len(run) + 1 for run in re.findall(r"`{3,}", text))])
        body = text.strip("\n")
        return f"\n\n{fence}{language}\n{body}\n{fence}\n\n" if body.strip() else ""

    def convert_figure(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """Converts elements that markdownify does not know to be blocks."""
        words = text.strip()
        if not words:
            return ""
        return f" {words} " if "_inline" in parent_tags else f"\n\n{words}\n\n"

    convert_aside = convert_details = convert_summary = convert_figure

    def convert_hr(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """Writes a rule that no program takes for front matter."""
        return "\n\n***\n\n"

    def convert_q(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """Converts a quotation within the line."""
        return f"“{text}”"

    def convert_td(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """Converts a cell, and escapes its bars."""
        span = str(el.get("colspan", ""))
        columns = min(max(int(span), 1), 100) if re.fullmatch(r"[0-9]{1,9}", span) else 1
        words = " ".join(text.split()).replace("|", r"\|")
        return f" {words} |" + " |" * (columns - 1)

    def convert_th(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """Converts a header's cell."""
        return self.convert_td(el, text, parent_tags)


def _address(url: str) -> str:
    """Returns a URL as the destination of a link: nothing in it ends or escapes it."""
    return re.sub(r"[\s()<>\\\"]", lambda m: "".join(f"%{b:02X}" for b in m[0].encode()), url)
