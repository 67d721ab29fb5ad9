"""One loader per vendor, chosen by what the System object says of itself; the standard one fits whatever is left.

Wuppertal's dislike of microseconds needs no loader of its own: nobody is sent any.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from werkspur.advocacy.oparl.net import Fetcher
from werkspur.advocacy.oparl.vendors.allris import AllrisLoader
from werkspur.advocacy.oparl.vendors.somacos import SomacosLoader
from werkspur.advocacy.oparl.vendors.standard import Found, Loader, Page
from werkspur.advocacy.oparl.vendors.sternberg import SternbergLoader

#: the first that serves is taken
LOADERS: tuple[type[Loader], ...] = (AllrisLoader, SternbergLoader, SomacosLoader, Loader)

__all__ = ["LOADERS", "Found", "Loader", "Page", "loader_for"]


def loader_for(system: Mapping[str, Any], *, fetcher: Fetcher) -> Loader:
    """The loader for a server; an empty `system` gives the standard one."""
    return next(loader for loader in LOADERS if loader.serves(system))(fetcher)
