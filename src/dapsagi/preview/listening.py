"""Where the preview listens, and the names that it answers to."""

from __future__ import annotations

import errno
import ipaddress
import re
import socket
from urllib.parse import urlsplit

from dapsagi.problems import RefusedError

#: Hosts that stand for every address of the machine.
EVERYWHERE = ("", "0.0.0.0", "::")

# How many ports after the one that was asked for are tried.
_PORTS = 30


class AllowedHosts:
    """The names that the server answers to: a page on another site must not read it through a name of its own."""

    def __init__(self, host: str) -> None:
        """Take the address that the server listens at."""
        self._names = {"localhost", "127.0.0.1", "::1", host.casefold().strip("[]")}
        self._is_open = host in EVERYWHERE
        if self._is_open:
            name = socket.gethostname().casefold()
            self._names |= {name, f"{name}.local"}

    def admits(self, header: str) -> bool:
        """Say whether a `Host` header names this server."""
        try:
            name = urlsplit(f"//{header}").hostname if re.fullmatch(r"[\w.:\[\]-]+", header) else None
        except ValueError:
            name = None
        if name is None:
            return False
        if name.casefold() in self._names:
            return True
        # A name may be made to point anywhere, an address may not.
        return self._is_open and _is_address(name)


def open_port(host: str, port: int) -> tuple[list[socket.socket], int]:
    """Listen at `port`, or at the next one that is free. Raises `RefusedError`."""
    for candidate in range(port, min(port + _PORTS, 65536)):
        try:
            return _listen(host, candidate), candidate
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                hint = "without --host, this machine alone is answered"
                raise RefusedError(f"cannot listen at {host}: {error.strerror or error}; {hint}") from error
    raise RefusedError(f"no port from {port} to {port + _PORTS - 1} is free; choose another with --port")


def _listen(host: str, port: int) -> list[socket.socket]:
    """Listen at every address of `host`. Raises `OSError` if one of them is taken, or none can be had."""
    found = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    sockets: list[socket.socket] = []
    refused: OSError | None = None
    for family, place in dict.fromkeys((family, place[:2]) for family, _, _, _, place in found):
        try:
            listening = socket.create_server((str(place[0]), int(place[1])), family=family)
        except OSError as error:
            refused = error
            if error.errno == errno.EADDRINUSE:
                break
            # A machine may know an IPv6 address for `localhost` and have no IPv6.
            continue
        listening.setblocking(False)
        sockets.append(listening)
    if refused and (not sockets or refused.errno == errno.EADDRINUSE):
        for listening in sockets:
            listening.close()
        raise refused
    return sockets


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
