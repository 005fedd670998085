"""Rarer edits: what another layout, another edition or another extraction of the same page does to a text."""

import random
import re
import unicodedata

from benchmarks.edits import Edit, Letter, Paragraph, Scope, boilerplate, removed, rewritten, typos

_SENTENCE = re.compile(r".*?(?:[.!?…。！？]+[”\"]?\s*|$)", re.DOTALL)
_NUMBER = re.compile(r"\d+")
_WORD_OF_SEVEN = re.compile(r"[^\W\d_\u2e80-\uffff]{7,}")
_OTHER_QUOTES = {"“": "«\u00a0", "”": "\u00a0»", "‘": "‹", "’": "›", '"': "„"}
_FULL_TO_HALF = {"，": ",", "。": ".", "！": "!", "？": "?", "；": ";", "：": ":"}
_HALF_TO_FULL = {",": "，", "!": "！", "?": "？", ";": "；", ":": "："}


def _text(paragraph: Paragraph) -> str:
    return "".join(one for one, _origin in paragraph)


def _new(text: str) -> Paragraph:
    return [(one, -1) for one in text]


# -- order and borders ------------------------------------------------------------------------


def sentences_swapped(paragraphs: list[Paragraph], scope: Scope) -> list[Paragraph]:
    """In one paragraph of six the sentences stand in another order."""
    result: list[Paragraph] = []
    for paragraph in paragraphs:
        if scope.chance.random() < 1 / 6:
            sentences = [
                paragraph[found.start() : found.end()]
                for found in _SENTENCE.finditer(_text(paragraph))
                if found.group()
            ]
            scope.chance.shuffle(sentences)
            paragraph = [letter for sentence in sentences for letter in sentence]
        result.append(paragraph)
    return result


def joined(paragraphs: list[Paragraph], scope: Scope) -> list[Paragraph]:
    """One paragraph in three goes on in the one before it."""
    result: list[Paragraph] = []
    for paragraph in paragraphs:
        if result and scope.chance.random() < 1 / 3:
            result[-1] = [*result[-1], (" ", -1), *paragraph]
        else:
            result.append(paragraph)
    return result


def split(paragraphs: list[Paragraph], scope: Scope) -> list[Paragraph]:
    """One sentence in three begins a paragraph."""
    result: list[Paragraph] = []
    for paragraph in paragraphs:
        first = 0
        for found in _SENTENCE.finditer(_text(paragraph)):
            if found.start() > first and scope.chance.random() < 1 / 3:
                result.append(paragraph[first : found.start()])
                first = found.start()
        result.append(paragraph[first:])
    return result


def headings(paragraphs: list[Paragraph], scope: Scope) -> list[Paragraph]:
    """Before one paragraph in five stands a heading, in capitals."""
    result: list[Paragraph] = []
    for paragraph in paragraphs:
        if scope.chance.random() < 0.2:
            words = [scope.chance.choice(scope.words).upper() for _ in range(3)]
            result.append(_new(" ".join(words)))
        result.append(paragraph)
    return result


def in_capitals(paragraphs: list[Paragraph], scope: Scope) -> list[Paragraph]:
    """Short paragraphs, and one in ten of the others, are set in capitals."""
    return [
        _capitals(paragraph)
        if len(paragraph) < 60 or scope.chance.random() < 0.1
        else list(paragraph)
        for paragraph in paragraphs
    ]


def _capitals(paragraph: Paragraph) -> Paragraph:
    return [(upper, origin) for one, origin in paragraph for upper in one.upper()]


# -- typography of other countries and media --------------------------------------------------


def _changed(paragraph: Paragraph, table: dict[str, str]) -> Paragraph:
    return [(new, origin) for one, origin in paragraph for new in table.get(one, one)]


def other_quotes(paragraphs: list[Paragraph], _scope: Scope) -> list[Paragraph]:
    """Quotation marks of another language."""
    return [_changed(paragraph, _OTHER_QUOTES) for paragraph in paragraphs]


def other_width(paragraphs: list[Paragraph], _scope: Scope) -> list[Paragraph]:
    """Full-width marks become half-width ones and the other way round."""
    return [_changed(paragraph, _FULL_TO_HALF | _HALF_TO_FULL) for paragraph in paragraphs]


def without_signs(paragraphs: list[Paragraph], _scope: Scope) -> list[Paragraph]:
    """Accents, points and vowel signs are left out."""
    return [[letter for one in paragraph for letter in _bare(one)] for paragraph in paragraphs]


def _bare(letter: Letter) -> Paragraph:
    apart = unicodedata.normalize("NFD", letter[0])
    return [(one, letter[1]) for one in apart if not unicodedata.combining(one)]


def with_signs(paragraphs: list[Paragraph], scope: Scope) -> list[Paragraph]:
    """Arabic letters get vowel signs, one in three."""
    result: list[Paragraph] = []
    for paragraph in paragraphs:
        changed: Paragraph = []
        for letter in paragraph:
            changed.append(letter)
            if "\u0627" <= letter[0] <= "\u064a" and scope.chance.random() < 1 / 3:
                changed.append((scope.chance.choice("\u064e\u064f\u0650\u0651\u0652"), -1))
        result.append(changed)
    return result


def reflowed(paragraphs: list[Paragraph], _scope: Scope) -> list[Paragraph]:
    """Lines of about seventy characters."""
    result: list[Paragraph] = []
    for paragraph in paragraphs:
        changed: Paragraph = []
        column = 0
        for letter in paragraph:
            column += 1
            if letter[0] == " " and column > 66:
                changed.append(("\n", letter[1]))
                column = 0
            else:
                changed.append(letter)
        result.append(changed)
    return result


def hyphenated(paragraphs: list[Paragraph], scope: Scope) -> list[Paragraph]:
    """One long word in twenty is broken by a hyphen and the end of a line."""
    result: list[Paragraph] = []
    for paragraph in paragraphs:
        changed: Paragraph = []
        at = 0
        for word in _WORD_OF_SEVEN.finditer(_text(paragraph)):
            if scope.chance.random() < 0.05:
                middle = word.start() + scope.chance.randint(3, len(word.group()) - 3)
                changed += [*paragraph[at:middle], *_new("-\n")]
                at = middle
        result.append([*changed, *paragraph[at:]])
    return result


# -- what is written --------------------------------------------------------------------------


def numbers(paragraphs: list[Paragraph], scope: Scope) -> list[Paragraph]:
    """Every number is another one."""
    result: list[Paragraph] = []
    for paragraph in paragraphs:
        changed: Paragraph = []
        at = 0
        for found in _NUMBER.finditer(_text(paragraph)):
            changed += [*paragraph[at : found.start()], *_new(str(scope.chance.randint(2, 2999)))]
            at = found.end()
        result.append([*changed, *paragraph[at:]])
    return result


def footnotes(paragraphs: list[Paragraph], scope: Scope) -> list[Paragraph]:
    """Behind one sentence in three stands the mark of a footnote."""
    result: list[Paragraph] = []
    count = 0
    for paragraph in paragraphs:
        changed: Paragraph = []
        at = 0
        for found in _SENTENCE.finditer(_text(paragraph)):
            end = found.start() + len(found.group().rstrip())
            if found.group() and scope.chance.random() < 1 / 3:
                count += 1
                changed += [*paragraph[at:end], *_new(f"[{count}]")]
                at = end
        result.append([*changed, *paragraph[at:]])
    return result


def as_list(paragraphs: list[Paragraph], _scope: Scope) -> list[Paragraph]:
    """The cells of tables stand below each other, as the items of a list."""
    result: list[Paragraph] = []
    for paragraph in paragraphs:
        if not {"\t", "|"} & set(_text(paragraph)):
            result.append(paragraph)
            continue
        item: Paragraph = []
        for letter in paragraph:
            if letter[0] in "\t|\n":
                if _text(item).strip():
                    result.append([*_new("• "), *item])
                item = []
            else:
                item.append(letter)
        if item:
            result.append([*_new("• "), *item])
    return result


def near_copies(paragraphs: list[Paragraph], scope: Scope) -> list[Paragraph]:
    """One paragraph in twelve gets a near-copy elsewhere, and as many others go."""
    kept = removed(paragraphs, scope)
    result = list(kept)
    for paragraph in kept:
        if scope.chance.random() < 1 / 12:
            (copy,) = rewritten([[(one, -1) for one, _origin in paragraph]], scope)
            result.insert(scope.chance.randrange(len(result) + 1), copy)
    return result


# -- the whole --------------------------------------------------------------------------------


def much_before(paragraphs: list[Paragraph], scope: Scope) -> list[Paragraph]:
    """Ten times as much, out of other words, stands before the text."""
    size = 10 * sum(map(len, paragraphs))
    before: list[Paragraph] = []
    written = 0
    while written < size:
        words = [_shuffled(scope.chance.choice(scope.words), scope.chance) for _ in range(60)]
        before.append(_new(" ".join(words)))
        written += len(before[-1])
    return [*before, *paragraphs]


def _shuffled(word: str, chance: random.Random) -> str:
    return "".join(chance.sample(word, len(word)))


def second_half(paragraphs: list[Paragraph], _scope: Scope) -> list[Paragraph]:
    """The first half is gone."""
    return paragraphs[len(paragraphs) // 2 :]


def replaced(_paragraphs: list[Paragraph], scope: Scope) -> list[Paragraph]:
    """Another text on the same subject stands in its place."""
    return [_new(text) for text in scope.more]


MORE_EDITS: dict[str, tuple[Edit, ...]] = {
    "sentences swapped": (sentences_swapped,),
    "paragraphs joined": (joined,),
    "paragraphs split": (split,),
    "headings": (headings,),
    "capitals": (in_capitals,),
    "quotes of another language": (other_quotes,),
    "full and half width": (other_width,),
    "signs left out": (without_signs,),
    "signs put in": (with_signs,),
    "lines reflowed, words hyphenated": (reflowed, hyphenated),
    "other numbers": (numbers,),
    "footnotes": (footnotes,),
    "tables as lists": (as_list,),
    "another edition": (joined, headings, reflowed, other_quotes, footnotes, boilerplate, typos),
    "near-copies, others gone": (near_copies,),
    "ten times as much before": (much_before,),
    "first half gone": (second_half,),
    "replaced": (replaced,),
}
