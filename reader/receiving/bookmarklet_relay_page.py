"""Creates the page that the bookmarklet opens, which passes the saved page on to Postil."""

import base64
import hashlib
import re
from html import escape
from string import Template

from reader import paths
from reader.core.translation import _, ngettext

_PARTS = {
    "script-src": re.compile(r"<script>(.*?)</script>", re.DOTALL),
    "style-src": re.compile(r"<style>(.*?)</style>", re.DOTALL),
}


def receiver_page(most: int) -> str:
    """Returns the page; most: bytes that may be sent."""
    template = Template(paths.resource("browser/receiver.html").read_text("utf-8"))
    mebibytes = most // 2**20
    large = ngettext(
        "The page is too large: Postil accepts {n} MiB.",
        "The page is too large: Postil accepts {n} MiB.",
        mebibytes,
    )
    texts = {
        "waiting": _("Waiting for the page…"),
        "saving": _("Saving the page in Postil…"),
        "failed": _("Postil no longer answers: check in its window whether the page is there."),
        "apart": _(
            "This site isolates its pages from other windows: save the page as a file, and add "
            "that to Postil."
        ),
        "large": large.format(n=mebibytes),
    }
    return template.substitute({name: escape(text) for name, text in texts.items()}, most=most)


def content_security_policy(page: str) -> str:
    """Returns the policy that lets a page use its own script and style, ask its own host, and no more."""
    hashes = (
        f"{name} 'sha256-{base64.b64encode(hashlib.sha256(part[1].encode()).digest()).decode()}'"
        for name, pattern in _PARTS.items()
        if (part := pattern.search(page))
    )
    rest = "default-src 'none'; connect-src 'self'; base-uri 'none'; form-action 'none'"
    return "; ".join((rest, "frame-ancestors 'none'", *hashes))
