"""Widens a query by the other forms of its words: ``run`` finds ``running``, where that is asked for.

There is no index of stems: the words of the library that have the stem of a word are looked up when
it is sought, and sought with it, so that nothing is larger or slower where this is off.
"""

from collections.abc import Callable

from reader.core.query.query_tree import And, Field, Not, Or, Query, Word
from reader.core.query.word_stems import can_have_forms, common_beginning, has_stems, stem
from reader.library.queries.search_tokens import index_words
from reader.library.queries.vocabulary import VocabularyQueries

_COMPARED = 1_000  # words that begin alike of which the stem is taken, in each index
_MOST = 30  # forms of a word that are sought


def _off() -> bool:
    return False


class WordFormQueries(VocabularyQueries):
    """Queries for the forms of words, by the languages of the articles."""

    finds_forms: Callable[[], bool] = staticmethod(_off)

    def with_forms(self, query: Query) -> Query:
        """Returns the query with the other forms of its words; as it is where that is off."""
        if not self.finds_forms():
            return query
        found = self._rows("SELECT DISTINCT language FROM article WHERE language <> ''")
        languages = {row[0].lower().partition("-")[0] for row in found}
        return self._widened(query, sorted(filter(has_stems, languages)))

    def _widened(self, query: Query, languages: list[str]) -> Query:
        match query:
            case Word(text, is_phrase):
                return query if is_phrase else self._any_form(query, index_words(text), languages)
            case Not(node):
                return Not(self._widened(node, languages))
            case And(nodes):
                return And(tuple(self._widened(node, languages) for node in nodes))
            case Or(nodes):
                return Or(tuple(self._widened(node, languages) for node in nodes))
        return query

    def _any_form(self, query: Word, words: list[str], languages: list[str]) -> Query:
        """Returns the word or its forms, each in articles of its language; the word itself comes last.

        Where all articles are of one language, or of none that is known, they are not told apart.
        """
        parts: list[Query] = []
        for language in languages if len(words) == 1 and can_have_forms(words[0]) else ():
            forms: list[Query] = [Word(form) for form in self._forms(words[0], language)]
            if forms and len(languages) > 1:
                any_form = Or(tuple(forms)) if len(forms) > 1 else forms[0]
                forms = [And((Field("language", language), any_form))]
            parts += forms
        return Or((*parts, query)) if parts else query

    def _forms(self, word: str, language: str) -> list[str]:
        """Returns the other words of the library that have the stem of a word."""
        sought = stem(word, language)
        found = self._words_with(common_beginning(word, sought), _COMPARED)
        forms = sorted(
            one
            for one in found
            if one != word and can_have_forms(one) and stem(one, language) == sought
        )
        return forms[:_MOST]
