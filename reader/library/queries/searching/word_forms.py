"""Expands a query by other forms of its words if the setting is on: ``run`` finds ``running``.

There is no index of stems: a search looks up the words of the library with the same stem, and
searches for them as well, so that nothing is larger or slower if the setting is off.
"""

from collections.abc import Callable, Mapping

from reader.core.query.query_tree import And, Field, Not, Or, Query, Word, terms
from reader.core.query.word_stems import can_have_forms, common_beginning, has_stems, stem
from reader.library.queries.searching.search_tokens import index_words
from reader.library.queries.searching.vocabulary import VocabularyQueries

_COMPARED = 1_000  # words that begin alike of which the stem is taken, in each index
_MOST = 20  # forms of a word that are searched for, in each language
_WIDENED = 10  # words of a query whose forms are searched for


def _off() -> bool:
    return False


class WordFormQueries(VocabularyQueries):
    """Queries for the forms of words, by the languages of the articles."""

    finds_forms: Callable[[], bool] = staticmethod(_off)

    def with_forms(self, query: Query) -> Query:
        """Returns the query with the other forms of its words; unchanged if the setting is off."""
        if not self.finds_forms():
            return query
        found = self._rows("SELECT DISTINCT language FROM article WHERE language <> ''")
        known = {row[0].lower().partition("-")[0] for row in found}
        languages = sorted(filter(has_stems, known))
        words = dict.fromkeys(one for one in terms(query) if isinstance(one, Word))
        return _widened(
            query, {word: self._any_form(word, languages) for word in [*words][:_WIDENED]}
        )

    def _any_form(self, query: Word, languages: list[str]) -> Query:
        """Returns the word or its forms, each in articles of its language; the word itself comes last.

        If all articles have one language, or no known one, languages are not distinguished.
        """
        words = [] if query.is_phrase else index_words(query.text)
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


def _widened(query: Query, forms: Mapping[Word, Query]) -> Query:
    """Returns the query with words replaced by other queries."""
    match query:
        case Word():
            return forms.get(query, query)
        case Not(node):
            return Not(_widened(node, forms))
        case And(nodes):
            return And(tuple(_widened(node, forms) for node in nodes))
        case Or(nodes):
            return Or(tuple(_widened(node, forms) for node in nodes))
    return query
