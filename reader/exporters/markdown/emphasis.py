"""Writes emphasis in Markdown, whose markers count only beside certain characters."""

import re
import unicodedata

_SIGNS = ("**", "*", "~~")
# Halves of surrogate pairs, which no text of a page has.
_OPEN = dict(zip(_SIGNS, "\ud800\ud801\ud802", strict=True))
_CLOSE = dict(zip(_SIGNS, "\ud803\ud804\ud805", strict=True))
_WHOLE = "\ud806"
_CODE = "\ud807"
_WRITTEN = {mark: sign for marks in (_OPEN, _CLOSE) for sign, mark in marks.items()}
_CLOSER = {_OPEN[sign]: _CLOSE[sign] for sign in _SIGNS}
_MARKS = re.compile("[\ud800-\ud807]")
_UNIT = re.compile("\ud806[^\ud806]*\ud806|\ud807[^\ud807]*\ud807|\\\\.|.", re.DOTALL)
_CODES = re.compile("\ud807([^\ud807]*)\ud807")
_EMPTY_LINE = re.compile(r"([ \t]*\n[ \t]*\n\s*)")
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


def emphasis(sign: str) -> tuple[str, str]:
    """Returns the marks that stand for a sign before and after words until they are set."""
    return _OPEN[sign], _CLOSE[sign]


def whole(markup: str) -> str:
    """Returns markup from which no sign may be moved away: code, an image, an end of a link."""
    return f"{_WHOLE}{markup}{_WHOLE}"


def code(text: str) -> str:
    """Returns what stands for code until it is set, on one line."""
    return f"{_CODE}{text}{_CODE}"


def set_emphasis(text: str) -> str:
    """Returns text with signs for its marks.

    Signs between a letter and a mark of punctuation would be read as they are: so they move to the
    letters next to them, and where there are none, are left out. None reach over an empty line.
    Spans of code that touch become one, else they would share backticks.
    """
    if text.isascii() or not _MARKS.search(text):  # the first is known without a look
        return text
    parts = _EMPTY_LINE.split(text)
    open_: list[str] = []
    for number in range(0, len(parts), 2):
        units = [*open_, *_UNIT.findall(parts[number])]
        open_ = _open_at_end(units)
        units += [_CLOSER[mark] for mark in reversed(open_)]
        parts[number] = "".join(_set(_joined(units)))
    written = "".join(parts).replace(_WHOLE, "").replace(_CODE * 2, "")
    return _CODES.sub(lambda found: _between_backticks(found[1]), written)


def _between_backticks(words: str) -> str:
    """Returns code within a line, between more backticks than there are in it."""
    if not words.strip():
        return words
    ticks = "`" * (1 + max((len(run) for run in re.findall("`+", words)), default=0))
    space = " " if "`" in (words[0], words[-1]) or words[0] == words[-1] == " " else ""
    return f"{ticks}{space}{words}{space}{ticks}"


def _open_at_end(units: list[str]) -> list[str]:
    found: list[str] = []
    for unit in units:
        if unit in _CLOSER:
            found.append(unit)
        elif unit in _WRITTEN:
            found.pop()
    return found


def _joined(units: list[str]) -> list[str]:
    """Returns units without an end of emphasis that begins again right there."""
    found: list[str] = []
    for unit in units:
        if found and _CLOSER.get(unit) == found[-1]:
            found.pop()
        else:
            found.append(unit)
    return found


def _set(units: list[str]) -> list[str]:
    """Moves marks to where their signs count, the inner ones first, and writes the signs."""
    before: list[str] = []
    while before != units:  # what is taken out changes what is beside the others
        units = _joined([unit for unit in units if unit])
        before = list(units)
        begun: list[int] = []
        for end, unit in enumerate(before):
            if unit in _CLOSER:
                begun.append(end)
            elif unit in _WRITTEN:
                start = begun.pop()
                _place(units, start, end, begun)
    return [_WRITTEN.get(unit, unit) for unit in units]


def _place(units: list[str], start: int, end: int, around: list[int]) -> None:
    """Moves a pair of marks inwards until their signs count; takes them out if they never do.

    around: where the marks of what the pair is in are.
    """
    opener, closer = units[start], units[end]
    while start < end and not _counts(units, start, 1) and _is_plain(units[start + 1]):
        units[start], units[start + 1] = units[start + 1], opener
        start += 1
    while start < end and not _counts(units, end, -1) and _is_plain(units[end - 1]):
        units[end], units[end - 1] = units[end - 1], closer
        end -= 1
    is_empty = end == start + 1
    is_read = _counts(units, start, 1) and _counts(units, end, -1)
    if is_empty or not is_read or _may_end_another(units, start, around):
        units[start] = units[end] = ""


def _may_end_another(units: list[str], start: int, around: list[int]) -> bool:
    """Returns whether a sign that is to begin emphasis would be read as the end of what is around it.

    That is so of one that can be both, but not where the lengths of the two runs add up to a multiple
    of three (rules 9 and 10 of CommonMark).
    """
    inner, _within = _beside(units, start, 1)
    outer, _beyond = _beside(units, start, -1)
    is_parted = not outer or outer.isspace()
    if is_parted or (_is_punctuation(outer) and not _is_punctuation(inner)):
        return False
    own = _run_length(units, start)
    lengths = [
        _run_length(units, one)
        for one in around
        if _WRITTEN[units[one]][0] == _WRITTEN[units[start]][0]
    ]
    return any((one + own) % 3 or one % 3 == own % 3 == 0 for one in lengths)


def _run_length(units: list[str], at: int) -> int:
    """Returns how many signs are in the run that a mark is in."""
    marks = [units[at], *(mark for step in (1, -1) for mark in _beside(units, at, step)[1])]
    return sum(len(_WRITTEN[mark]) for mark in marks)


def _is_plain(unit: str) -> bool:
    return bool(unit) and unit not in _WRITTEN and unit[0] not in (_WHOLE, _CODE)


def _counts(units: list[str], at: int, inwards: int) -> bool:
    """Returns whether a sign is read as one, by the characters on both sides of its run."""
    inner, within = _beside(units, at, inwards)
    outer, beyond = _beside(units, at, -inwards)
    run = (*within, *beyond)
    is_mixed = any((mark in _CLOSER) != (units[at] in _CLOSER) for mark in run)
    if (is_mixed and len(run) > 1) or inner in ("", " ") or inner.isspace():
        return False
    return not _is_punctuation(inner) or not outer or outer.isspace() or outer in _PUNCTUATION


def _beside(units: list[str], at: int, step: int) -> tuple[str, list[str]]:
    """Returns the character on one side of a run of signs, and the marks of the run on that side."""
    own = _WRITTEN[units[at]][0]
    run: list[str] = []
    at += step
    while 0 <= at < len(units):
        unit = units[at]
        if unit in _WRITTEN:
            if (sign := _WRITTEN[unit][0]) != own:
                return sign, run
            run.append(unit)
        elif unit:
            shown = "`" if unit[0] == _CODE else unit.strip(_WHOLE)
            return (shown[0] if step > 0 else shown[-1]), run
        at += step
    return "", run


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"
