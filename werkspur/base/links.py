"""Links that stand in for signing in: a random token in the address, only its digest in the database.

Each link has one purpose. GET shows, POST acts, because mail scanners open every link. A wrong token and an expired one
get the same answer.
"""

from __future__ import annotations

import secrets
from hashlib import sha256

#: random bytes of a token; 128 bits are asked for, 192 fill 32 characters
BYTES = 24
#: characters of a digest
DIGEST = 64


def new_token() -> str:
    """Return a token for an address: 32 characters of A–Z, a–z, 0–9, - and _."""
    return secrets.token_urlsafe(BYTES)


def digest(token: str, *, purpose: str) -> str:
    """Return what is stored of a token. The same token means nothing for another purpose."""
    return sha256(f"{purpose}:{token}".encode()).hexdigest()
