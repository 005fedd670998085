"""Parses author names from the bylines that pages print."""

import re
from collections.abc import Callable

from reader.importers.calendars.dates import find_date
from reader.importers.text_cleaning import letters_and_digits, one_line

_LONGEST_NAME = 60
_LONGEST_BYLINE = 140
_LONGEST_LABEL = 30
_MOST_NAMES = 20
_MOST_WORDS = 6  # of one name

# What precedes a name, or is alone where the name is apart from it.
_VERBS = (
    r"posted|published|written|words|story|text|reported|reporting|submitted|created|added|"
    r"contributed|article|post|review|interview|analysis|opinion|commentary|column|essay|feature|recipe|"
    r"guest (?:post|column|essay)|last updated|updated|modified|"
    r"first published|geschrieben|veröffentlicht|verfasst|erstellt|eingestellt|gepostet|"
    r"aktualisiert|ein (?:beitrag|artikel|gastbeitrag)|artikel|beitrag|publiée?|écrite?|rédigée?|"
    r"postée?|proposé|mis à jour|publicad[oa]|escrito|enviado|postado|redactado|actualizado|"
    r"scritto|pubblicato|inserito|postato|aggiornato|geplaatst|geschreven|gepubliceerd|skrevet|"
    r"skriven|publicerad|kirjoittanut|napisał[ao]?|napisane|dodał[ao]?|dodano|opublikowan[yeo]|"
    r"опубликовал[ао]?|опубликовано|написал[ао]?|yazan|yayınlayan|كتبت?"
)
_PICTURES = (
    r"photos?|photographs?|photography|pictures?|images?|illustrations?|graphics?|video|fotos?|"
    r"fotografías?|bilder|bild|grafik(?:en)?|illustrationen|zdjęcia|foto's|фото|图片|圖片|摄影"
)
_SOURCES = r"source|via|quelle|fuente|fonte|bron|zdroj|źródło|источник|来源|來源|出典|출처"
_PREPOSITIONS = r"by|par|por|door|przez|av|af|от|מאת|נכתב על[ -]ידי"
_PARTICLES = r"von|vom|di|da|de|od|van"  # that names begin with, too
_ROLES = (
    r"authors?|byline|writers?|editors?|reporters?|contributors?|autor(?:in|en|es|a|zy|i|e)?|"
    r"auteure?s?|autorka|redakteur(?:in)?|redaktion|redacteur|schrijver|forfatter|författare|"
    r"kirjoittaja|автор|текст|作者|撰文|文|記者|记者|編集|著者|執筆者?|글|기자|yazar|المؤلف|بقلم|الكاتب|"
    r"کاتب|نویسنده|تحریر|लेखक|लेखिका|tác giả|ผู้เขียน|penulis|auteur|"
    r"szerzők?|teksti?|toimittaja|συντάκτης|avtor|撰稿"
)
_AGENCIES = r"afp|agence france-presse|reuters|associated press|dpa|epd|ansa|efe|anp|apa|ritzau|ntb|lusa|pap|čtk|pti|ians|xinhua|kyodo|yonhap"
_OURS = (  # "by our correspondent in Oslo, Ada Fenn"
    rf"(?:{_PREPOSITIONS}|{_PARTICLES}|d[ae]l)\s+(?:(?:our|onze|unser(?:e[mrn]?)?|notre|nuestr[oa]|nostr[oa]|noss[oa]|vår|vores)\s+"
    r"(?:\w+\s+)?(?:reporter(?:in)?|(?:c|k)orr?espond\w+|corresponsal|redakt(?:eur(?:in)?|ör|ør)|redacteur|redactrice|"
    r"verslag(?:gever|geefster)|mitarbeiter(?:in)?|medewerk(?:er|ster)|journaliste?(?:in)?|inviat[oa]|envoyée? spéciale?|enviad[oa] especial)"
    r"(?:\s+(?:à|au|en|aan|aus|a|em|i|te)\s+[^,]{2,30}(?=,))?|staff (?:writer|reporter|correspondent)),?\s+"
)
_TOLD_BEFORE_DATE = (
    r"posted|published|updated|last updated|veröffentlicht|publiée?|publicado|pubblicato|publicerad|"
    r"uppdaterad|publisert|udgivet|julkaistu|gepubliceerd|bijgewerkt|opublikowano|dodano|опубликовано|"
    r"обновлено|发布于|發佈於|发表于|發表於|نشرت?|פורסם|עודכן|입력"
)
_LABEL = re.compile(
    rf"{_OURS}|(?:(?:(?:{_VERBS})(?:\s+(?:and|&)\s+(?:{_PICTURES}|edited))?\s+)?(?:{_PREPOSITIONS})(?:\s*[:：]\s*|\s+)|"
    rf"(?:{_VERBS})\s+(?:{_PARTICLES})(?:\s*[:：]\s*|\s+)|(?:{_PARTICLES})\s+(?=(?-i:[^\W\d_a-zß-ÿ])\S*\s+\S|(?:{_AGENCIES})\b)|"
    rf"(?:{_VERBS}|{_ROLES})(?:\s*\(\w+\))?\s*[:：]\s*|"
    r"(?:author|autor(?:in)?|auteure?|автор|текст|作者|撰文|記者|记者|글|بقلم)\s+|"
    r"[\u4e00-\u9fff]{0,8}?(?:記者|记者)\s?(?=[\u4e00-\u9fff]{2,4}(?:[／/|、\x00\s]|$))|"
    r"(?:取材・)?文(?:・(?:写真|構成|撮影))?[・＝=／]\s*)",
    re.IGNORECASE,
)
_REPORTER = re.compile(  # in Korean, who is one stands behind the name
    r"(?<![가-힣])([가-힣]{2,4})\s?(?:(?:선임|수석|전문)\s?)?기자(?![가-힣])"
)
# What a line without a mark has, if a name in it has a label; found faster than the label itself.
_LABEL_WORD = re.compile(rf"{_VERBS}|\b(?:{_PREPOSITIONS}|{_PARTICLES}|d[ae]l)[\s:：]|{_ROLES}")
_ONE_NAME = re.compile(rf"(?:{_PARTICLES}) ([^\W\d_a-zß-ÿ]\w+)")  # of a user, beside a date
_PLACE = re.compile(rf"([^,]+\s[^,]+|(?i:{_AGENCIES})),\s+[^\W\d_a-zß-ÿ][^\s,]+")  # behind a name
_MAIL = re.compile(r"\s*[(<\[](?:mailto:)?[^\s()<>\[\]]+(?:@| at | \[at\] )[^\s()<>]+[)>\]]")
# Names whom the box is about that the page marks as its author's.
_ABOUT = re.compile(
    r"(?:about(?: the author)?|über(?: den autor| die autorin)?|à propos de|sobre(?: el autor| o autor)?|"
    r"acerca de|over)\s*:?\s+(?=(?-i:[^\W\d_a-zß-ÿ])\S*\s+\S)",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    rf"(?:{_PICTURES}|{_SOURCES})(?:\s+(?:{_PREPOSITIONS}|{_PARTICLES})\b|\s*[:：])", re.IGNORECASE
)
_ONLY_LABEL = re.compile(
    rf"(?:{_VERBS}|{_ROLES})?\W*(?:{_PREPOSITIONS}|{_PARTICLES}|on|at|le|el|il|op|den|am|em|dnia|the)?",
    re.IGNORECASE,
)
_LABEL_WORDS = re.compile(
    rf"\b(?:{_VERBS}|{_PREPOSITIONS}|{_PARTICLES}|{_ROLES}|{_TOLD_BEFORE_DATE})\b", re.IGNORECASE
)
_COMMENTER = re.compile(
    r"\s(?:says|said|wrote|writes|replied|commented|sagt|sagte|schreibt|schrieb|meint|dit|a dit|"
    r"a écrit|écrit|dice|dijo|ha detto|scrive|disse|diz|zegt|schreef|säger|skriver|sier|siger|"
    r"sanoo|pisze|napisał[ao]?|пишет|говорит|dedi)(?:\s+(?:on|am|le|el|il|op)\b.*)?\s*[:：]\s*$",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"\b(?:(?:\d+|an?)\s+(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)"
    r"\s+ago|vor\s+\d+\s+\w+|il y a\s+\d+\s+\w+|hace\s+\d+\s+\w+)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?:\b(?:at|um|à|as|ore|kl\.?)\s+)?\b\d{1,2}[:.h]\d{2}(?!\d)(?::\d{2})?(?:\s*[ap]\.?m\b\.?|\s*Uhr)?"
    r"(?:\s+[A-Z]{2,4}T?\b)?",
    re.IGNORECASE,
)
_TIMED = re.compile(r"\d|ago\b", re.IGNORECASE)  # what both of them have
_WEEKDAY = re.compile(
    r"\b(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?|montag|dienstag|"
    r"mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|"
    r"dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|lunedì|martedì|mercoledì|"
    r"giovedì|venerdì|sabato|domenica)\.?,?\s*(?=\x00)",
    re.IGNORECASE,
)
_BEFORE_DATE = re.compile(r"\s(?:on|at|le|el|il|op|den|am|em|dnia|the)\s+(?=\x00)", re.IGNORECASE)
_PARTS = re.compile(
    r"\s*(?:\b(?:posted|published|filed)|\x00)\s+(?:in|under)\s+[^\x00]{2,40}?\s+(?=by\s)|"
    rf"[,;]?\s+(?=(?:{_PICTURES}|{_SOURCES}|{_ROLES})(?:\s+(?:{_PREPOSITIONS}))?\s*[:：])|"
    rf"(?<=\w)(?-i:(?![a-z]))(?=(?:{_PICTURES})\s+(?:{_PREPOSITIONS})\s)|"  # RuizPhotos by
    r"[.!?]\s+(?=(?:posted|published|written) by\s)|(?<!\bby)\s\(?(?=@\w|[^\s@]+@[^\s@]+\.\w)|(?<=\w)(?=@\w+(?:[\s\x00]|$))|"
    r"\s(?=字号|打印|浏览|点击|阅读|评论|编辑|责编|责任编辑|来源)|\x00|\s*[|·•»／]\s*|\s+[–—/-]\s+|;\s|\s\(?(?=https?://)|"
    r"\s+(?:in|on|at|for|is|unter|dans|sous|filed under|categor(?:y|ies|ized)|comments?|"
    rf"(?:{_TOLD_BEFORE_DATE})(?! (?:by|{_PARTICLES})\b))\s+",
    re.IGNORECASE,
)
# Who changed what others have written.
_REVISED = re.compile(
    r"[,;(|\x00]\s*(?:and )?(?:last |medically |fact[ -]?)?(?:edited|updated|reviewed|revised|checked|modified|corrected|translated|"
    r"aktualisiert|bearbeitet|geprüft|übersetzt|mise? à jour|relue?|traduite?|actualizad[oa]|revisad[oa]|editad[oa]|traducid[oa]|"
    r"atualizad[oa]|traduzid[oa]|aggiornato|tradotto|bijgewerkt|vertaald)\s+(?:by|von|par|por|da|door)\s.*",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"(?:share|follow|comments?|no comments|leave a (?:comment|reply)|subscribe|read more|view all|"
    r"about|about (?:the )?authors?|about me|contact(?: us)?|kontakt|home|print|e-?mail|tweet|facebook|twitter|"
    r"more (?:by|from)|all posts|view (?:my )?(?:complete )?profile|view author archive|author archives?|profile|unknown|anonymous|stand|none|null|undefined|n/a|"
    r"\d+ comments?|kommentare?|\d+ kommentare?|teilen|über (?:den|die) autor(?:in)?|guest|gast|"
    r"à propos(?: de l.auteur)?|sobre el autor|sobre o (?:autor|blog)|sull.autore|"
    r"[\w-]+\.(?:txt|html?|php|com|org|net))\W*(?:.*:)?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*[,;]\s*|\s+(?:and|und|et|y|e|en|og|och|ja|i|и|&|with|mit|avec)\s+")
_NO_PERSON = re.compile(  # in a byline: what its people do, and for whom
    r"(?:the|die)\s|.*(?:\b(?:reporters?|correspondents?|editors?|editorial|writers?|staff|journalists?|"
    r"columnists?|contributors?|photographers?|critics?|analysts?|freelancers?|chief|team|desk|newsroom|"
    r"redaktion|rédaction|redacción|redazione|redactie|gazette|courier|herald|tribune|times|daily|weekly|"
    r"news|reuters|afp|dpa|ansa|efe|xinhua|chronicle|observer|guardian|telegraph|journal|magazine|bulletin|dispatch|examiner|sentinel|"
    r"press|media|agency|network|radio|tv|wire|online|zeitung|nachrichten|kurier|rundschau|presse|"
    r"diario|giornale|corriere|gazzetta|noticias|dagblad|university|institute|foundation|association|"
    r"society|council|company|inc|ltd|llc|gmbh)|(?:zeitung|blatt|anzeiger))\b",
    re.IGNORECASE,
)
_ROLE = re.compile(  # what a person does for a paper, behind the name
    r"\b(?:reporters?|correspondents?|editors?|writers?|staff|journalists?|columnists?|contributors?|"
    r"photographers?|critics?|analysts?|freelancers?|redakteur(?:in)?|redactie|journaliste)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*\([^\W\dA-Z][^()A-Z]{2,30}\)")  # "(photography)"
_COMMA = re.compile(r"\s*[,;]\s*")
_NUMBER = re.compile(r"\d{2}|#")  # of a house or a telephone, in a name of several words
_SHORTENED = re.compile(  # in a name
    r"\b((?-i:[A-ZÀ-Þ])|dr|prof|mrs?|ms|st|jr|sr|rev|hon|dipl|ing|mag|med|rer|nat|phil|jur|mme|mlle|sra?|ph|d)\.",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?…]\s+\S+\s+\S|[!?=<>{}\[\]]|[^\W\d_]{4,}\.\s")


def byline_in(text: str, *, is_marked: bool) -> str:
    """Returns the names that are in a text besides labels and dates; else empty.

    text: a line feed parts what the page shows on lines of its own.
    is_marked: whether the page marks the text as a byline; else a name counts only with a label
        before it ("By Ada Fenn").
    """
    if not is_marked and not _LABEL_WORD.search(text.lower()):
        return ""
    if reporter := _REPORTER.search(text[:_LONGEST_BYLINE]):
        return reporter[1]
    label = ""
    for line in map(one_line, text.split("\n")):
        if names := _names_in(f"{label}{line}", is_marked=is_marked):
            return names
        label = f"{line} " if is_label(line) else ""
    return ""


def is_label(text: str) -> bool:
    """Returns whether a text is only what precedes a name, such as "By"."""
    return len(text) <= _LONGEST_LABEL and _LABEL.fullmatch(f"{text} ") is not None


def cleaned_byline(text: str) -> str:
    """Returns what a page gives as its author's name, without labels and dates around it."""
    text = _MAIL.sub("", one_line(text))
    if not text or not (_LABEL.match(text) or any(character.isdigit() for character in text)):
        return text
    return byline_in(text, is_marked=True) or ("" if find_date(text)[0] else _without_label(text))


def without_dates(text: str) -> str:
    """Returns the text with U+0000 for each date, time and weekday."""
    while True:
        day, start, end = find_date(text, is_month_first=True)
        if not day:
            break
        text = f"{text[:start]}\0{text[end:]}"
    if _TIMED.search(text):
        text = _CLOCK.sub("\0", _AGO.sub("\0", text))
    return _BEFORE_DATE.sub("\0", _WEEKDAY.sub("\0", text)) if "\0" in text else text


def without_label_words(text: str) -> str:
    """Returns a text without the words that stand before names and dates: "by", "published"."""
    return _LABEL_WORDS.sub("", text)


def people_in(byline: str) -> list[str]:
    """Returns the names in a byline, without what its people do and for whom."""
    return [name for name in _parts(byline) if not is_organization(name)]


def without_affiliation(byline: str, is_site: Callable[[str], bool]) -> str:
    """Returns a byline without what its last person does, and for whom.

    is_site: tells whether a text is a name of the page's site.
    """
    while commas := list(_COMMA.finditer(byline)):
        head, tail = byline[: commas[-1].start()], byline[commas[-1].end() :]
        if not head or not (is_site(tail) or is_organization(tail) or _ROLE.search(tail)):
            break
        byline = head
    words = byline.split()
    for count in range(2, len(words) - 1):  # "Ada Fenn Harbour Log"
        tail = " ".join(words[-count:])
        if is_site(tail):
            return " ".join(words[:-count]).rstrip(".|–—-")
    return byline


def _parts(byline: str) -> list[str]:
    # So that AND is found between names.
    cased = byline.title().replace(" And ", " and ") if byline.isupper() else byline
    return [name for name in map(str.strip, _BETWEEN.split(cased)) if name]


def is_organization(name: str) -> bool:
    """Returns whether a name has a word that those of papers, staffs and offices have."""
    return _NO_PERSON.match(name) is not None


def fuller_byline(kept: str, other: str) -> str:
    """Returns the other byline if it has all the people of the one that is kept, and more."""
    people, others = people_in(kept), people_in(other)
    known = set(map(letters_and_digits, people))
    more = [name for name in others if letters_and_digits(name) not in known]
    if "," in other and len(others) == 2 and len(people) == 1:
        more = [name for name in more if " " in name]  # a place, as in "Ada Fenn, Oslo"
    if not (known and more and known <= set(map(letters_and_digits, others))):
        return kept
    return other if len(others) == len(_parts(other)) else ", ".join(others)


def names_more(row: str, byline: str, site: str) -> bool:
    """Returns whether a row that a page shows names someone whom a byline does not.

    site: of the page, for which the author may write.
    """
    people = people_in(byline_in(row, is_marked=False))
    if not people and byline:
        unlabelled = people_in(byline_in(row, is_marked=True))
        people = unlabelled if set(people_in(byline)) < set(unlabelled) else []
    kept = letters_and_digits(f"{byline} {site}")
    return any(letters_and_digits(name) not in kept for name in people)


def _names_in(line: str, *, is_marked: bool) -> str:
    if not line or len(line) > 2 * _LONGEST_BYLINE:
        return ""
    if line[-1] in ":：" and _COMMENTER.search(line):
        return ""
    undated = _REVISED.sub("", without_dates(line))
    for part in _PARTS.split(undated):
        given = _ASIDE.sub("", re.sub(r"\s+(?=,)", "", part)).strip(' ,;:|·•–—-/／"()')
        given += ")" * (given.count("(") - given.count(")"))
        if _CREDIT.match(given):
            continue
        bare = _without_label(given).strip(" ,;:")
        if "\0" in undated and (named := _ONE_NAME.fullmatch(bare)):
            bare = named[1]
        if bare != given and (placed := _PLACE.fullmatch(bare)):
            bare = placed[1]
        if is_marked:
            bare = _ABOUT.sub("", bare, count=1) if _ABOUT.match(bare) else bare
        if not is_marked and (bare == given or _has_small_name(bare, is_alone="\0" in undated)):
            continue
        if bare and not _ONLY_LABEL.fullmatch(bare):
            return bare if is_name_list(bare) else ""
    return ""


def _has_small_name(names: str, *, is_alone: bool) -> bool:
    """Returns whether a name begins with a small letter, and so is none, such as "hand".

    is_alone: whether one of a single word is that of a user, as it is beside a date.
    """
    if is_alone and " " not in names:
        return False
    return any(name[:1].islower() for name in _BETWEEN.split(names))


def _without_label(text: str) -> str:
    for _count in range(2):
        if (match := _LABEL.match(text)) is None:
            break
        text = text[match.end() :]
    return text


def is_name_list(text: str) -> bool:
    """Returns whether a text may be the names of authors: short, no address, no sentence."""
    if not 1 < len(text) <= _LONGEST_BYLINE or "://" in text or "@" in text[1:]:
        return False
    if _NO_NAME.fullmatch(text) or not any(character.isalpha() for character in text):
        return False
    names = _BETWEEN.split(_SHORTENED.sub(r"\1", text))
    return len(names) <= _MOST_NAMES and all(
        len(name) <= _LONGEST_NAME
        and len(name.split()) <= _MOST_WORDS
        and not _SENTENCE.search(name)
        and not (" " in name and (_NUMBER.search(name) or _is_mostly_small(name)))
        for name in names
    )


def _is_mostly_small(name: str) -> bool:
    """Returns whether more words of a name are in small letters than not: "public class Counter"."""
    words = name.split()
    return sum(map(str.islower, words)) * 2 > len(words)
