"""The bookmarklet is an address that holds its key, and that browsers take as it is."""

import re
from urllib.parse import unquote

from reader.receiving.bookmarklet import Key, bookmarklet, new_key


def test_a_key_is_random_and_known_again() -> None:
    keys = {new_key() for _one in range(20)}
    assert len({key.secret for key in keys}) == len({key.token for key in keys}) == 20
    assert all(key.is_usable and key.token not in key.proof for key in keys)
    for port, secret in ((0, "0" * 64), (20_000, ""), (20_000, '"' * 64), (20_000, "0" * 65)):
        assert not Key(port, secret).is_usable


def test_it_is_one_line_that_needs_no_decoding() -> None:
    key = new_key()
    address = bookmarklet(key)
    assert re.fullmatch(r"javascript:[!$%&'()*+,\-./0-9:;=?@A-Z_a-z~]+", address)
    script = unquote(address.removeprefix("javascript:"))
    for part in (f"http://127.0.0.1:{key.port}", key.token, key.proof):
        assert f'"{part}"' in script
    assert "$" not in script
    assert "//" not in script.replace("http://", "")  # a comment would end the script
