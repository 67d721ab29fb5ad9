"""What was found is readable for its company only, and for nobody without the key of the house."""

from __future__ import annotations

import pytest
from django.test import override_settings

from tests.people import make_company
from werkspur.advice.models import CompanyKey
from werkspur.advice.services.sealing import Unreadable, rewrap_keys, seal, seal_bytes, unseal, unseal_bytes

pytestmark = pytest.mark.django_db

OLD, NEW = "a" * 40, "b" * 40


def test_only_the_company_it_was_sealed_for_opens_it():
    ours, theirs = make_company(), make_company("Elektro Beispiel KG")
    sealed = seal(ours, {"note": "Hintertür ohne Schloß"})
    seal(theirs, 1)

    assert unseal(ours, sealed) == {"note": "Hintertür ohne Schloß"}
    assert b"Hintert" not in sealed
    with pytest.raises(Unreadable):
        unseal(theirs, sealed)


def test_one_changed_byte_is_noticed():
    company = make_company()
    sealed = bytearray(seal_bytes(company, b"Foto"))
    sealed[20] ^= 1

    with pytest.raises(Unreadable):
        unseal_bytes(company, bytes(sealed))


def test_without_the_key_of_the_company_nothing_is_left():
    company = make_company()
    sealed = seal(company, "Grundriss")
    CompanyKey.objects.all().delete()

    with pytest.raises(Unreadable):
        unseal(company, sealed)


def test_a_new_key_of_the_house_opens_what_was_sealed_before():
    company = make_company()
    with override_settings(FINDINGS_KEYS=[OLD]):
        sealed = seal(company, "Grundriss")
    with override_settings(FINDINGS_KEYS=[NEW, OLD]):
        assert unseal(company, sealed) == "Grundriss"
        assert rewrap_keys() == 1
    with override_settings(FINDINGS_KEYS=[NEW]):
        assert unseal(company, sealed) == "Grundriss"
    with override_settings(FINDINGS_KEYS=[OLD]), pytest.raises(Unreadable):
        unseal(company, sealed)
