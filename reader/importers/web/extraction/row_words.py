"""Recognizes by its words what a row of a page is: a date, a share button, a link onward."""

import re

from reader.importers.bylines import byline_in, without_label_words
from reader.importers.calendars.dates import find_date
from reader.importers.text_cleaning import ends_sentence
from reader.importers.web.extraction.row_vocabulary import (
    CALLS,
    FOLLOW,
    MORE,
    NEXT,
    OFFERS,
    POSTED,
    READING_TIME,
    RIGHTS,
    TAGS,
)

_DATE_ROW, _NAME, _CALL_LENGTH = 140, 60, 60  # characters, at most
_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|janv|févr|avr|juin|juil|août|"
    r"ene|abr|ago|dic|gen|mag|giu|lug|set|ott)[a-zäéûç]*\.?"
)
_UNITS = (  # of "3 hours ago" in other languages
    r"(?:se[ckg]\w*|min\w*|hor[ae]s?|heures?|stunden?|std|tag(?:en?)?|jours?|d[ií]as?|wochen?|semain\w+|semanas?|monat\w*|"
    r"mois|m[eê]s(?:es|i)?|jahr\w*|ans?|a[nñ]os?|or[ae]|giorn[io]|settiman[ae]|ann[io]|uur|uren|dag\w*|week|weken|maand\w*|"
    r"jaar|jaren|tim\w{1,3}|vecko?r?a?|månad\w*|måned\w*|uger?|uker?|år|godz\w*|dni|dzień|tyg\w*|mies\w*|lata?|rok|jam|hari|"
    r"minggu|bulan|tahun|dakika|saat|gün|hafta|ay|yıl|сек\w*|мин\w*|час\w*|день|дня|дней|недел\w*|месяц\w*|лет|года?)"
)
_DATE = re.compile(
    rf"\b(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}\.?(?:st|nd|rd|th)?\s+(?:de\s+)?{_MONTH}\s*,?\s*(?:de\s+)?\d{{4}}|"
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}年\d{1,2}月\d{1,2}日)|"
    r"\b\d{1,2}:\d{2}\s*(?:am|pm|uhr|h|et|est|gmt)?\b|\b\d+\s+(?:minutes?|hours?|days?|weeks?|months?|years?)\s+ago\b|"
    r"\b\d+\s*(?:-\s*)?min(?:ute)?s?\s+read\b|"
    rf"\b(?:vor|il y a|hace|há)\s+(?:\d+|un[ae]?|einer|einem|uma?)\s+{_UNITS}\b|"
    rf"\b\d+\s+{_UNITS}\s+(?:fa|geleden|atrás|назад|sedan|siden|temu|önce)\b|"
    r"\d\s*(?:秒|分|時間|日|か月|年)前|\d\s*(?:分钟|小时|天|个月|年)前|\d\s*(?:분|시간|일) ?전",
    re.IGNORECASE,
)
# What else is in a row that tells a date.
_BESIDE_DATE = re.compile(
    r"\b\d{1,2}[:.h]\d{2}(?::\d{2})?\s*(?:[ap]\.?\s?m\.?)?|\b(?:[ECMPB]S?T|[ECMP]DT|GMT|UTC|IST|CET|CEST|BST)\b|"
    r"\b\w*(?:day|dag|tag|di|feira)\b|(?-i:\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Mo|Di|Mi|Do|Fr|Sa|So)\b)|"
    r"\b(?:mittwoch|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|segunda|terça|quarta|quinta|"
    r"sexta|sabato|domenica|maanantai|tiistai|keskiviikko|torstai|perjantai|lauantai|sunnuntai)\b|"
    r"\b(?:first|last|originally|zuletzt|erstmals|stand)\b|"
    r"\b(?:published|posted|updated|modified|created|written|aktualisiert|veröffentlicht|publiée?|mise? à jour|"
    r"publicad[oa]|actualizado|atualizado|pubblicato|aggiornato|gepubliceerd|bijgewerkt|опубликовано|обновлено)\b|"
    r"\b(?:by|on|at|von|am|um|par|le|à|por|el|em|às|il|di|da|op|om|door)\b",
    re.IGNORECASE,
)
_READING_TIME = re.compile(
    rf"\b(?:reading time|read time|{READING_TIME})\b.{{0,24}}\d|\d\s*分で読め", re.IGNORECASE
)
_BYLINE = re.compile(
    r"(?:by|words by|written by|story by|text by|posted by|von|par|por|door|автор:?|作者[:：])\s+\S",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\b(?:share|sharing|tweet|facebook|twitter|whatsapp|linkedin|pinterest|reddit|e-?mail|print|copy link|"
    r"teilen|drucken|partager|imprimer|compartir|imprimir|condividi|stampa|subscribe|newsletter|sign up|"
    r"follow us|like us|advertisement|advert|anzeige|publicité|publicidad|sponsored)\b|分享|转播|シェア",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"(?:read (?:more|next|also)|see (?:also|more)\s*[:：]|you (?:may|might) (?:also )?(?:like|be interested)|more (?:from|on|in|like|stories)|"
    r"related|recommended|don'?t miss|most (?:read|popular|viewed)|trending|click here|watch(?: now)?:|also read|"
    rf"mehr (?:zum|aus)|lesen sie|lire aussi|à lire|filed under|tags?\b|tagged|topics?\b|posted in|categories|{MORE}|{NEXT}|also (?:on|from)\b.{{0,40}}[:：])",
    re.IGNORECASE,
)
_MORE_LABEL = re.compile(
    r"(?:more|other|latest|top|recent|popular|similar|weitere|ähnliche|mehr|autres|otras|altri|mais|meer)\b.{0,30}\b(?:stories|news|articles?|posts?|videos?|"
    r"columns?|headlines|coverage|reads?|artikel|beiträge|nachrichten|noticias|notícias|notizie|articoli|nieuws)\W*$",
    re.IGNORECASE,
)
_OFFER = re.compile(  # of other articles, beyond doubt
    r"(?:you (?:may|might|will|'ll|’ll) (?:also )?(?:like|enjoy|love|be interested)|(?:we )?(?:also )?recommended?(?: for you| reading| reads| articles| stories| posts)|"
    r"most (?:read|popular|viewed|shared|commented)|what to read next|read (?:this )?next|around the web|from around the web|"
    r"(?:more|popular|trending|latest) (?:from|on) (?:the web|\w+(?: \w+){0,2})|trending(?: now| stories| news)?|don['’]t miss|"
    r"(?:more|other|latest|top|popular|related|similar|recent|sponsored|weitere|ähnliche|verwandte|autres|otr[ao]s|altri|outr[ao]s|mais|meer|andere) "
    r"(?:\w+ ){0,2}(?:stories|news|articles?|posts?|videos?|columns?|headlines|coverage|reads|content|links|artikel|beiträge|"
    r"nachrichten|noticias|notícias|notizie|articoli|nieuws|berichten|entradas|artículos|artigos)|more like this|"
    r"das könnte (?:sie|dich) (?:auch )?interessieren|auch interessant|mehr zum thema|lesen sie auch|meistgelesen|"
    r"(?:vous aimerez|ça peut vous intéresser|à lire|sur le même (?:sujet|thème)|lire aussi|les plus lus)|"
    r"(?:te puede|le puede|podría) interesar|(?:lee|lea|leer|ver|vea) (?:también|más)|(?:lo )?más (?:leído|visto)s?|"
    r"(?:você|talvez) (?:também )?(?:pode|possa|vai) gostar|(?:veja|leia) (?:também|mais)|mais lidas|"
    r"(?:leggi|guarda) anche|(?:ti )?potrebbe(?:ro)? interessart?i|i più letti|lees ook|meest gelezen|läs (?:också|mer)|mest läst|"
    r"zobacz także|czytaj (?:także|również|też)|(?:читайте|смотрите) также|по теме|関連記事|相关(?:阅读|新闻|文章)|推荐阅读|관련기사|"
    rf"{OFFERS})"
    r"\b.{0,24}",
    re.IGNORECASE,
)
_SOURCES = re.compile(  # what a text has at its end, too
    r"(?:see also|further (?:reading|information)|external links|references|sources?|notes|footnotes|bibliography|works cited|"
    r"links|resources|siehe auch|einzelnachweise|quellen(?:angaben)?|literatur|weblinks|voir aussi|liens externes|références|"
    r"notes et références|bibliographie|véase también|enlaces externos|referencias|fuentes|bibliografía|ver também|"
    r"ligações externas|referências|fontes|voci correlate|collegamenti esterni|note|fonti|zie ook|bronnen|externe links|"
    r"se även|källor|referenser|zobacz też|przypisy|bibliografia|linki zewnętrzne|источники|примечания|литература|ссылки|"
    r"см\. также|(?:sources and|notes and) (?:references|sources)|citations|literaturverzeichnis|rechtsgrundlagen?|"
    r"(?:textes|références) (?:de loi|de référence)(?: et références)?|normativa|base legal|関連項目|外部リンク|脚注|参考文献|参考资料|外部链接|参见)\W*",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"(?:share|tweet|print|e-?mail)\W*|(?:share|save|print|e-?mail) (?:this|on|via|to)\b.*|(?:print|save|pin|rate) (?:the )?recipe\W*|sharing is caring\W*|"
    r"(?:facebook|twitter|whatsapp|linkedin|pinterest|reddit)(?:\W+(?:facebook|twitter|whatsapp|linkedin|pinterest|"
    r"reddit|e-?mail|print|share|tweet))+|(?:subscribe|sign up|newsletter|follow us|like us)\b.*|"
    r"advert(?:isement)?s?(?:\W+(?:continue reading|(?:article|story) continues).*)?|anzeige|werbung|publicité|publicidad|sponsored(?: (?:content|links?))?|"
    r"like(?: this)?\W*|(?:post |view |show |hide |all |leave a )?comments?\W*(?:\d+ posted|\d*)\W*|"
    r"(?:story|article) continues below.*|(?:read|see) (?:more|next|also)\W*|related(?: \w+){0,2}\W*|more stories\W*|"
    r"you (?:may|might) (?:also )?(?:like|be interested in)\W*|don'?t miss\W*|recommended(?: \w+){0,2}\W*|"
    r"most (?:read|popular|viewed)\W*|(?:buy|enlarge|hide|toggle|view|open|close) (?:this )?(?:photo|image|caption|gallery|picture)\W*|"
    r"(?:(?:jump|skip|go) to (?:the |main )*\w+\W*)+|opens? in (?:a )?new (?:tab|window)\W*|"
    r"(?:(?:view|open|see|download) (?:a |the )?)?(?:larger|full[- ]?size|high[- ]res(?:olution)?) (?:image|figure|version|picture|table)\W*|"
    r"download (?:(?:as )?powerpoint|figure|ppt)(?: slide)?\W*|"
    rf"(?:{CALLS})(?:\W+(?:{CALLS}))*\W*|转播.*|分享.*",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(  # of what a script would have put there
    r"(?:(?:like|gefällt mir|j['’]aime|me gusta|mi piace|curtir)\W+)?(?:(?:now )?loading(?: (?:more|comments?|content|posts?|tweets?|video|image|map|player))?|please wait|"
    r"(?:wird|werden|inhalte? (?:wird|werden)) geladen|bitte warten|chargement(?: en cours)?|veuillez patienter|"
    r"cargando|espere,? por favor|caricamento(?: in corso)?|attendere(?: prego)?|carregando|a carregar|"
    r"(?:lädt|lade|laden|laddar|laster)(?=\s*(?:\.\.|…))|bezig met laden|even geduld|indlæser|ladataan|ładowanie|wczytywanie|načítání|yükleniyor|"
    r"загрузка|идёт загрузка|завантаження|読み込み中(?:です)?|ロード中|加载中|正在加载|載入中|로딩 ?중|불러오는 중|"
    r"جار[يٍ]? التحميل|در حال بارگذاری|טוען)\s*(?:\.{2,3}|…|。{2,3}|⋯)?|"
    r"-?\d{1,2}:\d{2}(?::\d{2})?\s*/\s*\d{1,2}:\d{2}(?::\d{2})?",  # of a player
    re.IGNORECASE,
)
_PROMOTION = re.compile(
    r"\bsubscribe (?:to|now|today|here)\b|\bsign up (?:for|to|here|now)\b|\b(?:our|free|daily|weekly) newsletters?\b|"
    r"\bfollow (?:us|me|him|her|them|@?\w+)(?: [\w.&’']+){0,6} (?:on|at) (?:twitter|facebook|instagram|linkedin|mastodon|bluesky|https?:)|"
    r"\breach (?:me|him|her|them|us|the (?:reporters?|authors?|writers?)) (?:on|at)\b|\baffiliate (?:commissions?|links?)\b|"
    r"\bnews tips?\b|\bin(?:to)? your inbox\b|"
    r"\bclick here (?:for more|to (?:subscribe|sign|join|find out|learn|read))\b|\bfor as little as\b|"
    r"\bdownload our (?:\w+ )?app\b|(?:^|[.!?:] )download the (?:\w+ )?app\b|"
    r"\b(?:was|did you find) this (?:\w+ )?helpful(?: to you)?\s*\?|"
    r"\bwar dieser (?:artikel|beitrag) hilfreich\b|\bcet(?:te)? (?:article|page) vous a-t-(?:il|elle) été utile\b|"
    r"\bte (?:resultó|ha resultado|fue) útil\b|\b(?:this|esta) (?:página|artigo) foi útil\b|"
    rf"\b(?:promo|discount) code\b|\buse (?:the )?code\b|(?<!\w)(?:{FOLLOW})|^(?:{POSTED})|"
    r"\bhow (?:useful|helpful) was this\b|\bclick on a star to rate\b|\baverage rating:? \d|\bno votes so far\b|"
    r"\bwie hilfreich war dies|\bklicke auf (?:die|einen) sterne?\b|\bdurchschnittliche bewertung\b|\bbisher keine bewertungen\b|"
    r"\bplease consider (?:making a|a|your) (?:\w+ )?donation\b|\bdonate (?:now|today|here)\b",
    re.IGNORECASE,
)
_COMMENT_RULES = re.compile(  # by which readers may comment
    r"\b(?:comments?|commenting|community|submission) (?:policy|guidelines|standards|rules)\b|"
    r"\bcomments? (?:are|is|will be|may be|must be) (?:moderated|reviewed|approved|removed|deleted|closed)\b|"
    r"\bcoment[áa]rios? .{0,80}\b(?:aprovad|moderad|publicad|eliminad)|\bcommentaires? .{0,60}\bmodérés?\b|"
    r"\bkommentare? .{0,60}\b(?:moderiert|freigeschaltet|gelöscht)\b|\bnetiquette\b|\bcommenti .{0,60}\bmoderati\b",
    re.IGNORECASE,
)
_ADDITION = re.compile(  # to an article, below it
    r"\W*(?:updated?|corrections?|corrected|errat(?:um|a)|addendum|postscript|"
    r"p\.? ?s\.|(?:editor(?:['’]?s)?|author(?:['’]?s)?) note|nachtrag|korrektur|aktualisierung|mise à jour|"
    r"correctif|actualización|corrección|fe de erratas|aggiornamento|rettifica|更新|訂正|更正)\b",
    re.IGNORECASE,
)
_ASKING = re.compile(r"\bplease\b|\bwe reserve the right\b|\bbitte\b", re.IGNORECASE)
_RIGHTS = re.compile(
    r"\bsubject to copyright\b|\ball rights reserved\b|[©ⓒ]|\bcopyright (?:\(c\)|\d{4})",
    re.IGNORECASE,
)
_IMPRINT = re.compile(
    r"\W*(?:copyright\W*)?(?:©|\(c\)|copyright)\W*(?:\d{4}|[\w ]{2,40}\d{4})", re.IGNORECASE
)
_ONLY_RIGHTS = re.compile(rf"\W*(?:{RIGHTS}).{{0,20}}", re.IGNORECASE)
_FIELD = re.compile(
    r"(?:categor(?:y|ies|[íi]as?)|kategorien?|catégories?|categori[eë]n?|rubri(?:k|que|ek)|sections?|tags?|filed under|topics?|"
    r"ressort|themen?|temas?|etiquetas|palavras-chave|kategoria|tagi|рубрика|категория|теги|метки|"
    r"分类|分類|标签|標籤|カテゴリー?|タグ|카테고리|태그|التصنيف|الوسوم)\s*[:：]\s*\S",
    re.IGNORECASE,
)
_TAGS = re.compile(rf"(?:tags(?=\s.*[,，、])|tags\s*[:：]|{TAGS})\s*\S", re.IGNORECASE)
_CONTROL = re.compile(  # above a text, alone in a row; with a stop it is of the text: "Listen:"
    r"(?:listen|follow|following|save|bookmark|published in|member-only story|"
    r"\d[\d.,]*\s?[km]? (?:shares?|views?|likes?|reads?|comments?))[^\w.,:;!?…]*",
    re.IGNORECASE,
)
_AGE = re.compile(  # of a page, above its text
    r"(?:this (?:article|story|post|page) is (?:more than|over) \d+ \w+ old|dieser (?:artikel|beitrag) ist (?:mehr als|über|älter als) \d+ \w+(?: alt)?|"
    r"cet article (?:a|date de) plus (?:de|d['’]) ?\d+ \w+|dit artikel is (?:meer|ouder) dan \d+ \w+(?: oud)?|"
    r"est[ea] (?:artículo|artigo|noticia|notícia) (?:tiene|tem) más? de \d+ \w+)\W*",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\d[\d.,]*\s?[km]?", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_PART = re.compile(r"\s*[|·•]\s*|\s[–—-]\s")
_SEPARATED = re.compile(r"\s[|·•–—-]\s")
_LABELLED = re.compile(  # not for a file's format, or its language
    r"\[(?:ANALYSIS|AUDIO|EXCLUSIVE|GALLERY|IMAGES?|INSIGHT|INTERVIEW|LISTEN|NEWS|OPINION|PHOTOS?|"
    r"PICS|PICTURES?|PODCAST|POLL|QUIZ|REPORT|REVIEW|SLIDESHOW|UPDATED?|VIDEOS?|WATCH)\]"
)
_SUBSCRIPTION = re.compile(
    r"\bunsubscribe\b|\bview (?:it |this (?:email|message) )?in (?:your |a |the )?browser\b|\b(?:manage|update|change) (?:your )?"
    r"(?:\w+ )?preferences\b|\babbestellen\b|\bse désabonner\b|\bdisiscriviti\b|"
    r"\bcancelar (?:(?:a|la|mi|sua|su|tu) )?(?:assinatura|inscrição|suscripción)\b|配信停止|退订|取消订阅",
    re.IGNORECASE,
)
# Words that end much else, too, and what they end here.
_LEAVING = re.compile(
    r"\babmelden\b|\bse désinscrire\b|\bdarse de baja\b|\bafmelden\b|\buitschrijven\b|\bavregistrera\b|"
    r"\bwypisz się\b|\bотписаться\b",
    re.IGNORECASE,
)
_MAILING = re.compile(
    r"newsletter|e-?mail|mailing|\bmails?\b|rundbrief|\binfolettre|\bbolet[ií]n|\bcorreo|\bnieuwsbrief|"
    r"\bnyhetsbrev|\bbiuletyn|\bрассыл",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"\b(?:updated|published|posted|last (?:update|modified|changed|reviewed)|aktualisiert|veröffentlicht|zuletzt|publiée?|"
    r"(?:dernière )?mise? à jour|publicado|última actualización|pubblicato|ultimo aggiornamento|gepubliceerd|"
    r"опубликовано|обновлено)\b|(?:发[布表]于|發[佈表]於|投稿日|公開日|(?:最終)?更新日?)\s*[:：]?\s*(?=\d)",
    re.IGNORECASE,
)


def is_byline(text: str) -> bool:
    """Returns whether a row begins as one does that names an author."""
    return _BYLINE.match(text) is not None


def is_date(text: str, byline: str = "") -> bool:
    """Returns whether a row is little more than a date.

    byline: the authors as they are stored, whose names may be beside it.
    """
    if len(text) > _DATE_ROW:
        return False
    match = _DATE.search(text)
    if match and (_PUBLISHED.match(text) or (len(text) <= _NAME and not ends_sentence(text))):
        return True
    if match and not has_sentence(text) and any(map(_is_dated, _SEPARATED.split(text)[1:])):
        return True
    if _READING_TIME.search(text) and len(text) <= _NAME:
        return True
    return is_only_dates(text, byline)


def is_only_dates(text: str, byline: str = "") -> bool:
    """Returns whether a text has little more than dates, and what is said of them.

    byline: the authors as they are stored, whose names may be beside them.
    """
    rest, count = text, 0
    while (found := find_date(rest, is_month_first=True))[0]:
        rest = rest[: found[1]] + rest[found[2] :]
        count += 1
    if not count:
        return False
    for name in filter(None, re.split(r"[,;]\s*| and ", byline)):
        rest = rest.replace(name, "")
    rest = without_label_words(_BESIDE_DATE.sub("", rest))
    return sum(map(str.isalnum, rest)) <= len(text) // 5


def is_head_row(text: str, byline: str) -> bool:
    """Returns whether a row tells dates, and authors or categories, and at most a short name besides."""
    if not _DIGIT.search(text):
        return False
    parts = [part for part in _PART.split(text) if part]
    if len(parts) < 2:
        return False
    undated = [part for part in parts if not is_date(part, byline)]
    others = [
        part for part in undated if not _FIELD.match(part) and not byline_in(part, is_marked=False)
    ]
    is_told = len(others) < len(undated) < len(parts)
    return is_told and len(others) <= 1 and all(len(part.split()) <= 3 for part in others)


def is_of_page(text: str) -> bool:
    """Returns whether a row says of a page when, by whom or under what it was put."""
    return bool(_FIELD.match(text) or is_date(text) or byline_in(text, is_marked=False))


def _is_dated(part: str) -> bool:
    """Returns whether a part of a row begins with "Last updated" or the like, and has a date."""
    return _PUBLISHED.search(part, 0, 20) is not None and _DATE.search(part) is not None


def is_publication_date(text: str) -> bool:
    """Returns whether a row is a date and says that something was published or changed then."""
    return is_date(text) and _PUBLISHED.search(text) is not None


def is_call(text: str) -> bool:
    """Returns whether a row does nothing but call to share, to subscribe or to read on elsewhere."""
    is_sentence = ends_sentence(text) and not text.endswith(("!", "...", "…"))
    if len(text) > _CALL_LENGTH or is_sentence:
        return False
    return _CALL.fullmatch(text.lstrip(" -–—*•·«‹<←↑")) is not None


def is_control(text: str) -> bool:
    """Returns whether a row above a text is a control of the page, or the label of one."""
    return _CONTROL.fullmatch(text) is not None


def tells_age(text: str) -> bool:
    """Returns whether a row says how old the page is."""
    return _AGE.fullmatch(text) is not None


def is_count(text: str) -> bool:
    """Returns whether a row is no more than a number, as of those who liked an article."""
    return _COUNT.fullmatch(text) is not None


def lists_tags(text: str) -> bool:
    """Returns whether a row lists the tags of an article, linked or not."""
    return len(text) <= _DATE_ROW and _TAGS.match(text) is not None and not ends_sentence(text)


def is_labelled(text: str) -> bool:
    """Returns whether parts of a text are named for what they are: "What he saw [VIDEO] ..."."""
    return len(_LABELLED.findall(text)) > 1


def is_placeholder(text: str) -> bool:
    """Returns whether a text is a placeholder that a script replaces."""
    return _PLACEHOLDER.fullmatch(text) is not None


def is_promotion(text: str) -> bool:
    """Returns whether a text offers what the page's owner would like a reader to take."""
    return _PROMOTION.search(text) is not None


def is_about_comments(text: str) -> bool:
    """Returns whether a text says what readers may write below the article."""
    return _COMMENT_RULES.search(text) is not None


def asks_of_commenters(text: str) -> bool:
    """Returns whether a text tells readers which comments are not wanted."""
    return is_about_comments(text) and _ASKING.search(text) is not None


def is_addition(text: str) -> bool:
    """Returns whether a text begins as what is added to an article later: updates and corrections."""
    return _ADDITION.match(text) is not None


def claims_rights(text: str) -> bool:
    """Returns whether a text says whose it is, or whose the image above it is."""
    return _RIGHTS.search(text) is not None or _ONLY_RIGHTS.fullmatch(text) is not None


def is_imprint(text: str) -> bool:
    """Returns whether a line says whose a page is, and since when."""
    return _IMPRINT.match(text) is not None or _ONLY_RIGHTS.fullmatch(text) is not None


def is_about_subscription(text: str) -> bool:
    """Returns whether a text says how a newsletter is no longer sent, or shown elsewhere."""
    if _SUBSCRIPTION.search(text):
        return True
    return _LEAVING.search(text) is not None and _MAILING.search(text) is not None


def is_offer(text: str) -> bool:
    """Returns whether a label is over other articles: "You may also like"."""
    return len(text) <= _CALL_LENGTH and _OFFER.fullmatch(text) is not None


def names_sources(text: str) -> bool:
    """Returns whether a heading is over what an article itself refers to: "See also"."""
    return _SOURCES.fullmatch(text) is not None


def leads_on(text: str) -> bool:
    """Returns whether a text says that what follows leads to something else to read."""
    return _MORE.match(text) is not None or _MORE_LABEL.match(text) is not None


def leads_away(text: str) -> bool:
    """Returns whether a text asks to share, to subscribe or to read something else."""
    return _MORE.match(text) is not None or _SHARE.search(text) is not None


def has_sentence(text: str) -> bool:
    """Returns whether a sentence ends in a text, whatever follows it."""
    return any(ends_sentence(word) for word in text.split())
