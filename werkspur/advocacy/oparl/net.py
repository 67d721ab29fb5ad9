"""Fetching from one host, safely and politely.

Safely: http and https only; one host only, also after a redirect; the name is resolved here, every resolved address is
checked, and the connection is opened to the checked address itself, so a name that changes its mind between check and
connection (DNS rebinding) is no way in. Size and time are bounded. Politely: a pause between requests, fewer tries with
growing pauses when the server is in trouble, and a user agent that says who asks.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from werkspur.advocacy.oparl.trouble import (
    AddressInvalid,
    NameUnknown,
    OParlTrouble,
    OtherHostRefused,
    PrivateAddressRefused,
    ServerFault,
    StatusRefused,
    TooBig,
    TooManyRedirects,
    TooSlow,
    Unreachable,
)

USER_AGENT = "Werkspur OParl client (+https://oparl.org)"
DEFAULT_PORTS = {"http": 80, "https": 443}
REDIRECTS = (301, 302, 303, 307, 308)
BUSY = 429
#: RFC 6052: the well-known prefix under which a NAT64 network shows IPv4 addresses
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
#: RFC 4291: all that is handed out to the public internet so far; RFC 9637 and 3849: for documentation
UNICAST = ipaddress.IPv6Network("2000::/3")
EXAMPLES = (ipaddress.IPv6Network("3fff::/20"), ipaddress.IPv6Network("2001:db8::/32"))
#: RFC 7526: relays of the past, no hosts
RELAYS = ipaddress.IPv4Network("192.88.99.0/24")
#: RFC 5214: the middle of an address that hides an IPv4 address in its end
ISATAP = (0x00005EFE, 0x02005EFE)
#: characters an address may keep as they are; "%" because it is encoded already, everything else is encoded by us
KEPT = "%/:?#[]@!$&'()*+,;=~"
CHUNK = 64 * 1024
IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
#: host, port -> the addresses the name resolves to
Resolver = Callable[[str, int], list[str]]


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The bounds of every request: bytes, seconds, tries."""

    max_bytes: int = 16 * 1024 * 1024
    total_seconds: float = 60.0
    attempts: int = 4
    pause_seconds: float = 0.5
    retry_seconds: float = 2.0
    max_pause_seconds: float = 60.0
    max_redirects: int = 4


@dataclass(frozen=True)
class Answer:
    """What the server said: the address finally answering, the status, headers in lower case, the body."""

    address: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text, whatever the content type claims: UTF-8 as RFC 8259 wants it, else Windows-1252."""
        try:
            return self.body.decode("utf-8-sig")
        except UnicodeDecodeError:
            return self.body.decode("cp1252", errors="replace")


def resolve(host: str, port: int) -> list[str]:
    """All addresses of `host`, in the order the system prefers them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def meant(address: str) -> IPAddress:
    """The address a packet finally reaches: IPv4 hidden in IPv6 is unwrapped (RFC 4291, 3056, 6052)."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return ip.ipv4_mapped
        if ip.sixtofour is not None:
            return ip.sixtofour
        if ip in NAT64:
            return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip


def is_public(address: str) -> bool:
    """Say whether `address` belongs to the public internet (IANA special-purpose address registries)."""
    ip = meant(address)
    special = ip.is_private or ip.is_loopback or ip.is_link_local or ip.is_multicast or ip.is_reserved
    if special or not ip.is_global:
        return False
    if isinstance(ip, ipaddress.IPv4Address):
        return ip not in RELAYS
    hidden = ip.teredo is not None or (int(ip) >> 32) & 0xFFFFFFFF in ISATAP
    return ip in UNICAST and not hidden and not any(ip in network for network in EXAMPLES)


class _Connection(http.client.HTTPConnection):
    """A connection to an address already checked; the name only serves the Host header and the certificate."""

    def __init__(self, parts: SplitResult, *, address: str, seconds: float) -> None:
        self._secure = parts.scheme == "https"
        self.default_port = DEFAULT_PORTS[parts.scheme]
        super().__init__(parts.hostname or "", port_of(parts), timeout=seconds)
        self._address = address
        self._line: socket.socket | None = None  # http.client forgets its own as soon as the headers are read
        self._expired = threading.Event()
        self._timer = threading.Timer(seconds, self._expire)
        self._timer.daemon = True

    def connect(self) -> None:
        self._timer.start()
        self.sock = self._line = socket.create_connection((self._address, self.port), self.timeout)
        if self.expired:  # while there was no line to cut yet
            raise TimeoutError
        if self._secure:
            context = ssl.create_default_context()
            secured = context.wrap_socket(self._line, server_hostname=self.host, do_handshake_on_connect=False)
            self.sock = self._line = secured
            secured.do_handshake()

    def _expire(self) -> None:
        """Cut the line when the time is up: a server that drips byte by byte never runs into a socket's own timeout."""
        self._expired.set()
        if self._line is not None:
            with contextlib.suppress(OSError):  # it may have hung up by itself
                socket.socket.shutdown(self._line, socket.SHUT_RDWR)

    @property
    def expired(self) -> bool:
        return self._expired.is_set()

    def finish(self) -> None:
        """Stop the clock and hang up."""
        self._timer.cancel()
        self.close()


def port_of(parts: SplitResult) -> int:
    return parts.port or DEFAULT_PORTS[parts.scheme]


def split(address: str) -> SplitResult:
    """Take `address` apart; raises AddressInvalid for anything but plain http(s) with a host and without a login."""
    try:
        parts = urlsplit(address.strip())
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except ValueError as error:  # also what cannot be a name: UnicodeError is one
        raise AddressInvalid(address) from error
    if parts.scheme not in DEFAULT_PORTS or not host or parts.username is not None or port == 0:
        raise AddressInvalid(address)
    netloc = (f"[{host}]" if ":" in host else host) + (f":{port}" if port else "")
    return urlsplit(urlunsplit((parts.scheme, netloc, quote(parts.path, safe=KEPT), quote(parts.query, safe=KEPT), "")))


class Fetcher:
    """Fetches from the host of `root` and from no other.

    `allow_loopback` opens the door to this machine itself, for tests and demonstration only. `resolver`, `clock` and
    `sleep` are the edges to the world.
    """

    def __init__(
        self,
        root: str,
        *,
        limits: Limits | None = None,
        user_agent: str = USER_AGENT,
        allow_loopback: bool = False,
        resolver: Resolver = resolve,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.root = split(root)
        self.limits = limits or Limits()
        self._user_agent = user_agent
        self._allow_loopback = allow_loopback
        self._resolver = resolver
        self._clock = clock
        self._sleep = sleep
        self._free_at = 0.0

    def at_home(self, address: str) -> str:
        """The same address as we would open it; raises AddressInvalid or OtherHostRefused.

        Servers behind a proxy often name themselves http in their own links: on the same host that is lifted to https.
        """
        parts = split(address)
        if parts.hostname != self.root.hostname:
            raise OtherHostRefused(address)
        if parts.scheme == "http" and self.root.scheme == "https" and port_of(parts) == DEFAULT_PORTS["http"]:
            parts = parts._replace(scheme="https", netloc=self.root.netloc)
        lifted = parts.scheme == "https" and port_of(parts) == 443 and port_of(self.root) == 80
        if port_of(parts) != port_of(self.root) and not lifted:
            raise OtherHostRefused(address)
        return urlunsplit(parts)

    def get(self, address: str) -> Answer:
        """Fetch `address`; raises a subclass of OParlTrouble. Passing trouble is tried again, with growing pauses."""
        pause = self.limits.retry_seconds
        for attempt in range(1, self.limits.attempts + 1):
            try:
                return self._follow(address)
            except OParlTrouble as trouble:
                if not trouble.passing or attempt == self.limits.attempts:
                    raise
            self._sleep(min(pause, self.limits.max_pause_seconds))
            pause *= 2
        raise Unreachable(address)

    def _follow(self, address: str) -> Answer:
        here = self.at_home(address)
        deadline = time.monotonic() + self.limits.total_seconds
        for _hop in range(self.limits.max_redirects + 1):
            answer = self._ask(here, seconds=deadline - time.monotonic())
            if answer.status not in REDIRECTS:
                return self._judged(answer)
            here = self.at_home(urljoin(here, answer.headers.get("location", "")))
        raise TooManyRedirects(address)

    @staticmethod
    def _judged(answer: Answer) -> Answer:
        if answer.status == BUSY or answer.status >= 500:
            raise ServerFault(answer.address, status=answer.status, body=answer.body[:CHUNK])
        if answer.status != 200:
            raise StatusRefused(answer.address, status=answer.status, body=answer.body[:CHUNK])
        return answer

    def checked(self, host: str, port: int, *, address: str) -> str:
        """The network address to connect to; refused when any that the name resolves to is not public."""
        try:
            found = self._resolver(host, port)
        except (OSError, UnicodeError) as error:
            raise NameUnknown(address, detail=host) from error
        if not found:
            raise NameUnknown(address, detail=host)
        for ip in found:
            if not is_public(ip) and not (self._allow_loopback and meant(ip).is_loopback):
                raise PrivateAddressRefused(address, detail=ip)
        return found[0]

    def _ask(self, address: str, *, seconds: float) -> Answer:
        parts = split(address)
        if seconds <= 0:
            raise TooSlow(address)
        ip = self.checked(parts.hostname or "", port_of(parts), address=address)
        self._wait_turn()
        connection = _Connection(parts, address=ip, seconds=seconds)
        try:
            return self._exchange(connection, parts, address)
        except TimeoutError as error:
            raise TooSlow(address) from error
        except (OSError, http.client.HTTPException, zlib.error) as error:
            trouble = TooSlow if connection.expired else Unreachable
            raise trouble(address, detail=type(error).__name__) from error
        finally:
            connection.finish()

    def _exchange(self, connection: _Connection, parts: SplitResult, address: str) -> Answer:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        wanted = {"User-Agent": self._user_agent, "Accept": "application/json, */*;q=0.1"}
        connection.request("GET", target, headers=wanted | {"Accept-Encoding": "identity", "Connection": "close"})
        with connection.getresponse() as response:
            headers = {name.lower(): value for name, value in response.getheaders()}
            body = b"" if response.status in REDIRECTS else self._body(response, headers, address)
            if connection.expired:
                raise TooSlow(address)
            return Answer(address, response.status, headers, body)

    def _body(self, response: http.client.HTTPResponse, headers: Mapping[str, str], address: str) -> bytes:
        """Read within the size bound, also counting what unpacking makes of it."""
        bound = self.limits.max_bytes
        packed = headers.get("content-encoding", "").lower() in ("gzip", "deflate", "x-gzip")
        unpack = zlib.decompressobj(zlib.MAX_WBITS | 32) if packed else None
        body = bytearray()
        while chunk := response.read(CHUNK):
            body += unpack.decompress(chunk, bound - len(body) + 1) if unpack else chunk
            if len(body) > bound:
                raise TooBig(address, detail=str(bound))
        if response.length or (unpack and body and not unpack.eof):  # announced, but never sent
            raise http.client.IncompleteRead(bytes(body[:CHUNK]), response.length)
        return bytes(body)

    def _wait_turn(self) -> None:
        """Keep the minimum pause since the last request began."""
        wait = self._free_at - self._clock()
        if wait > 0:
            self._sleep(wait)
        self._free_at = self._clock() + self.limits.pause_seconds
