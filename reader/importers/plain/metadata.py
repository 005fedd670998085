"""Finds title, header, byline, teaser and credit of a plain text in its first and last blocks.

Only what is provably said elsewhere leaves the body, and each removal is logged.
"""

import re
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from reader.importers.article_metadata import Metadata, merged
from reader.importers.calendars.dates import iso_date
from reader.importers.plain.bare_links import ADDRESS
from reader.importers.plain.byline_patterns import byline_of, credit_of, date_of, is_salutation
from reader.importers.plain.repeated_teaser import find_teaser
from reader.importers.plain.text_blocks import Form, TextBlock
from reader.importers.safe_addresses import safe_address
from reader.importers.text_cleaning import ends_sentence, letters_and_digits, one_line, tokens
from reader.importers.titles import title_from_name

_NEAR = 5  # how many blocks from the start the repeats and the byline may be
_SIMILAR = 0.93
_LONGEST_TITLE = 140
_TITLE_LINES = 3  # title and subtitle, as short lines after each other
_BYLINE = 2  # see _sign_of
_LONGEST_HEADING = 80
_LONGEST_VALUE = 200  # of a header line: nothing of it is cut off

_FIELDS = {
    "title": "title headline titel titre título titolo überschrift subject betreff objet asunto oggetto "
    "onderwerp assunto тема 标题 主题 件名",
    "byline": "by author authors byline autor von auteur autore par por from de от 作者 发件人 差出人",
    "site": "site source publication publisher quelle fuente fonte 来源",
    "url": "url link address canonical adresse",
    "published": "date published datum fecha data sent gesendet envoyé enviado дата 日期 日時",
    "language": "language lang",
    "tags": "tags keywords",
}
_FIELD_OF = {word: field for field, words in _FIELDS.items() for word in words.split()}
_HEADER_LINE = re.compile(r"\s*([^\W\d_]{1,20})\s*(?:::?|：)\s*(\S.*)")
_RULE = re.compile(r"\s*([-=_*])\1{2,}\s*")
_MAIL_ADDRESS = re.compile(r"\s*<[^<>\s]+@[^<>\s]+>")


@dataclass(frozen=True, slots=True)
class Structure:
    """What a text says about itself, its body, and what was taken away and why."""

    metadata: Metadata
    body: list[TextBlock]
    notes: list[str]


def part_header(lines: list[str]) -> tuple[Metadata, list[str], list[str]]:
    """Splits off ``Title: …`` lines: returns their metadata, the lines left, and notes.

    A header has two such lines or more, or only a title, and an empty line after it, or a rule after two.
    """
    start = next((i for i, line in enumerate(lines) if line.strip()), len(lines))
    end = start
    is_ruled = False
    while end < len(lines) and lines[end].strip() and end - start < 30 and not is_ruled:
        end += 1
        is_ruled = end - start > 1 and _RULE.fullmatch("".join(lines[end : end + 1])) is not None
    text = lines[end + is_ruled :]
    found: dict[str, str] = {}
    left: list[str] = []
    header = _unfolded(lines[start:end])
    for line in header:
        match = _HEADER_LINE.fullmatch(line)
        field = _FIELD_OF.get(match[1].casefold(), "") if match else ""
        value = _value(field, match[2].strip()) if match else ""
        if field and value and field not in found:
            found[field] = value
        elif match is None:
            return Metadata(), lines, []
        else:
            left.append(line)
    is_header = len(found) >= 2 or (set(found) == {"title"} and not left)
    has_text = any(any(map(str.isalnum, line)) for line in [*left, *text])
    if not is_header or not has_text:
        return Metadata(), lines, []
    tags = tuple(tag.strip().lstrip("#") for tag in found.pop("tags", "").split(","))
    notes = [f"Header line: {line.strip()}" for line in header if line not in left]
    return Metadata(**found, tags=tuple(filter(None, tags))), [*left, *text], notes


def _unfolded(lines: list[str]) -> list[str]:
    """Returns header lines with those that go on with the one before, which are indented."""
    unfolded = lines[:1]
    for line in lines[1:]:
        if line[:1] in " \t" and not _HEADER_LINE.fullmatch(line):
            unfolded[-1] += f" {line.strip()}"
        else:
            unfolded.append(line)
    return unfolded


def _value(field: str, said: str) -> str:
    if field == "published":
        return iso_date(said)
    if field == "url":
        return safe_address(said)
    if field == "site" and "://" in said:
        return ""
    if field == "byline":
        said = _MAIL_ADDRESS.sub("", said).replace("[[", "").replace("]]", "")  # Logseq's links
    return said if len(said) <= _LONGEST_VALUE else ""


def structure(blocks: list[TextBlock], known: Metadata, name: str) -> Structure:
    """Finds the parts of an article among its blocks.

    known: what a header or front matter said, which goes first. name: the file's name.
    """
    notes: list[str] = []
    url, body = _address(_opened(blocks), notes)
    title = known.title
    if title:
        body = _without_repeats(body, title, notes)
    elif title := _title(body, name):
        notes.append(f"Taken as the title: {body[0].text}")
        body = _without_repeats(body[1:], title, notes)
    found, body = _byline_and_date(body, notes, is_titled=bool(title))
    excerpt, body = _teaser(body, notes)
    # Behind the teaser the title, the byline or the date may come once more.
    if title:
        body = _without_repeats(body, title, notes)
    later, body = _byline_and_date(body, notes, is_titled=bool(title))
    if not any(c.isalnum() for block in body for c in block.text):
        return Structure(known, blocks, [])  # all of it was title and byline: then that is the text
    byline, site, body = _credits(body)
    if byline or site:
        notes.append(f"Read from the credit: {', '.join(filter(None, (byline, site)))}")
    metadata = merged(
        known,
        Metadata(title=title, excerpt=excerpt, url=url),
        found,
        later,
        Metadata(byline=byline, site=site),
    )
    return Structure(metadata, _headed(body), notes)


def _opened(blocks: list[TextBlock]) -> list[TextBlock]:
    """Splits a first group of short lines into paragraphs if it is a title with what follows."""
    opened: list[TextBlock] = []
    for index, block in enumerate(blocks[:2]):
        following = blocks[index + 1 : index + 1 + _NEAR]
        if block.form is Form.LINES and _is_head(block.lines, following):
            opened += [TextBlock(Form.PARAGRAPH, (line,)) for line in block.lines]
        else:
            opened.append(block)
    return opened + blocks[2:]


def _is_head(lines: tuple[str, ...], following: list[TextBlock]) -> bool:
    """Returns whether short lines are title, byline and date: they say so, or what follows does."""
    if len(lines) > _NEAR:
        return False
    is_named = bool(following) and _sign_of(following[0]) == _BYLINE
    return (
        any(_sign_of(TextBlock(Form.PARAGRAPH, (line,))) for line in lines[1:])
        or any(map(ADDRESS.fullmatch, lines))
        or letters_and_digits(lines[0]) in [letters_and_digits(block.text) for block in following]
        or (is_named and len(lines) <= _TITLE_LINES)
    )


def _sign_of(block: TextBlock) -> int:
    """Returns how much a block tells that a title is before it: a byline more than a date."""
    if block.form not in (Form.PARAGRAPH, Form.LINES):
        return 0
    lines = block.lines[:_NEAR]
    if any(byline_of(line, is_below_title=True)[0] for line in lines):
        return _BYLINE
    return int(any(date_of(line) for line in lines))


def _address(blocks: list[TextBlock], notes: list[str]) -> tuple[str, list[TextBlock]]:
    """Splits off the address of a text: the only one near its beginning, with a title above or below."""
    near = [n for n, block in enumerate(blocks[:_NEAR]) if ADDRESS.fullmatch(block.text.strip())]
    above, below = (blocks[: near[0]], blocks[near[0] + 1 :]) if len(near) == 1 else ([], [])
    titles = [block.text for block in above or below[:1]]
    is_head = any(map(_may_be_title, titles)) and not any(
        len(text) >= _LONGEST_TITLE or text.endswith(".") for text in titles
    )
    if not is_head or not any(ends_sentence(block.text) for block in below):
        return "", blocks
    if above and (above[-1].text.endswith((":", "：", ",")) or below[0].text[:1].islower()):
        return "", blocks  # in a sentence
    said = blocks[near[0]].text.strip()
    notes.append(f"Read as the address: {said}")
    return safe_address(said), [*above, *below]


def _title(blocks: list[TextBlock], name: str) -> str:
    """Returns the first block's text when it is the title; else empty."""
    if len(blocks) < 2 or len(blocks[0].text) > 2 * _LONGEST_TITLE:
        return ""
    first = blocks[0]
    text = first.text.strip()
    if first.form is Form.HEADING:
        return text
    if first.form is not Form.PARAGRAPH or not _may_be_title(text):
        return ""
    for other in blocks[1 : 1 + _NEAR]:
        if other.form in (Form.PARAGRAPH, Form.HEADING) and _is_repeat(text, other.text):
            return text if len(text) >= len(other.text) else other.text.strip()
    # A subtitle may be between the title and the byline.
    following = blocks[1:3] if len(blocks[1].text) <= _LONGEST_HEADING else blocks[1:2]
    sign = max(map(_sign_of, following))
    rest = next((block for block in blocks[1:_NEAR] if not _sign_of(block)), blocks[1])
    score = (
        sign
        + (text[-1:] not in ".,;:")
        + (len(rest.text) > 1.3 * len(text))
        + _is_title_case(text)
        + (letters_and_digits(title_from_name(name)) == letters_and_digits(text))
    )
    needed = 3 if ends_sentence(text) and text[-1:] not in "?!" else 2
    return text if score >= needed else ""


def _may_be_title(text: str) -> bool:
    return (
        0 < len(text) < _LONGEST_TITLE
        and any(c.isalnum() for c in text)
        and not ADDRESS.match(text)
        and text[:2] not in ("- ", "* ", "+ ", "• ")
        and not byline_of(text)[0]
        and not date_of(text)
        and not is_salutation(text)
        and credit_of(text) is None
    )


def _is_title_case(text: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_]{4,}", text) if word]
    return len(words) >= 2 and all(word[0].isupper() for word in words)


def _is_repeat(title: str, text: str) -> bool:
    if len(text) > 2 * _LONGEST_TITLE or not letters_and_digits(text):
        return False
    first, second = title.casefold(), one_line(text).casefold()
    return letters_and_digits(first) == letters_and_digits(second) or (
        min(len(first), len(second)) > 12
        and SequenceMatcher(None, first, second, autojunk=False).ratio() > _SIMILAR
    )


def _without_repeats(blocks: list[TextBlock], title: str, notes: list[str]) -> list[TextBlock]:
    """Removes a block that only repeats the title."""
    words = set(tokens(title))
    near = [part for block in blocks[:_NEAR] for part in _parted(block, title)]
    blocks = [*near, *blocks[_NEAR:]]
    for index, block in enumerate(blocks[:_NEAR]):
        is_plain = block.form in (Form.PARAGRAPH, Form.HEADING)
        if is_plain and _is_repeat(title, block.text) and set(tokens(block.text)) <= words:
            if len(blocks) == 1:
                return blocks
            notes.append(f"Removed a repeat of the title: {block.text}")
            return [*blocks[:index], *blocks[index + 1 :]]
    return blocks


def _parted(block: TextBlock, title: str) -> list[TextBlock]:
    """Splits the title from a group of short lines, if it is the first line."""
    if block.form is Form.LINES and _is_repeat(title, block.lines[0]):
        rest = block.lines[1:]
        form = Form.LINES if len(rest) > 1 else Form.PARAGRAPH
        return [TextBlock(Form.PARAGRAPH, block.lines[:1]), TextBlock(form, rest)]
    return [block]


def _byline_and_date(
    blocks: list[TextBlock], notes: list[str], *, is_titled: bool
) -> tuple[Metadata, list[TextBlock]]:
    byline = published = ""
    kept: list[TextBlock] = []
    for index, block in enumerate(blocks):
        is_near = index < _NEAR and block.form is Form.PARAGRAPH
        names, date = "", ""
        if is_near and not byline:
            names, date = byline_of(block.text, is_below_title=is_titled)
        if names and len(blocks) > 1:
            byline, published = names, published or date
            notes.append(f"Read as the byline: {block.text}")
        elif is_near and not published and len(blocks) > 1 and (date := date_of(block.text)):
            published = date
            notes.append(f"Read as the date: {block.text}")
        else:
            kept.append(block)
    if not kept:
        return Metadata(), blocks
    return Metadata(byline=byline, published=published), kept


def _teaser(blocks: list[TextBlock], notes: list[str]) -> tuple[str, list[TextBlock]]:
    texts = [block.text for block in blocks[:40]]
    teaser = find_teaser(texts, [block.form is Form.PARAGRAPH for block in blocks[:40]])
    if teaser is None:
        return "", blocks
    at = teaser.index
    notes.append(f"Moved to the excerpt, for the text repeats it: {blocks[at].text}")
    return teaser.excerpt, [*blocks[:at], *blocks[at + 1 :]]


def _credits(blocks: list[TextBlock]) -> tuple[str, str, list[TextBlock]]:
    """Returns author and site from the credits at the end, which stay as small print."""
    byline = site = ""
    end = len(blocks)
    for index in range(len(blocks) - 1, max(0, len(blocks) - 4), -1):
        block = blocks[index]
        if block.form not in (Form.PARAGRAPH, Form.LINES):
            break
        found = credit_of(block.text)
        if found is None:
            break
        byline, site = found[0] or byline, found[1] or site
        end = index
    small = [replace(block, form=Form.CREDIT) for block in blocks[end:]]
    return byline, site, [*blocks[:end], *small]


def _headed(blocks: list[TextBlock]) -> list[TextBlock]:
    """Returns the blocks with short lines between paragraphs as headings."""
    headed = list(blocks)
    for index in range(1, len(blocks) - 1):
        before, block, after = blocks[index - 1 : index + 2]
        if (
            block.form is Form.PARAGRAPH
            and before.form in (Form.PARAGRAPH, Form.LIST, Form.QUOTE, Form.CODE, Form.LINES)
            and headed[index - 1].form is not Form.HEADING
            and after.form is Form.PARAGRAPH
            and _may_head(block.text, after.text)
            and ends_sentence(before.text if before.form is Form.PARAGRAPH else ".")
        ):
            headed[index] = replace(block, form=Form.HEADING, level=3)
    return headed


def _may_head(text: str, following: str) -> bool:
    return (
        len(text) < _LONGEST_HEADING
        and len(text.split()) <= 12
        and (text[:1].isupper() or text[:1].isdigit() or not text[:1].isascii())
        and text[:1].isalnum()
        and text[-1:] not in ".,;:…!。，；：！"
        and not ends_sentence(text.rstrip("?？"))
        and any(c.isalpha() for c in text)
        and len(following) > 1.3 * len(text)
        and ends_sentence(following)
        and not date_of(text)
        and not byline_of(text)[0]
        and not ADDRESS.match(text)
    )
