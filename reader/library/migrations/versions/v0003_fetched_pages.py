"""Where pages and images were fetched from, and keys by which addresses are the same page. Frozen."""

import re
import unicodedata
from urllib.parse import urlsplit

from alembic import op

revision = "0003"
down_revision = "0002"

STATEMENTS = (
    """ALTER TABLE source ADD COLUMN address TEXT DEFAULT '' NOT NULL""",
    """ALTER TABLE source ADD COLUMN etag TEXT DEFAULT '' NOT NULL""",
    """ALTER TABLE source ADD COLUMN last_modified TEXT DEFAULT '' NOT NULL""",
    """ALTER TABLE article ADD COLUMN url_key TEXT DEFAULT '' NOT NULL""",
    """CREATE INDEX article_url_key ON article (url_key) WHERE url_key <> ''""",
    """ALTER TABLE revision_asset ADD COLUMN address TEXT DEFAULT '' NOT NULL""",
)

_PORTS = {"http": 80, "https": 443}
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_cid|mc_eid|igshid", re.IGNORECASE)


def upgrade() -> None:
    """Adds what the third schema has, and computes the keys of the addresses there are."""
    connection = op.get_bind()
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)
    found = connection.exec_driver_sql("SELECT id, url FROM article WHERE url <> ''").fetchall()
    keys = [(_key(url), id_) for id_, url in found]
    for key in keys:
        connection.exec_driver_sql("UPDATE article SET url_key = ? WHERE id = ?", key)


def _key(address: str) -> str:
    """Returns the key of an address, as this schema was released with it."""
    try:
        parts = urlsplit(address.strip())
        if parts.scheme not in _PORTS or not parts.hostname or parts.port == 0:
            return ""
        port = "" if parts.port in (None, _PORTS[parts.scheme]) else f":{parts.port}"
    except ValueError:
        return ""
    host = unicodedata.normalize("NFKC", parts.hostname.lower()).lower()
    if not host.isascii():
        host = ".".join(
            label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii")
            for label in host.split(".")
        )
    pieces = [one for one in parts.query.split("&") if not _TRACKING.fullmatch(one.split("=")[0])]
    query = "?" + "&".join(pieces) if any(pieces) else ""
    is_route = parts.fragment.startswith(("/", "!", ":~:"))
    return f"//{host}{port}{parts.path or '/'}{query}" + (f"#{parts.fragment}" * is_route)
