"""Creates and parses links into the library, ``postil://article/UID`` and ``postil://annotation/UID``.

Other programs keep them beside what they took out of Postil; a desktop hands one to ``postil``, which
opens the window at its place.
"""

import re
from pathlib import Path
from typing import Literal, NamedTuple, cast
from urllib.parse import unquote, urlsplit

from reader.core.article_source import WebAddress
from reader.core.web_addresses import web_address

SCHEME = "postil"
# Some programs write an address with a slash at its end; a note that was exported also says where in the
# text a highlight is. Start-up time: compiled when it is wanted.
_LINK = rf"(?i){SCHEME}:/{{0,2}}(article|annotation)/([\w-]{{8,64}})/?(?:\?[\w=/&.-]*)?"

LinkKind = Literal["article", "annotation"]


class LibraryLink(NamedTuple):
    """A link to an article or an annotation, by its UUID."""

    kind: LinkKind
    uid: str

    @property
    def address(self) -> str:
        """The link as it is written."""
        return f"{SCHEME}://{self.kind}/{self.uid}"


#: What the user may name to be opened in the window: a file, a page on the web, a place in the library.
Named = Path | WebAddress | LibraryLink


def library_link(text: str) -> LibraryLink | None:
    """Returns the link that a text is, else None."""
    found = re.fullmatch(_LINK, text.strip())
    if found is None:
        return None
    return LibraryLink(cast("LinkKind", found[1].lower()), found[2].lower())


def named_item(name: str) -> Named:
    """Returns what a name stands for; a desktop names files by addresses too."""
    if link := library_link(name):
        return link
    if web_address(name):
        return WebAddress(name)
    if name.lower().startswith("file:///"):
        return Path(unquote(urlsplit(name).path))
    return Path(name)


def name_of(item: Named) -> str:
    """Returns the name that stands for an item in another program, wherever that runs."""
    return str(item.absolute()) if isinstance(item, Path) else item.address
