"""Lists the addresses a page gives for an image: lazy-loaded ones, sizes to choose from, the fallback."""

import re
from collections.abc import Callable, Iterator

from lxml import etree

# Where pages that load images late keep the real address, most in use first.
_LATE = ("data-src", "data-original", "data-lazy-src", "data-full-src", "data-hi-res-src")
_LATE_SETS = ("data-srcset", "data-lazy-srcset")
_NOT_SHOWN = ("image/avif", "image/jxl", "image/heic")
_CANDIDATE = re.compile(r"[\s,]*(\S*[^\s,])(?:\s+[^,(]*(?:\([^)]*\)[^,]*)?)?(?:,|$)")
_ADDRESS = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|svg|bmp)(?:[?#]\S*)?", re.IGNORECASE)


def picture_addresses(image: etree._Element) -> Iterator[str]:
    """Yields the addresses of an ``<img>``, the one to be preferred first; some may be given twice."""
    around = image.getparent()
    if around is not None and around.tag == "picture":
        for source in around.iterchildren("source"):
            if (source.get("type") or "").lower() in _NOT_SHOWN:
                continue
            for name in (*_LATE_SETS, "srcset", *_LATE, "src"):
                yield from _addresses(source, name)
    for name in (*_LATE, *_LATE_SETS, "src", "srcset"):
        yield from _addresses(image, name)
    for given, value in image.items():
        address = str(value).strip()
        if str(given).startswith("data-") and _ADDRESS.fullmatch(address):
            yield address


def _addresses(element: etree._Element, name: str) -> list[str]:
    value = (element.get(name) or "").strip()
    if not value:
        return []
    # Of a srcset in order, without the widths and densities.
    return _CANDIDATE.findall(value) if name.endswith("srcset") else [value]


def change_addresses(element: etree._Element, changed: Callable[[str], str]) -> None:
    """Replaces every address by which an ``<img>`` or ``<source>`` may be shown, large or late."""
    for given, value in element.items():
        name, address = str(given), str(value).strip()
        if name.endswith("srcset"):
            element.set(name, ", ".join(map(changed, _CANDIDATE.findall(address))))
        elif name in ("src", *_LATE) or (name.startswith("data-") and _ADDRESS.fullmatch(address)):
            element.set(name, changed(address))


def forget_addresses(image: etree._Element) -> None:
    """Removes all addresses of an ``<img>``."""
    for name in [str(name) for name in image.attrib]:
        if name in ("src", "srcset") or name.startswith("data-"):
            del image.attrib[name]
