"""Recognizes lines that name the author, date and publication of a text, by strict patterns."""

import re

from reader.importers.bylines import is_organization, without_dates
from reader.importers.calendars.dates import find_date, iso_date
from reader.importers.text_cleaning import one_line

_CAPITAL = r"[^\W\d_a-zß-öø-ÿа-я]"
_WORD = rf"(?:{_CAPITAL}[\w.'’\-]{{0,30}}|(?:de|del|della|der|den|van|von|da|dos|di|la|le|du|bin|al|el|ter|zu)(?=\s))"
NAME = rf"{_CAPITAL}[\w.'’\-]{{0,30}}(?:\s{_WORD}){{0,4}}"
_NAMES = rf"{NAME}(?:(?:\s*,\s*|\s+(?:and|und|et|y|e|en|og|och|&)\s+){NAME}){{0,5}}"
_SITE = rf"(?:[Tt]he\s)?{_CAPITAL}[\w.&'’\-]{{0,40}}(?:\s[\w.&'’\-]{{1,40}}){{0,5}}"

_BY = (
    r"(?:(?i:by|words by|written by|story by|text by|von|par|por|door|af|av|di|oleh|автор|作者|بقلم|كتبت?|מאת|נכתב על[ -]ידי)\s*[:：]?\s+|"
    r"(?:作者|撰文|文|記者|记者|글|نویسنده|تحریر|کاتب|الكاتب|المؤلف)\s*[:：]\s*)"
)
_BYLINE = re.compile(rf"{_BY}({_NAMES})(?:\s*[|·•,—–-]\s*([^|·•]{{2,60}}))?")
_LABEL = (
    r"(?:(?:Author|Autor|Auteur|Autore|Autorin|Byline)s?|Autorka|Autora|Auteure|Autrice|Yazan|Yazar|Írta|Szerző|"
    r"Kirjoittanut|Penulis|Tác giả|Συντάκτης|Συγγραφέας|글쓴이|글)\s*[:：]\s*"
)
_LABELLED = re.compile(rf"{_LABEL}(.{{2,100}})")
_SAID = (
    r"(?:(?i:(?:first )?(?:posted|published)|date|veröffentlicht|geschrieben|erstellt|publiée?|écrite?|postée?|"
    r"publicad[oa]|escrito|pubblicato|scritto|gepubliceerd|geplaatst|geschreven)\s*[:：]?\s*)?"
)
_DATE = r"\0[\0\s]*"  # of which without_dates leaves this
_GAP = r"(?:\s*[|·•,;(—–-]\s*|\s*)"
# A byline with the date, or the date with the names.
_DATED = re.compile(
    rf"(?:{_SAID}{_BY}|{_LABEL})(?P<first>{_NAMES})(?:\s*[|·•]\s*(?P<site>{_SITE})(?=\s*[|·•]))?{_GAP}{_SAID}{_DATE}\)?|"
    rf"{_SAID}{_DATE}{_GAP}(?:{_BY}|{_LABEL})(?P<second>{_NAMES})"
)
_READING_TIME = re.compile(r"\s*[|·•]\s*\d+[ -]min(?:ute)?s?\.?(?:[ -]read)?", re.IGNORECASE)
_FULL_NAME = rf"{_CAPITAL}[\w.'’\-]{{0,30}}(?:\s{_WORD}){{1,4}}"
_FULL_NAMES = rf"{_FULL_NAME}(?:\s+(?:and|und|et|y|e|en|og|och|&)\s+{_FULL_NAME}){{0,3}}"
_NAMES_AND_DATE = re.compile(
    rf"({_FULL_NAMES})\s*[|·•]\s*{_SAID}{_DATE}|{_SAID}{_DATE}[|·•]\s*({_FULL_NAMES})"
)
_NO_NAMES = re.compile(  # what else is written beside a date: kinds of texts, and their parts
    r".*\b(?:notes?|minutes|reviews?|reports?|release|updated?|interview|essays?|opinion|politics|business|culture|"
    r"sports?|chapter|part|section|volume|issue|edition|version|draft|season|episode|week|day|read)\b",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"(?:updated|last updated|modified|aktualisiert|mis à jour)\b", re.IGNORECASE)
_SALUTATION = re.compile(
    r"(?:dear|hello|hi|hey|liebe[rs]?|sehr geehrte[rs]?|hallo|cher|chère|bonjour|querid[oa]|hola)\b.{0,60}[,!:]?",
    re.IGNORECASE,
)

_CONTRIBUTED = re.compile(
    rf"(?P<who>{_NAMES}) (?:has |have |also )?contributed (?:reporting |research )?to this "
    rf"(?:article|report|story|piece)(?:,? (?:for|from|in) (?P<where>[^.]{{2,80}}))?\.?"
)
_REPORTING = re.compile(
    rf"(?:\()?(?:Additional )?(?i:reporting|writing|story|words|text) by (?P<who>{_NAMES})"
    rf"(?: (?:for) (?P<where>{_SITE}))?(?P<rest>(?: in |[,;.]| and | with ).*)?\)?"
)
_EDITING = re.compile(
    rf"\(?(?:Additional reporting|Editing|Edited|Photographs?|Graphics?) by {_NAMES}.*"
)
_SOURCE = re.compile(
    r"(?:Source|Quelle|Fuente|Fonte|Bron|Kilde|Källa|Источник|来源|出典)\s*[:：]\s*(?P<where>.{2,120})",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"(?:©|\(c\)\s|copyright\b|all rights reserved).*", re.IGNORECASE | re.DOTALL)
_PUBLISHED = re.compile(
    r"(?i:(?:(?:this|the) (?:article|story|piece|essay|interview|column|report|post) )?"
    r"(?:was |has been )?(?:originally |first |previously )+(?:published|appeared|posted))"
    rf"(?: (?:in|on|at|by|with) (?P<where>{_SITE}))?.*"
)
_TRADE = re.compile(
    rf"(?P<who>{NAME}) is (?:an?|the) [^.]{{0,120}}\b(?:reporter|correspondent|journalist|editor|writer|columnist|"
    r"author|contributor|producer|critic|reporters|analyst|bureau chief)\b.*"
)
_CREDITS = (_CONTRIBUTED, _REPORTING, _EDITING, _SOURCE, _RIGHTS, _PUBLISHED, _TRADE)
_LONGEST_CREDIT = 260
_LONGEST_BYLINE = 140


def byline_of(line: str, *, is_below_title: bool = False) -> tuple[str, str]:
    """Returns the names in a line that is only a byline, and the ISO date it may have.

    is_below_title: whether a name beside a date needs no label ("By").
    """
    line = one_line(line)
    if len(line) >= _LONGEST_BYLINE:
        return "", ""
    if dated := _dated_byline(line, is_below_title=is_below_title):
        return dated
    if match := _BYLINE.fullmatch(line):
        tail = match[2] or ""
        date = iso_date(tail)
        if not tail or date:
            return match[1], date
        return f"{match[1]}, {tail}" if re.fullmatch(_SITE, tail) else "", ""
    if match := _LABELLED.fullmatch(line):
        return match[1].strip(), ""
    return "", ""


def _dated_byline(line: str, *, is_below_title: bool) -> tuple[str, str] | None:
    """Returns the names and the date in a line that has only both; None for anything else."""
    date = find_date(line)[0]
    if not date:
        return None
    undated = _READING_TIME.sub("", without_dates(line))
    if match := _DATED.fullmatch(undated):
        names = match["first"] or match["second"]
        return ", ".join(filter(None, (names, match["site"]))), date
    match = _NAMES_AND_DATE.fullmatch(undated) if is_below_title else None
    names = match[1] or match[2] if match else ""
    if not names or is_organization(names) or _NO_NAMES.match(names):
        return None
    return names, date


def date_of(line: str) -> str:
    """Returns the ISO date of a line that only says when the text was published."""
    line = one_line(line)
    return iso_date(line) if len(line) < 60 and not _UPDATED.match(line) else ""


def is_salutation(line: str) -> bool:
    """Returns whether a line greets someone, as a letter's first does."""
    return bool(_SALUTATION.fullmatch(one_line(line)))


def credit_of(text: str) -> tuple[str, str] | None:
    """Returns author and site, both maybe empty, if a text is a credit; None when it is not."""
    text = one_line(text)
    if len(text) >= _LONGEST_CREDIT:
        return None
    for pattern in _CREDITS:
        if match := pattern.fullmatch(text):
            found = match.groupdict()
            return _tidy(found.get("who")), _tidy_site(found.get("where"))
    return None


def _tidy(name: str | None) -> str:
    return (name or "").strip(" .;,")


def _tidy_site(site: str | None) -> str:
    """Returns the name of a site: no address, no clause after it."""
    site = re.split(r"[;(]|, | in (?=[A-Z])|\.(?=\s|$)", site or "", maxsplit=1)[0].strip(" .")
    return "" if "://" in site or len(site) > 80 or not re.match(r"\w", site) else site
