"""What can go wrong between us and a council's server: one class per case, each with a code the app puts into words."""

from __future__ import annotations

from typing import ClassVar


class OParlTrouble(Exception):
    """Something on the way to a council's data failed.

    `code` is stable and free of any language; `address` is what was asked for; `passing` says whether a later try,
    from the same page on, may well succeed.
    """

    code: ClassVar[str] = "trouble"
    passing: ClassVar[bool] = False

    def __init__(self, address: str, *, detail: str = "") -> None:
        super().__init__(f"{self.code}: {address[:300]}" + (f" ({detail})" if detail else ""))
        self.address = address
        self.detail = detail


class AddressInvalid(OParlTrouble):
    """Not an http or https address that we would ever open."""

    code = "address-invalid"


class OtherHostRefused(OParlTrouble):
    """The address, a link or a redirect leads away from the host we were sent to."""

    code = "other-host"


class PrivateAddressRefused(OParlTrouble):
    """The name resolves to loopback, a private network or another address that is not public."""

    code = "private-address"


class TooManyRedirects(OParlTrouble):
    """The server sends us in circles."""

    code = "redirects"


class NameUnknown(OParlTrouble):
    """The host's name cannot be resolved at the moment."""

    code = "name-unknown"
    passing = True


class Unreachable(OParlTrouble):
    """No connection, or it broke off in the middle."""

    code = "unreachable"
    passing = True


class TooSlow(OParlTrouble):
    """The answer did not arrive within the time bound."""

    code = "too-slow"
    passing = True


class TooBig(OParlTrouble):
    """The answer exceeds the size bound."""

    code = "too-big"


class StatusRefused(OParlTrouble):
    """The server answered, but not with success; `status` is the HTTP status, `body` the beginning of its answer."""

    code = "status"

    def __init__(self, address: str, *, status: int, body: bytes = b"") -> None:
        super().__init__(address, detail=str(status))
        self.status = status
        self.body = body


class ServerFault(StatusRefused):
    """The server answers 429 or 5xx however often it is asked."""

    code = "server-fault"
    passing = True


class NotJson(OParlTrouble):
    """The answer is not JSON, not even after mending what servers are known to break."""

    code = "not-json"


class NotOParl(OParlTrouble):
    """The answer is JSON, but not the object or list that belongs here."""

    code = "not-oparl"


class PageLoop(OParlTrouble):
    """A list leads back to a page it already had, or repeats its content for ever."""

    code = "page-loop"


class TooManyPages(OParlTrouble):
    """A list has more pages than any council can have written papers."""

    code = "too-many-pages"
