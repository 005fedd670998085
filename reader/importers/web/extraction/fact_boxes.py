"""Recognizes boxes of facts: of who writes in a forum, and of when and by whom a page was published."""

import re
from itertools import islice

from reader.importers.web.extraction.column_blocks import Blocks
from reader.importers.web.extraction.measures import TEXT, Measures

_BOX = 250  # characters of what is said of a member of a forum
_LEAST = 2  # facts
_LEADS = 2  # paragraphs above what says when a page was published
_MEMBER = (
    r"posts?|messages?|threads?|joined|join date|registered|member since|location|reputation|reaction score|karma|likes|"
    r"beiträge|registriert|dabei seit|wohnort|themen|inscription|inscrite?|localisation|mensajes|registro|registrado|"
    r"ubicación|messaggi|iscritt[oa]|località|mensagens|registado|localização|berichten|lid geworden|locatie|posty|"
    r"dołączył|rejestracja|skąd|сообщени[яй]|зарегистрирован|регистрация|откуда|投稿数?|登録日|帖子|注册时间|积分|게시물|가입일"
)
_OF_MEMBER = re.compile(rf"(?<!\w)({_MEMBER})\s*[:：]", re.IGNORECASE)
_MEMBER_LABEL = re.compile(rf"(?:{_MEMBER})\s*[:：]?", re.IGNORECASE)
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
    if len(_OF_MEMBER.findall(measures.text(0))) >= _LEAST or measures.tagged("dt"):
        boxes = measures.tagged("dl", "ul", "td", "div", "section", "aside")
        found.update(number for number in boxes if _is_of_member(blocks, number))
    return sorted(found)


def _terms(measures: Measures, number: int) -> list[str]:
    """Returns the terms in a list of descriptions."""
    return [measures.text(measures.number_of[dt]) for dt in measures.elements[number].iter("dt")]


def _tells_dates(measures: Measures, number: int) -> bool:
    """Returns whether a list says when a page was published, and more of that kind."""
    terms = _terms(measures, number)
    return len(terms) >= _LEAST and any(map(_PUBLISHED_LABEL.fullmatch, terms))


def _is_of_member(blocks: Blocks, number: int) -> bool:
    """Returns whether a box says how much someone has written, since when, and from where."""
    measures = blocks.measures
    if not 0 < measures.sums[TEXT][number] <= _BOX:
        return False
    facts = {label.lower() for label in _OF_MEMBER.findall(measures.text(number))}
    if len(facts) < _LEAST:
        facts = set(filter(_MEMBER_LABEL.fullmatch, _terms(measures, number)))
    inside = range(number, measures.end[number])
    return len(facts) >= _LEAST and not any(
        measures.own[n] and blocks.is_running(n) for n in inside
    )
