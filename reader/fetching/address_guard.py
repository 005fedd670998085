"""Resolves the network addresses of a host, and refuses those outside the public internet.

A page, or a redirect, could otherwise have Postil ask things of the user's own machine and network.
"""

import ipaddress
import queue
import socket
import threading
from collections.abc import Callable, Sequence

from reader.fetching.time_limit import TimeLimit

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
#: Looks up the addresses of a host's name; raises OSError.
Resolver = Callable[[str], Sequence[str]]

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Beside what Python's ipaddress knows in all its versions: carriers' own, benchmarks, documentation.
_NOT_PUBLIC = tuple(
    ipaddress.ip_network(text)
    for text in (
        *("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15"),
        *("64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16"),
    )
)


class NotPublic(Exception):
    """A host is not on the public internet."""

    def __init__(self, host: str, address: IPAddress) -> None:
        super().__init__(host, address)
        self.host, self.address = host, address


def look_up(host: str) -> Sequence[str]:
    """Asks the system for the addresses of a host's name; raises OSError."""
    name = host.encode("ascii")  # text would be encoded once more, and otherwise than browsers do
    found = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def addresses_of(
    host: str, limit: TimeLimit, resolver: Resolver, *, is_local_allowed: bool
) -> list[IPAddress]:
    """Returns the addresses of a host, in the order they are to be tried.

    Raises NotPublic when any of them is not public, unless those are allowed; OSError when the
    host has none.
    """
    literal = _literal(host)
    names = [str(literal)] if literal else _waited_for(host, limit, resolver)
    found = [ipaddress.ip_address(name) for name in names]
    if not found:
        raise socket.gaierror(socket.EAI_NONAME, "no addresses")
    if not is_local_allowed and not all(is_public(one) for one in found):
        raise NotPublic(host, next(one for one in found if not is_public(one)))
    return found


def is_public(address: IPAddress) -> bool:
    """Returns whether an address is one of the public internet, also where it is in another."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.scope_id:
            return False
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address.is_site_local:
            return False
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not any(address in network for network in _NOT_PUBLIC)
    )


def _literal(host: str) -> IPAddress | None:
    """Returns the address that a host's name itself is, in any way that systems read one."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))  # 127.1, 0x7f.1, 2130706433
    except (OSError, UnicodeError):
        return None


def _waited_for(host: str, limit: TimeLimit, resolver: Resolver) -> Sequence[str]:
    """Looks a name up in a thread: the system's resolver knows neither a time limit nor a way to stop."""
    answers: queue.SimpleQueue[Sequence[str] | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(resolver(host))
        except Exception as error:  # noqa: BLE001 - raised in the thread that waits
            answers.put(error)

    threading.Thread(target=ask, name=f"look up {host}", daemon=True).start()
    while True:
        try:
            answer = answers.get(timeout=limit.step())
        except queue.Empty:
            continue
        if isinstance(answer, Exception):
            raise answer
        return answer
