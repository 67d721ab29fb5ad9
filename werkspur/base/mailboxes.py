"""Mailboxes to count by: the same for every spelling of an address, and nothing that could be read back."""

from __future__ import annotations

from werkspur.base.links import digest


def mailbox(email: str) -> str:
    """Return where mail for an address arrives: capitals and what follows a plus make no other mailbox.

    Source: RFC 5233 (subaddressing); capitals before the @ could differ (RFC 5321, 2.4), but for no provider known.
    """
    name, _at, domain = email.strip().casefold().rpartition("@")
    return f"{name.partition('+')[0]}@{domain}"


def mailbox_of(email: str) -> str:
    """Return what is kept of an address to count by: the same for every spelling of one mailbox."""
    return digest(mailbox(email), purpose="mailbox")
