"""Texts of words whose frequencies follow Zipf's law, as those of a language do.

Few words stand in every text and most in hardly any, which is what a full-text index is slow or fast by.
"""

import random
from functools import cache
from itertools import accumulate, product

from benchmarks import corpora
from benchmarks.prose import WORDS as PROSE

SIZE = 40_000  # words of the vocabulary, or a few more
_EXPONENT, _OFFSET = 1.07, 2.7  # of Zipf and Mandelbrot's law, about those of English
_COMMON = (
    "the of and to a in that it is was he for on with as his at by be this had not are but from have"
    " or which one you were her all she there would their we him been has when who will more no if"
    " out so said what up its about into than them can only other new some could time these two may"
    " then do first any my now such like our over man me even most made after also did many before"
    " must through back years where much your way well down should because each just those people"
).split()
_ONSETS = "b c d f g h j k l m n p r s t v w st tr pl gr ch sh br cl".split()
_VOWELS = "a e i o u ai ea ou".split()
_CODAS = ["", "", "n", "r", "s", "l", "t", "nd", "st", "ck", "m"]
_TITLE_WORDS = (3, 9)
_SENTENCE_WORDS = (6, 26)
_PARAGRAPH_SENTENCES = (2, 7)


class ZipfTexts:
    """Writes texts from a seed, the same at each run."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._words = _vocabulary()
        self._rarer = self._words[500:3000]
        self._weights = list(
            accumulate((rank + _OFFSET) ** -_EXPONENT for rank in range(len(self._words)))
        )

    def paragraphs(self, count: int) -> list[str]:
        """Paragraphs of so many words together."""
        chance = self._chance
        words = chance.choices(self._words, cum_weights=self._weights, k=count)
        made: list[str] = []
        at = 0
        while at < count:
            sentences: list[str] = []
            for _sentence in range(chance.randint(*_PARAGRAPH_SENTENCES)):
                if at < count:
                    length = chance.randint(*_SENTENCE_WORDS)
                    sentences.append(_sentence_of(words[at : at + length]))
                    at += length
            made.append(" ".join(sentences))
        return made

    def title(self) -> str:
        """A title: some words without a full stop."""
        count = self._chance.randint(*_TITLE_WORDS)
        return _sentence_of(
            self._chance.choices(self._words, cum_weights=self._weights, k=count)
        ).rstrip(".")

    def name(self) -> str:
        """The name of an author, made of two rarer words."""
        first, last = (self._chance.choice(self._rarer) for _part in range(2))
        return f"{first.capitalize()} {last.capitalize()}"


def _sentence_of(words: list[str]) -> str:
    text = " ".join(words)
    return f"{text[0].upper()}{text[1:]}."


@cache
def _vocabulary() -> list[str]:
    """The words, the most frequent first; each once."""
    chance = random.Random("vocabulary")
    content = [*PROSE, *corpora.CONTENT_WORDS]
    chance.shuffle(content)
    words = dict.fromkeys([*_COMMON, *content])
    syllables = ["".join(parts) for parts in product(_ONSETS, _VOWELS, _CODAS)]
    while len(words) < SIZE:
        lengths = chance.choices((1, 2, 3, 4), (1, 6, 6, 2), k=1000)
        words.update(dict.fromkeys("".join(chance.choices(syllables, k=n)) for n in lengths))
    return list(words)
