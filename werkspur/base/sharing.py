"""Links that hand a page on: plain addresses, so that nobody is counted before somebody clicks."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode


@dataclass(frozen=True)
class Share:
    """One way to hand on. outside: leaves the site."""

    name: str
    url: str
    outside: bool = True


def ways(*, title: str, text: str, url: str) -> list[Share]:
    """Return the ways to hand on an address (absolute) with its title and a sentence."""
    written = f"{title}\n{text}\n{url}" if text else f"{title}\n{url}"
    mail = urlencode({"subject": title, "body": written}, quote_via=quote)
    return [
        Share("E-Mail", f"mailto:?{mail}", outside=False),
        Share("WhatsApp", "https://wa.me/?" + urlencode({"text": f"{title} {url}"}, quote_via=quote)),
        Share("LinkedIn", "https://www.linkedin.com/sharing/share-offsite/?" + urlencode({"url": url})),
        Share("XING", "https://www.xing.com/spi/shares/new?" + urlencode({"url": url})),
        Share("Mastodon", "https://mastodon.social/share?" + urlencode({"text": f"{title} {url}"}, quote_via=quote)),
    ]


def map_of(address: str) -> str:
    """Return where a map shows an address."""
    return "https://www.openstreetmap.org/search?" + urlencode({"query": address})
