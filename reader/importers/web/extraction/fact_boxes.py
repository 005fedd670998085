"""Recognizes boxes of facts: of who writes in a forum, and of when and by whom a page was published."""

import re
from collections.abc import Mapping, Sequence
from itertools import islice

from reader.importers.web.extraction.column_blocks import Blocks
from reader.importers.web.extraction.measures import LINKS, TEXT, Measures
from reader.importers.web.extraction.row_words import is_of_page, is_publication_date

_BOX = 250  # characters of what is said of a member of a forum
_FACTS = 600  # characters of the facts of a text
_LABELLED = re.compile(r"[^\W\d][^:：.]{1,30}[:：]\s*\S")
_LEAST = 2  # facts
_LEVELS = 6  # from a fact to the box around it
_LEADS = 2  # paragraphs above what says when a page was published
_MEMBER = (
    r"posts?|messages?|threads?|joined|join date|registered|member since|location|reputation|reaction score|karma|likes|"
    r"beiträge|registriert|dabei seit|wohnort|themen|inscription|inscrite?|localisation|mensajes|registro|registrado|"
    r"ubicación|messaggi|iscritt[oa]|località|mensagens|registado|localização|berichten|lid geworden|locatie|posty|"
    r"dołączył|rejestracja|skąd|сообщени[яй]|зарегистрирован|регистрация|откуда|投稿数?|登録日|帖子|注册时间|积分|게시물|가입일"
)
_OF_MEMBER = re.compile(rf"(?<!\w)({_MEMBER})\s*[:：]")
_MEMBER_LABEL = re.compile(rf"(?:{_MEMBER})\s*[:：]?")
_PUBLISHED_LABEL = re.compile(
    r"(?:(?:date |first )?(?:published|posted|issued)|(?:last )?(?:updated|modified|reviewed)|date|veröffentlicht|aktualisiert|"
    r"datum|publié|mis à jour|publicado|actualizado|pubblicato|aggiornato|gepubliceerd|bijgewerkt|опубликовано|обновлено)"
    r"(?: (?:on|at|am|le|el|il|op))?\s*[:：]?",
    re.IGNORECASE,
)


def fact_boxes(blocks: Blocks) -> list[int]:
    """Returns the boxes of facts of a column in order."""
    measures = blocks.measures
    text = islice(filter(blocks.is_running, blocks.numbers), _LEADS, None)
    first = next(text, 0)
    found = {n for n in measures.tagged("dl") if n < first and _tells_dates(measures, n)}
    facts = {n: labels for n in blocks.numbers if (labels := _labels(blocks, n))}
    found.update(filter(None, (_box_of(blocks, number, facts) for number in facts)))
    return sorted(found)


def _texts(measures: Measures, number: int, tag: str) -> list[str]:
    """Returns the texts of the elements with a tag in a list of descriptions."""
    return [measures.text(measures.number_of[one]) for one in measures.elements[number].iter(tag)]


def _tells_dates(measures: Measures, number: int) -> bool:
    """Returns whether a list says when a page was published, and more of that kind."""
    terms, told = _texts(measures, number, "dt"), _texts(measures, number, "dd")
    is_dated = any(map(_PUBLISHED_LABEL.fullmatch, terms)) or any(map(is_publication_date, told))
    return len(told) >= _LEAST and is_dated


def _labels(blocks: Blocks, number: int) -> list[str]:
    """Returns what a block of a few words calls the facts in it that are said of a member."""
    if blocks.length(number) > _BOX or blocks.is_running(number):
        return []
    text = blocks.text(number).lower()
    if blocks.measures.elements[number].tag == "dt":
        return [text.rstrip(": ")] if _MEMBER_LABEL.fullmatch(text) else []
    return _OF_MEMBER.findall(text)


def _box_of(blocks: Blocks, number: int, facts: Mapping[int, Sequence[str]]) -> int:
    """Returns the innermost box around a fact that has several, and is short; 0 if there is none."""
    measures = blocks.measures
    for _level in range(_LEVELS):
        if not number or measures.sums[TEXT][number] > _BOX:
            break
        inside = range(number, measures.end[number])
        if len({label for n in inside for label in facts.get(n, ())}) >= _LEAST:
            is_text = any(measures.own[n] and blocks.is_running(n) for n in inside)
            return 0 if is_text else number
        number = measures.parent[number]
    return 0


def tells_facts(measures: Measures, number: int) -> bool:
    """Returns whether a box is lines such as "Place: the pier", and nothing to follow or to press."""
    if measures.sums[TEXT][number] > _FACTS or measures.sums[LINKS][number]:
        return False
    inside = range(number, measures.end[number])
    lines = [n for n in inside if measures.own[n] and not measures.has_blocks[n]]
    texts = list(map(measures.text, lines))
    return (
        len(lines) >= _LEAST
        and all(map(_LABELLED.match, texts))
        and not all(map(is_of_page, texts))
    )
