"""Edits such as texts undergo between two visits, with the origin of every character kept."""

import random
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

Letter = tuple[str, int]  # a character and where it stood in the old text; -1: it did not
Paragraph = list[Letter]

_LETTERS = "etaoinshrdlucmfwypvbgk"
_SENTENCE = re.compile(r".*?(?:[.!?…。！？]+[”\"]?\s*|$)", re.DOTALL)
_WORD = re.compile(r"[\u4e00-\u9fff]{2}|[^\W\u4e00-\u9fff]+")
_BOILERPLATE = (
    "Advertisement",
    "Read more: ten things you did not know",
    "Share this article",
    "We use cookies to improve your experience. By going on you accept our policy.",
    "Sign up for our newsletter and never miss a story!",
    "Story continues below",
    "Photo: Getty Images / Reuters",
)
_PLAIN = {"“": '"', "”": '"', "’": "'", "‘": "'", "'": "’", "…": "..."}
_LIGATURES = {"fi": "ﬁ", "fl": "ﬂ", "ff": "ﬀ"}


@dataclass(frozen=True, slots=True)
class Edited:
    """A new text and, for each of its characters, where it stood in the old one, or -1."""

    text: str
    origins: list[int]


@dataclass(frozen=True, slots=True)
class Scope:
    """What an edit may draw on: chance, and paragraphs that the text never had."""

    chance: random.Random
    more: list[str]  # used up from the end
    words: list[str]  # of the text, to put in the place of others


Edit = Callable[[list[Paragraph], Scope], list[Paragraph]]


def edited(paragraphs: list[str], more: list[str], edits: Iterable[Edit], seed: str) -> Edited:
    """The text after some edits, in order."""
    letters: list[Paragraph] = []
    at = 0
    for paragraph in paragraphs:
        letters.append([(character, at + n) for n, character in enumerate(paragraph)])
        at += len(paragraph) + 2
    words = _WORD.findall(" ".join(paragraphs[:200]))
    scope = Scope(random.Random(seed), list(more), words)
    for edit in edits:
        letters = edit(letters, scope)
    whole = [one for paragraph in letters for one in (*paragraph, ("\n", -1), ("\n", -1))][:-2]
    return Edited("".join(one[0] for one in whole), [one[1] for one in whole])


# -- letters ----------------------------------------------------------------------------------


def typos(paragraphs: list[Paragraph], scope: Scope) -> list[Paragraph]:
    """Four letters in a thousand are changed, lost, put in or swapped."""
    return [_with_typos(paragraph, scope.chance, 0.004) for paragraph in paragraphs]


def _with_typos(paragraph: Paragraph, chance: random.Random, rate: float) -> Paragraph:
    result: Paragraph = []
    skip = False
    for place, letter in enumerate(paragraph):
        if skip:
            skip = False
            continue
        if chance.random() >= rate or letter[0].isspace():
            result.append(letter)
            continue
        kind = chance.randrange(4)
        is_wide = letter[0] >= "\u2e80"
        other = chance.choice("的是不了人我在有他这" if is_wide else _LETTERS)
        if kind == 0:
            result.append((other, -1))
        elif kind == 1:
            result.extend([letter, (other, -1)])
        elif kind == 2 and place + 1 < len(paragraph):
            result.extend([paragraph[place + 1], letter])
            skip = True
    return result


def typography(paragraphs: list[Paragraph], scope: Scope) -> list[Paragraph]:
    """Quotes, dashes, spaces, line breaks, hyphens, ligatures, composition: as another site has them."""
    return [list(_retypeset(paragraph, scope.chance)) for paragraph in paragraphs]


def _retypeset(paragraph: Paragraph, chance: random.Random) -> Iterable[Letter]:
    decomposes = chance.random() < 0.5
    place = 0
    while place < len(paragraph):
        character, origin = paragraph[place]
        two = character + (paragraph[place + 1][0] if place + 1 < len(paragraph) else "")
        if two in _LIGATURES and chance.random() < 0.5:
            yield _LIGATURES[two], origin
            place += 2
            continue
        place += 1
        set_anew = _set_anew(character, chance)
        if decomposes and set_anew == character:
            set_anew = unicodedata.normalize("NFD", character)
        yield from ((one, origin) for one in set_anew)
        if character.isalpha() and character < "\u2e80" and chance.random() < 0.01:
            yield "\u00ad", origin


def _set_anew(character: str, chance: random.Random) -> str:
    if character == " " and chance.random() < 0.1:
        return chance.choice(["\u00a0", "\n", "  ", " \n", "\u2009"])
    if character == '"':
        return chance.choice("“”")
    if character in "—–":
        return chance.choice(["--", "–", "-", "―"])
    return _PLAIN.get(character, character)


# -- paragraphs -------------------------------------------------------------------------------


def inserted(paragraphs: list[Paragraph], scope: Scope) -> list[Paragraph]:
    """A tenth as many paragraphs again are new."""
    result: list[Paragraph] = []
    for paragraph in paragraphs:
        if scope.more and scope.chance.random() < 0.1:
            result.append([(one, -1) for one in scope.more.pop()])
        result.append(paragraph)
    return result


def removed(paragraphs: list[Paragraph], scope: Scope) -> list[Paragraph]:
    """One paragraph in twelve is gone."""
    return [paragraph for paragraph in paragraphs if scope.chance.random() >= 1 / 12]


def moved(paragraphs: list[Paragraph], scope: Scope) -> list[Paragraph]:
    """One in twenty stands elsewhere."""
    chosen = {n for n in range(len(paragraphs)) if scope.chance.random() < 0.05}
    result = [paragraph for n, paragraph in enumerate(paragraphs) if n not in chosen]
    for n in sorted(chosen):
        result.insert(scope.chance.randrange(len(result) + 1), paragraphs[n])
    return result


def copied(paragraphs: list[Paragraph], scope: Scope) -> list[Paragraph]:
    """One in twenty stands in another place too; the first is the one that is meant."""
    result = list(paragraphs)
    for paragraph in paragraphs:
        if scope.chance.random() < 0.05:
            copy = [(character, -1) for character, _origin in paragraph]
            result.insert(scope.chance.randrange(len(result) + 1), copy)
    return result


# -- sentences --------------------------------------------------------------------------------


def rewritten(paragraphs: list[Paragraph], scope: Scope) -> list[Paragraph]:
    """One sentence in eight is rewritten: words replaced, left out, put in, halves swapped, or all new."""
    result: list[Paragraph] = []
    for paragraph in paragraphs:
        text = "".join(one[0] for one in paragraph)
        changed: Paragraph = []
        for sentence in _SENTENCE.finditer(text):
            letters = paragraph[sentence.start() : sentence.end()]
            if letters and scope.chance.random() < 0.125:
                letters = _rewritten(letters, scope)
            changed.extend(letters)
        result.append(changed)
    return result


def _rewritten(letters: Paragraph, scope: Scope) -> Paragraph:
    chance = scope.chance
    text = "".join(one[0] for one in letters)
    share = chance.choice([0.1, 0.2, 0.35, 0.6, 1.0])
    result: Paragraph = []
    at = 0
    for word in _WORD.finditer(text):
        result.extend(letters[at : word.start()])
        at = word.end()
        kept = letters[word.start() : at]
        if chance.random() < share:
            kind = chance.random()
            new: Paragraph = [(one, -1) for one in chance.choice(scope.words)]
            if kind < 0.15:
                kept = []
            elif kind < 0.3:
                kept = [*kept, *new] if kept[0][0] >= "\u4e00" else [*kept, (" ", -1), *new]
            else:
                kept = new
        result.extend(kept)
    return [*result, *letters[at:]]


def boilerplate(paragraphs: list[Paragraph], scope: Scope) -> list[Paragraph]:
    """What a page adds: advertisements between and within paragraphs, marks of footnotes."""
    chance = scope.chance
    result: list[Paragraph] = []
    for paragraph in paragraphs:
        if chance.random() < 0.1:
            result.append([(one, -1) for one in chance.choice(_BOILERPLATE)])
        changed = list(paragraph)
        if chance.random() < 0.15:
            spaces = [n for n, (one, _at) in enumerate(paragraph) if one in " 。"] or [0]
            place = chance.choice(spaces) + 1
            added = f"[{chance.randint(1, 99)}]"
            if chance.random() < 0.4:
                added = f"{chance.choice(_BOILERPLATE)} "
            changed[place:place] = [(one, -1) for one in added]
        result.append(changed)
    return result


EDITS: dict[str, tuple[Edit, ...]] = {
    "none": (),
    "typos": (typos,),
    "typography": (typography,),
    "inserted": (inserted,),
    "removed": (removed,),
    "moved": (moved,),
    "copied": (copied,),
    "rewritten": (rewritten,),
    "boilerplate": (boilerplate,),
    "all together": (
        copied,
        moved,
        removed,
        inserted,
        rewritten,
        boilerplate,
        typos,
        typography,
    ),
}
