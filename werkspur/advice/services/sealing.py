"""Findings, photos and answers of a company, encrypted at rest: they are a burglar's map.

Each company has a key of its own, kept encrypted with the key of the house (`settings.FINDINGS_KEYS`, the first one
encrypts, the others still open). Fernet of `cryptography`: AES-128-CBC with HMAC-SHA-256. Without the row
of a company's key nothing can be opened that was sealed with it.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from werkspur.advice.models import CompanyKey
from werkspur.partners.models import Company


class Unreadable(Exception):
    """What was sealed cannot be opened: another company's, damaged, or the key is gone."""

    def __init__(self) -> None:
        super().__init__(_("Diese Angaben lassen sich nicht mehr öffnen. Der Schlüssel passt nicht oder ist gelöscht."))


def seal(company: Company, value: Any) -> bytes:
    """Encrypt `value` (anything that is JSON) for a company; its key is made at the first call."""
    return seal_bytes(company, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def unseal(company: Company, sealed: bytes | memoryview) -> Any:
    """What was sealed for this company. Raises Unreadable."""
    return json.loads(unseal_bytes(company, sealed))


def seal_bytes(company: Company, content: bytes) -> bytes:
    """Encrypt a file for a company."""
    wrapped = _house().encrypt(Fernet.generate_key())
    key, _made = CompanyKey.objects.get_or_create(company=company, defaults={"wrapped": wrapped})
    return _opened(key).encrypt(content)


def unseal_bytes(company: Company, sealed: bytes | memoryview) -> bytes:
    """The file as it was. Raises Unreadable."""
    key = CompanyKey.objects.filter(company=company).first()
    if key is None:
        raise Unreadable
    try:
        return _opened(key).decrypt(bytes(sealed))
    except InvalidToken as error:
        raise Unreadable from error


@transaction.atomic
def rewrap_keys() -> int:
    """Encrypt every company's key with the newest key of the house; answers how many. What is sealed stays as it is."""
    house, keys = _house(), list(CompanyKey.objects.select_for_update())
    for key in keys:
        key.wrapped = house.rotate(bytes(key.wrapped))
    CompanyKey.objects.bulk_update(keys, ["wrapped"], batch_size=500)
    return len(keys)


def _house() -> MultiFernet:
    digests = [sha256(key.encode()).digest() for key in settings.FINDINGS_KEYS]
    return MultiFernet([Fernet(urlsafe_b64encode(digest)) for digest in digests])


def _opened(key: CompanyKey) -> Fernet:
    try:
        return Fernet(_house().decrypt(bytes(key.wrapped)))
    except InvalidToken as error:
        raise Unreadable from error
