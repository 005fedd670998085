"""Creates the bookmarklet: a bookmark with a script that sends the current page to Postil."""

import json
import re
import secrets
from string import Template
from typing import NamedTuple
from urllib.parse import quote

from reader import paths
from reader.core.translation import _

_PORTS = range(20_000, 32_000)  # below those that systems give to programs that name none
_HALF = 32  # hexadecimal digits


class Key(NamedTuple):
    """What a bookmarklet and its receiver know, and nobody else."""

    port: int  # of the receiver
    secret: str

    @property
    def token(self) -> str:
        """What the bookmarklet shows to the receiver."""
        return self.secret[:_HALF]

    @property
    def proof(self) -> str:
        """What the receiver shows to the bookmarklet, which else sends it no page."""
        return self.secret[_HALF:]

    @property
    def is_usable(self) -> bool:
        """Whether it was made by ``new_key``."""
        return self.port > 0 and re.fullmatch(r"[0-9a-f]{64}", self.secret) is not None


def new_key() -> Key:
    """Returns a key that nobody can guess."""
    return Key(secrets.choice(_PORTS), secrets.token_hex(_HALF))


def bookmarklet(key: Key) -> str:
    """Returns the address of the bookmark."""
    script = Template(paths.resource("browser/bookmarklet.js").read_text("utf-8"))
    blocked = _("Allow this page to open windows, then save it in Postil again.")
    silent = _("Postil does not answer: open its window, or use the bookmarklet that it shows now.")
    filled = script.substitute(
        port=key.port,
        token=key.token,
        proof=key.proof,
        blocked=json.dumps(blocked),
        silent=json.dumps(silent),
    )
    lines = (line.strip() for line in filled.splitlines())
    # Some browsers decode what is pasted, so that only what is no part of an address is encoded.
    return "javascript:" + quote(" ".join(filter(None, lines)), safe="!$&'()*+,;=:@/?-._~")
