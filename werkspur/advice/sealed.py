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
from django.utils.translation import gettext as _

from werkspur.advice.models import CompanyKey
from werkspur.partners.models import Company


class Unreadable(Exception):
    """What was sealed cannot be opened: another company's, damaged, or the key is gone."""

    def __init__(self) -> None:
        super().__init__(_("Diese Angaben lassen sich nicht mehr öffnen. Der Schlüssel passt nicht oder ist gelöscht."))


class Box:
    """Seals and opens for one company, its key read once: for whoever opens a whole visit."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self._fernet: Fernet | None = None

    def seal(self, value: Any) -> bytes:
        """Encrypt `value`, anything that is JSON; the key is made at the first call. Raises Unreadable."""
        return self.seal_bytes(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())

    def seal_bytes(self, content: bytes) -> bytes:
        """Encrypt a file. Raises Unreadable: there is a key, and the house cannot open it."""
        if self._fernet is None:
            wrapped = house().encrypt(Fernet.generate_key())
            key, _made = CompanyKey.objects.get_or_create(company=self.company, defaults={"wrapped": wrapped})
            self._fernet = _opened(key)
        return self._fernet.encrypt(content)

    def unseal(self, sealed: bytes | memoryview) -> Any:
        """What was sealed. Raises Unreadable."""
        return json.loads(self.unseal_bytes(sealed))

    def unseal_bytes(self, sealed: bytes | memoryview) -> bytes:
        """The file as it was. Raises Unreadable."""
        if self._fernet is None:
            key = CompanyKey.objects.filter(company=self.company).first()
            if key is None:
                raise Unreadable
            self._fernet = _opened(key)
        try:
            return self._fernet.decrypt(bytes(sealed))
        except InvalidToken as error:
            raise Unreadable from error


def seal(company: Company, value: Any) -> bytes:
    """Encrypt `value` (anything that is JSON) for a company; its key is made at the first call."""
    return Box(company).seal(value)


def unseal(company: Company, sealed: bytes | memoryview) -> Any:
    """What was sealed for this company. Raises Unreadable."""
    return Box(company).unseal(sealed)


def seal_bytes(company: Company, content: bytes) -> bytes:
    """Encrypt a file for a company."""
    return Box(company).seal_bytes(content)


def unseal_bytes(company: Company, sealed: bytes | memoryview) -> bytes:
    """The file as it was. Raises Unreadable."""
    return Box(company).unseal_bytes(sealed)


def house() -> MultiFernet:
    """The keys of the house: the first one encrypts, each opens."""
    return MultiFernet(house_keys())


def house_keys() -> list[Fernet]:
    """The keys of the house one by one, the newest first."""
    digests = [sha256(key.encode()).digest() for key in settings.FINDINGS_KEYS]
    return [Fernet(urlsafe_b64encode(digest)) for digest in digests]


def _opened(key: CompanyKey) -> Fernet:
    try:
        return Fernet(house().decrypt(bytes(key.wrapped)))
    except InvalidToken as error:
        raise Unreadable from error
