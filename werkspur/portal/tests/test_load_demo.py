"""Demonstration data with its public password never gets into a real house."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from werkspur.base.models import Installation
from werkspur.partners.models import Person

pytestmark = pytest.mark.django_db


def test_a_database_made_for_production_takes_none(settings):
    settings.DEMO, settings.MODE = True, "demo"
    Installation.objects.update_or_create(pk=1, defaults={"mode": "production"})
    with pytest.raises(CommandError, match="echten Betrieb"):
        call_command("load_demo")
    assert not Person.objects.exists()


def test_production_mode_takes_none(settings):
    settings.DEMO, settings.MODE = False, "production"
    with pytest.raises(CommandError, match="nur im Testbetrieb"):
        call_command("load_demo")
    assert not Person.objects.exists()
