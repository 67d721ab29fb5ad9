"""Rows that chamber staff keep together: saved and removed with an entry in the journal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from werkspur.advocacy.models import Addressee, Contact, DeadlineRule, Officeholder, Session
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.journal.services import record

#: how the journal calls them
NAMES: dict[type[models.Model], str] = {
    Addressee: "addressee", Contact: "contact", DeadlineRule: "deadline_rule", Officeholder: "officeholder",
    Session: "session",
}  # fmt: skip


def keep(thing: models.Model, *, related: Mapping[str, Iterable[Any]] | None = None, by: Any) -> None:
    """Save something new or changed, with its rows of other tables; in the caller's transaction the last write."""
    with transaction.atomic():
        deed = "changed" if thing.pk else "added"
        thing.save()
        for name, rows in (related or {}).items():
            getattr(thing, name).set(rows)
        record(f"advocacy.{NAMES[type(thing)]}_{deed}", by=by, object=thing)


def remove(thing: models.Model, *, by: Any) -> None:
    """Delete something. A second click changes nothing. Raises AdvocacyRefused while something depends on it."""
    pk = thing.pk
    with transaction.atomic():
        if not type(thing)._default_manager.select_for_update().filter(pk=pk).exists():
            return
        try:
            thing.delete()
        except ProtectedError as error:
            raise AdvocacyRefused("", _("Daran hängen Forderungen, Briefe oder Kontakte. Es bleibt.")) from error
        thing.pk = pk
        record(f"advocacy.{NAMES[type(thing)]}_removed", by=by, object=thing)
