"""Converts the formulas of Office documents (OMML) to MathML, of which the text is known."""

from lxml import etree

_MAXIMUM_DEPTH = 60
# For an element of Office, that of MathML and the names of its parts, in order.
_FORMS: dict[str, tuple[str, tuple[str, ...]]] = {
    "f": ("mfrac", ("num", "den")),
    "sSup": ("msup", ("e", "sup")),
    "sSub": ("msub", ("e", "sub")),
    "sSubSup": ("msubsup", ("e", "sub", "sup")),
    "limLow": ("munder", ("e", "lim")),
    "limUpp": ("mover", ("e", "lim")),
    "rad": ("mroot", ("e", "deg")),
}
_SIGNS = {"nary": "∫", "acc": "\u0302", "bar": "\u0305", "groupChr": "⏟"}  # where none is said


def mathml_of(formula: etree._Element) -> etree._Element:
    """Returns a formula as MathML."""
    return _row("math", list(formula), 0)


def _row(tag: str, parts: list[etree._Element], depth: int) -> etree._Element:
    row = etree.Element(tag)
    for part in parts:
        found = _converted(part, depth + 1)
        if found is not None:
            row.append(found)
    return row


def _converted(element: etree._Element, depth: int) -> etree._Element | None:
    name = _name(element)
    if depth > _MAXIMUM_DEPTH or name.endswith("Pr"):
        return None
    if name in ("r", "t"):
        text = etree.Element("mi")
        text.text = "".join(t.text or "" for t in element.iter() if _name(t) == "t")
        return text
    if name == "rad" and not _has_text(element, "deg"):
        return _row("msqrt", _parts(element, "e"), depth)
    if name in _FORMS:
        tag, names = _FORMS[name]
        found = etree.Element(tag)
        found.extend(_row("mrow", _parts(element, part), depth) for part in names)
        return found
    if name == "nary":
        found = etree.Element("munderover")
        etree.SubElement(found, "mo").text = _sign(element, "chr", _SIGNS[name])
        found.extend(_row("mrow", _parts(element, part), depth) for part in ("sub", "sup"))
        whole = _row("mrow", _parts(element, "e"), depth)
        whole.insert(0, found)
        return whole
    if name == "d":
        fenced = etree.Element(
            "mfenced",
            open=_sign(element, "begChr", "("),
            close=_sign(element, "endChr", ")"),
            separators=_sign(element, "sepChr", "|"),
        )
        fenced.extend(_row("mrow", list(one), depth) for one in element if _name(one) == "e")
        return fenced
    if name in ("acc", "bar", "groupChr"):
        found = etree.Element("mover")
        found.append(_row("mrow", _parts(element, "e"), depth))
        etree.SubElement(found, "mo").text = _sign(element, "chr", _SIGNS[name])
        return found
    tags = {"m": "mtable", "eqArr": "mtable", "mr": "mtr"}
    return _row(tags.get(name, "mrow"), list(element), depth)


def _parts(element: etree._Element, name: str) -> list[etree._Element]:
    return [inner for one in element if _name(one) == name for inner in one]


def _has_text(element: etree._Element, name: str) -> bool:
    return any((one.text or "").strip() for part in _parts(element, name) for one in part.iter())


def _sign(element: etree._Element, name: str, usual: str) -> str:
    """Returns the sign that the properties of an element say; it may be none."""
    for properties in element:
        if _name(properties).endswith("Pr"):
            for one in properties:
                if _name(one) == name:
                    return next((str(v) for k, v in one.items() if str(k).endswith("val")), "")
    return usual


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]
