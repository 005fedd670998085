"""Texts for the re-anchoring benchmark: prose, a repetitive specification, Chinese, mixed scripts.

Each is made by a grammar from a seed, the same at each run, as a list of paragraphs.
"""

import random
from collections.abc import Callable

_NOUNS = (
    "harbour kitchen ledger winter orchard engine lantern river corridor village archive letter bridge"
    " garden committee railway market notebook window theatre mountain census hospital mirror school"
    " factory island museum summer cathedral printer telescope courtyard station library meadow"
    " pamphlet workshop cellar newspaper carpenter captain schoolmaster widow physician apprentice"
    " translator clerk musician botanist surveyor baker grocer lighthouse drawer staircase ceiling"
    " photograph argument inheritance rumour silence appetite reputation quarrel memory ambition"
    " patience evidence discovery promise custom accident method habit debt festival journey map"
    " compass barometer violin clock candle blanket kettle bicycle umbrella parcel manuscript"
    " catalogue dictionary footnote margin sentence chapter preface index shelf reader author critic"
    " publisher proof ink paper thread needle loom wool grain barley harvest frost thunder fog tide"
    " anchor sail rope deck voyage passenger ticket platform signal tunnel valley quarry chimney"
).split()
_ADJECTIVES = (
    "narrow patient forgotten brilliant stubborn provincial quiet enormous delicate ordinary foreign"
    " damp ambitious crooked generous hollow ancient reluctant polished uneven solemn restless"
    " careful absurd pale distant familiar elaborate modest faint honest peculiar bitter cheerful"
    " obsolete private remarkable tired unfinished unlikely vivid wooden young severe northern"
    " borrowed anonymous hurried silent broken golden thorough gloomy sensible timid wealthy"
).split()
_VERBS = (
    "repaired described abandoned measured inherited suspected borrowed painted remembered crossed"
    " examined imitated concealed defended collected translated mistrusted organised copied praised"
    " purchased sketched interrupted restored accused visited burned catalogued discussed ignored"
    " followed buried rebuilt rented questioned photographed announced postponed dismantled feared"
    " corrected published counted carried admired sold lost found watched opened closed lifted"
).split()
_ADVERBS = (
    "slowly|twice|reluctantly|in secret|without warning|before dawn|with great care|for years|almost"
    " by accident|every autumn|after supper|against all advice|in vain|at leisure|under protest|on"
    " foot|by candlelight|from memory|once again|all the same"
).split("|")
_NAMES = (
    "Marta|Old Brandt|Mrs. Ellery|Tobias|the younger Kessel|Anneke|Dr. Fenwick|Ilse|Captain Rowe"
    "|Jonas|Miss Harrow|Felix|Edda|the Voss brothers|Pauline|Mr. Okafor|Sabine|Lorenz|Agathe|Nils"
).split("|")
_PLACES = (
    "Hallstadt|the lower town|Eastmere|the far bank|Corvey|the old customs house|Brenn|Lindau|the"
    " valley of the Aller|Port Sarn|the capital|Wexcombe|the upper school|Thale"
).split("|")
_JOINS = ("and", "but", "while", "because", "although", "so that", "until", "as if", "whereas")
_OPENINGS = (
    "By then|That year|In the end|Of course|On the whole|Some weeks later|As a rule|For a time|To this"
    " day|At first|Strangely enough|As for the rest|It is said that|No one doubted that|It was plain"
    " that|What is certain is that|Even so"
).split("|")

CONTENT_WORDS = (*_NOUNS, *_ADJECTIVES, *_VERBS)  # by which texts differ

# By hand, so that not everything is of one making.
_WRITTEN = (
    (
        "Nobody who has kept a notebook for long believes that it is a record. It is closer to a kitchen:"
        " things are brought in, cut up, left to stand, and now and then something is made of them."
    ),
    (
        "“You have marked the whole page,” she said. “Then you have marked nothing.” He looked at the yellow"
        " lines — there were a great many of them — and had to admit that she was right."
    ),
    (
        "The first catalogue of the collection listed 1,204 items; the second, made eleven years later by a"
        " less trusting man, found 987. What had become of the others is the subject of this essay."
    ),
    (
        "It rained for most of June. The river rose to the third step, then to the fourth, and the ferryman"
        " (who had seen worse, and said so) moved his chair up to the landing and went on with his pipe."
    ),
    (
        "A margin is a courtesy. It leaves room for the thumb, for the bookbinder's knife, and for the reader"
        " who disagrees. Take it away and the page still says the same things; it merely stops listening."
    ),
    (
        "Why do we reread? Not to find out what happens. We know that: the ship goes down, the letter comes"
        " too late, the sister forgives him. We go back to see how it was done, and who we were when we"
        " first failed to notice."
    ),
    (
        "The method is simple enough. Weigh the paper dry; leave it overnight in a closed room with a bowl"
        " of water; weigh it again. The difference, divided by the first weight, tells you more about the"
        " mill than its account books do."
    ),
    "“Is it finished?” “It is abandoned,” said the printer, “which in our trade comes to the same.”",
)


def prose(seed: int, length: int) -> list[str]:
    """Paragraphs of English prose of about so many characters together."""
    chance = random.Random(f"prose {seed}")
    return _filled(lambda: _prose_paragraph(chance), length)


def specification(seed: int, length: int) -> list[str]:
    """Paragraphs of a specification: the same few sentences with other names, many word for word."""
    chance = random.Random(f"specification {seed}")
    paragraphs: list[str] = []
    while sum(map(len, paragraphs)) < length:
        paragraphs.extend(_interface(chance))
    return paragraphs


def chinese(seed: int, length: int) -> list[str]:
    """Paragraphs of Chinese, without spaces; about a third of so many characters together."""
    chance = random.Random(f"chinese {seed}")
    return _filled(lambda: _chinese_paragraph(chance), length // 3)


def mixed(seed: int, length: int) -> list[str]:
    """Lists, headings, code, Russian, Arabic and English in turn; short paragraphs, some alike."""
    chance = random.Random(f"mixed {seed}")
    makers = (_heading, _item, _code, _russian, _arabic, _prose_paragraph, _item, _table_row)
    return _filled(lambda: chance.choice(makers)(chance), length)


def russian(seed: int, length: int) -> list[str]:
    """Paragraphs of Russian words of about so many characters together."""
    chance = random.Random(f"russian {seed}")
    return _filled(lambda: _russian(chance), length)


def arabic(seed: int, length: int) -> list[str]:
    """Paragraphs of Arabic words of about so many characters together."""
    chance = random.Random(f"arabic {seed}")
    return _filled(lambda: _arabic(chance), length)


CORPORA: dict[str, Callable[[int, int], list[str]]] = {
    "prose": prose,
    "specification": specification,
    "Chinese": chinese,
    "mixed": mixed,
}


def _filled(make: Callable[[], str], length: int) -> list[str]:
    paragraphs: list[str] = []
    total = 0
    while total < length:
        paragraphs.append(make())
        total += len(paragraphs[-1]) + 2
    return paragraphs


# -- English ----------------------------------------------------------------------------------


def _prose_paragraph(chance: random.Random) -> str:
    if chance.random() < 0.02:
        return chance.choice(_WRITTEN)
    return " ".join(prose_sentence(chance) for _ in range(chance.randint(1, 8)))


def prose_sentence(chance: random.Random) -> str:
    """One sentence of English."""
    pattern = chance.random()
    if pattern < 0.12:
        said = _clause(chance)
        return f"“{said[0].upper()}{said[1:]},” said {chance.choice(_NAMES)}."
    if pattern < 0.2:
        return f"Why should {_thing(chance)} have {chance.choice(_VERBS)} {_thing(chance)}?"
    sentence = _clause(chance)
    if chance.random() < 0.6:
        sentence += (
            f"{chance.choice((',', ',', ';', ' —', ''))} {chance.choice(_JOINS)} {_clause(chance)}"
        )
    if chance.random() < 0.25:
        sentence += f", {chance.choice(_ADVERBS)}"
    if chance.random() < 0.25:
        sentence = f"{chance.choice(_OPENINGS)} {sentence}"
    return sentence[0].upper() + sentence[1:] + chance.choice("......!…")


def _clause(chance: random.Random) -> str:
    subject = chance.choice(_NAMES) if chance.random() < 0.4 else _thing(chance)
    adverb = f" {chance.choice(_ADVERBS)}" if chance.random() < 0.3 else ""
    place = f" in {chance.choice(_PLACES)}" if chance.random() < 0.3 else ""
    number = f" {chance.randint(2, 1990)} times" if chance.random() < 0.05 else ""
    return f"{subject}{adverb} {chance.choice(_VERBS)} {_thing(chance)}{place}{number}"


def _thing(chance: random.Random) -> str:
    article = chance.choice(("the", "the", "a", "her", "his", "that", "no", "every", "its"))
    noun = chance.choice(_NOUNS)
    if chance.random() < 0.45:
        noun = f"{chance.choice(_ADJECTIVES)} {noun}"
    if chance.random() < 0.2:
        noun += f" of the {chance.choice(_NOUNS)}"
    if article == "a" and noun[0] in "aeiou":
        article = "an"
    return f"{article} {noun}"


# -- a specification --------------------------------------------------------------------------

_MEMBERS = (
    "name size parent owner state origin mode level target buffer cursor length format encoding path"
    " scope handler timeout priority label value range offset index title"
).split()
_KINDS = ("Node", "Stream", "Session", "Frame", "Request", "Channel", "Record", "Layer", "Event")
_ERRORS = ("InvalidStateError", "NotSupportedError", "DataError", "AbortError", "SyntaxError")
_TYPES = ("a string", "an unsigned integer", "a Boolean", "null or a list", "a promise")


def _interface(chance: random.Random) -> list[str]:
    kind = chance.choice(_MEMBERS).capitalize() + chance.choice(_KINDS)
    paragraphs = [
        f"{chance.randint(1, 30)}.{chance.randint(1, 12)} The {kind} interface",
        f"The {kind} interface represents {_thing(chance)}. It has no constructor of its own.",
    ]
    for member in chance.sample(_MEMBERS, chance.randint(2, 6)):
        error, type_ = chance.choice(_ERRORS), chance.choice(_TYPES)
        paragraphs += chance.sample(
            [
                (
                    f"The {member} attribute, on getting, must return the value it was initialised to."
                    " When the object is created, this attribute must be initialised to null."
                ),
                (
                    f"The {member}() method, when invoked, must run these steps: If the object is not"
                    f' active, then throw an "{error}" DOMException. Otherwise, return {type_}.'
                ),
                f"If the {member} of the {kind} is null, then throw a TypeError and abort these steps.",
                "Conforming implementations must not expose this information to other origins.",
                "This section is non-normative.",
                (
                    f"Let {member} be the result of converting the given value to {type_}."
                    f" If this throws an exception, return a promise rejected with that exception."
                ),
                (
                    f"NOTE: Authors are advised not to rely on the {member} of a {kind}, which may change"
                    " at any time without notice."
                ),
            ],
            chance.randint(2, 5),
        )
    return paragraphs


# -- Chinese ----------------------------------------------------------------------------------

_ZH_SUBJECTS = "老师|那位读者|他的父亲|我们|编辑|一个孩子|图书馆|这座城市|作者|邻居们|张先生|她|船长|木匠|两个学生".split(
    "|"
)
_ZH_TIMES = "去年冬天|第二天早上|很久以前|到了傍晚|从那以后|每逢下雨|在战争结束之前|有一次|三年后|不久|".split(
    "|"
)
_ZH_VERBS = "整理了|忘记了|发现了|抄写了|卖掉了|修好了|讨论过|读完了|藏起了|寄来了|怀疑|喜欢|画过|翻译了|丢失了".split(
    "|"
)
_ZH_ADJECTIVES = (
    "古老的|很长的|没有人读过的|蓝色的|破旧的|奇怪的|关于河流的|珍贵的|普通的||||".split("|")
)
_ZH_NOUNS = (
    "笔记本|信件|地图|书房|花园|词典|旧报纸|手稿|钟表|故事|桥梁|目录|照片|窗户|灯塔|问题|诗集|茶杯|账本|铁路|方法|记忆"
    "|证据|梦|邮票|大门"
).split("|")
_ZH_PLACES = "在城南|在山里|在火车上|在码头附近|在图书馆里|从邻居那里|当着众人的面||||".split("|")
_ZH_JOINS = "，但是|，因为|，所以|，而且|；|，虽然|，于是".split("|")


def _chinese_paragraph(chance: random.Random) -> str:
    return "".join(_chinese_sentence(chance) for _ in range(chance.randint(1, 7)))


def _chinese_sentence(chance: random.Random) -> str:
    sentence = chance.choice(_ZH_TIMES) + _chinese_clause(chance)
    while chance.random() < 0.5:
        sentence += chance.choice(_ZH_JOINS) + _chinese_clause(chance)
    if chance.random() < 0.1:
        return f"“{sentence}。”{chance.choice(_ZH_SUBJECTS)}说。"
    return sentence + chance.choice("。。。。！？")


def _chinese_clause(chance: random.Random) -> str:
    parts = (_ZH_SUBJECTS, _ZH_PLACES, _ZH_VERBS, _ZH_ADJECTIVES, _ZH_NOUNS)
    return "".join(chance.choice(part) for part in parts)


# -- other kinds ------------------------------------------------------------------------------

_RU = (
    "старый новый тихий дом город письмо река книга мост сад зима дорога человек вечер окно время"
    " память поезд учитель тетрадь море станция видел помнил писал нашёл потерял открыл читал ждал"
    " долго снова однажды никогда потом иногда и но потому что когда если чтобы в на под за у"
).split()
_AR = (
    "الكتاب المدينة النهر البيت الطريق الرسالة المعلم الليل البحر الشتاء النافذة الجسر قرأ كتب رأى"
    " وجد نسي فتح قديم جديد هادئ طويل في على من إلى ثم لكن عندما دائما أحيانا كان هذا ذلك الرجل"
).split()


def _sentence_of(words: list[str], chance: random.Random, stop: str) -> str:
    sentence = " ".join(chance.choice(words) for _ in range(chance.randint(5, 16)))
    return sentence[0].upper() + sentence[1:] + stop


def _russian(chance: random.Random) -> str:
    return " ".join(_sentence_of(_RU, chance, ".") for _ in range(chance.randint(1, 5)))


def _arabic(chance: random.Random) -> str:
    return " ".join(_sentence_of(_AR, chance, ".") for _ in range(chance.randint(1, 5)))


def _heading(chance: random.Random) -> str:
    return f"{chance.choice(_ADJECTIVES)} {chance.choice(_NOUNS)}".capitalize()


def _item(chance: random.Random) -> str:
    lines = [f"• {_thing(chance)}, {chance.choice(_ADVERBS)}" for _ in range(chance.randint(2, 6))]
    return "\n".join(lines)


def _code(chance: random.Random) -> str:
    name, other = chance.choice(_MEMBERS), chance.choice(_MEMBERS)
    return (
        f"def set_{name}({other}: int) -> None:\n    if {other} < 0:\n"
        f'        raise ValueError("{other}")\n    self._{name} = {other}'
    )


def _table_row(chance: random.Random) -> str:
    return "\n".join(
        f"{chance.choice(_NOUNS)}\t{chance.randint(1, 99)}\t{chance.choice(_ADJECTIVES)}"
        for _ in range(chance.randint(2, 5))
    )
