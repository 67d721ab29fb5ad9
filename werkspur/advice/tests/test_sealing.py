"""What was found is readable for its company only, and for nobody without the key of the house."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from tests.people import make_company
from werkspur.advice.models import CompanyKey
from werkspur.advice.services import sealing
from werkspur.advice.services.sealing import Unreadable, rewrap_keys, seal, seal_bytes, unseal, unseal_bytes
from werkspur.journal.models import Entry

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
        assert rewrap_keys().changed == 1
        assert (rewrap_keys().changed, rewrap_keys().same) == (0, 1)
    with override_settings(FINDINGS_KEYS=[NEW]):
        assert unseal(company, sealed) == "Grundriss"
    with override_settings(FINDINGS_KEYS=[OLD]), pytest.raises(Unreadable):
        unseal(company, sealed)


def rotated(*options: str) -> str:
    said = StringIO()
    call_command("rotate_findings_keys", *options, stdout=said)
    return said.getvalue()


def test_the_command_closes_every_key_with_the_newest_one_and_says_so():
    companies = [make_company(f"Betrieb {number}") for number in range(3)]
    with override_settings(FINDINGS_KEYS=[OLD]):
        sealed = {company: seal(company, company.name) for company in companies}
    with override_settings(FINDINGS_KEYS=[NEW, OLD]):
        assert "3 Schlüssel neu zu verschlüsseln, 0 schon neu." in rotated("--dry-run")
        assert "Schlüssel geprüft: 100 %" in rotated()
        assert "0 Schlüssel neu verschlüsselt, 3 waren es schon." in rotated()
    with override_settings(FINDINGS_KEYS=[NEW]):
        assert [unseal(company, sealed[company]) for company in companies] == [one.name for one in companies]
    assert Entry.objects.get(verb="advice.findings_keys_rotated").details == {"changed": 3, "unreadable": 0}


def test_a_dry_run_changes_nothing():
    with override_settings(FINDINGS_KEYS=[OLD]):
        seal(make_company(), 1)
    before = bytes(CompanyKey.objects.get().wrapped)
    with override_settings(FINDINGS_KEYS=[NEW, OLD]):
        rotated("--dry-run")
    assert bytes(CompanyKey.objects.get().wrapped) == before


def test_a_key_that_nobody_can_open_is_left_and_named_and_the_others_are_done():
    with override_settings(FINDINGS_KEYS=["c" * 40]):
        lost = seal(make_company(), "verloren")
    with override_settings(FINDINGS_KEYS=[OLD]):
        seal(make_company("Zweiter"), 1)
    with override_settings(FINDINGS_KEYS=[NEW, OLD]), pytest.raises(CommandError, match="1 Schlüssel lässt sich mit"):
        rotated()
    with override_settings(FINDINGS_KEYS=["c" * 40]):
        assert unseal(CompanyKey.objects.order_by("pk")[0].company, lost) == "verloren"
    with override_settings(FINDINGS_KEYS=[NEW]):
        assert rewrap_keys().same == 1


def test_an_interrupted_run_keeps_what_is_done(monkeypatch):
    monkeypatch.setattr(sealing, "AT_ONCE", 2)
    with override_settings(FINDINGS_KEYS=[OLD]):
        for number in range(5):
            seal(make_company(f"Betrieb {number}"), 1)

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with override_settings(FINDINGS_KEYS=[NEW, OLD]):
        with pytest.raises(KeyboardInterrupt):
            rewrap_keys(tell=stop)
        found = rewrap_keys()
    assert (found.changed, found.same) == (3, 2)
