"""Restores the images that SingleFile stores in style sheets."""

import re

from lxml import etree

from reader.importers.web.lxml_helpers import storable

_PICTURE = re.compile(r"--(sf-img-\d+)\s*:\s*url\(\s*[\"']?(data:[^)\"']*)")
_SHOWN = re.compile(r"var\(\s*--(sf-img-\d+)")
_BACKGROUND = re.compile(r"background(?:-image)?\s*:\s*url\(\s*[\"']?(data:image/[^)\"']*)")
_HIDDEN = "sf-hidden"


def restore_single_file(root: etree._Element) -> None:
    """Gives images that a page shows more than once, and drawings, their bytes as an address.

    Text that was folded, and would open when it is searched for, is distinguished from hidden text.
    """
    css = "\n".join(style.text or "" for style in root.iter("style"))
    if "sf-img" not in css and _HIDDEN not in css:
        return
    pictures = dict(_PICTURE.findall(css))
    for image in root.iter("img"):
        shown = _SHOWN.search(image.get("style") or "")
        if shown and shown[1] in pictures:
            image.set("src", storable(pictures[shown[1]]))
    for canvas in list(root.iter("canvas")):
        if drawing := _BACKGROUND.search(canvas.get("style") or ""):
            canvas.tag = "img"
            canvas.set("src", storable(drawing[1]))
    for element in root.iterfind(".//*[@hidden]"):
        if _HIDDEN not in (element.get("class") or "").split():
            del element.attrib["hidden"]
