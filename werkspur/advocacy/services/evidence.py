"""Evidence: one brings it, with its file and date, somebody else checks it; only then does it prove anything."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from werkspur.advocacy.models import Commitment, Demand, Document, Evidence
from werkspur.advocacy.rules.states import Status
from werkspur.advocacy.rules.wording import is_said
from werkspur.advocacy.services import demands, documents, indexing
from werkspur.advocacy.services.correcting import said
from werkspur.advocacy.services.following import Wanted, follow
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.base.calendar.wallclock import day_of
from werkspur.base.templatetags.werkspur import day as in_words
from werkspur.journal.services import record
from werkspur.partners.rules import tidy
from werkspur.registry.services.files import digest

INDEX = "evidence"
FIELDS = ("commitment", "kind", "title", "day", "source", "address")


def bring(demand: Demand, *, fields: dict[str, Any], upload: File[bytes] | None, by: Any, now: datetime) -> Evidence:
    """Bring evidence: a file, or an address where the same can be read. The same twice is one.

    Raises:
        AdvocacyRefused: title, source, file or address are missing, or the day has not come.
        UploadRefused: the file cannot be taken.
    """
    values = _checked(demand, fields=fields, now=now)
    if upload is None and not values["address"]:
        raise AdvocacyRefused("file", _("Ein Beleg braucht eine Datei oder eine Adresse, unter der er steht."))
    ready = documents.prepare(upload) if upload is not None else None
    values["sha256"] = hashlib.sha256(ready.content).hexdigest() if ready else ""
    with transaction.atomic():
        demand = demands.lock(demand)
        if known := Evidence.objects.filter(demand=demand, **values).first():
            return known
        evidence = Evidence.objects.create(
            demand=demand, brought_by=by, brought_key=demands.person_key(by), **values
        )  # fmt: skip
        index_evidence(evidence)
        demands.moved(demand, on=evidence.day)
        if ready is not None:
            evidence.document = documents.keep(ready, title=evidence.title, by=by)
            evidence.save(update_fields=["document", "updated_at"])
            indexing.file_under(evidence.document, demand=demand)
        record("advocacy.evidence_added", by=by, object=evidence, details={"sha256": evidence.sha256})
    return evidence


def check(
    evidence: Evidence, *, note: str, by: Any, now: datetime, set_status: Wanted = "", day: date | None = None
) -> Evidence:
    """Say, as a second person, that evidence holds; a second click changes nothing.

    Args:
        note: how it was checked; set_status: what the demand becomes, as "done:whole"; day: since when that is so,
            without one the day of the evidence.

    Raises:
        AdvocacyRefused: by the person who brought it, without a note, or the file is no longer what it was.
    """
    note = tidy(note)[:300]
    if not is_said(note):
        raise AdvocacyRefused(
            "note", _("Wie haben Sie geprüft? Zum Beispiel: vor Ort gesehen, mit dem Original verglichen.")
        )
    with transaction.atomic():
        demand = demands.lock(evidence.demand)
        evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
        if evidence.checked_key:
            return evidence
        key = demands.person_key(by)
        if key == evidence.brought_key:
            raise AdvocacyRefused(
                "", _("Diesen Beleg haben Sie selbst gebracht. Prüfen kann ihn nur eine zweite Person.")
            )
        if evidence.document is not None and stored_digest(evidence.document) != evidence.sha256:
            raise AdvocacyRefused("", _("Die Datei ist nicht mehr die, die gebracht wurde. Sie beweist nichts mehr."))
        evidence.checked_by, evidence.checked_key = by, key
        evidence.checked_on, evidence.check_note = day_of(now), note
        evidence.save()
        source = _("%(title)s vom %(day)s") % {"title": evidence.title, "day": in_words(evidence.day)}
        since = day or evidence.day
        follow(demand, wanted=set_status, reason=_("Belegt und geprüft: %(note)s") % {"note": note}, source=source,
               day=since, by=by, now=now)  # fmt: skip
        record("advocacy.evidence_verified", by=by, object=evidence, details={"note": note})
    return evidence


def remove_evidence(evidence: Evidence, *, reason: str, by: Any) -> None:
    """Take out evidence that does not hold. Raises AdvocacyRefused: something rests on it alone."""
    reason = said(reason)
    with transaction.atomic():
        demand = demands.lock(evidence.demand)
        found = Evidence.objects.select_for_update().filter(pk=evidence.pk).first()
        if found is None:
            return
        if found.checked_key:
            _check_rest(demand, found)
        indexing.forget(INDEX, str(found.uid))
        files = found.document, found.public_document
        found.delete()
        indexing.file_anew(*files)
        record("advocacy.evidence_removed", by=by, object=evidence, reason=reason)


def stored_digest(document: Document) -> str:
    """SHA-256 of the file as it lies in the data folder, which a photo without its place is; '' when it is gone."""
    try:
        with document.file.open("rb") as file:
            return digest(File(file))
    except FileNotFoundError:
        return ""


def index_evidence(evidence: Evidence) -> None:
    """Let the search find it, for everybody when it is public."""
    text = "\n".join((evidence.source, evidence.check_note))
    indexing.index(
        INDEX, str(evidence.uid), title=evidence.title, text=text, demand=evidence.demand, public=evidence.public
    )


def _check_rest(demand: Demand, evidence: Evidence) -> None:
    others = demand.evidence.exclude(checked_key="").exclude(pk=evidence.pk)
    if demand.status == Status.DONE and not others.exists():
        sentence = _("Die Forderung steht wegen dieses Belegs auf „umgesetzt“. Ändern Sie zuerst den Stand.")
        raise AdvocacyRefused("", sentence)
    commitment = evidence.commitment
    kept = commitment is not None and commitment.state == Commitment.State.KEPT
    if kept and not others.filter(commitment=commitment).exists():
        sentence = _("Eine Zusage gilt wegen dieses Belegs als gehalten. Öffnen Sie zuerst die Zusage wieder.")
        raise AdvocacyRefused("", sentence)


def _checked(demand: Demand, *, fields: dict[str, Any], now: datetime) -> dict[str, Any]:
    values: dict[str, Any] = {name: fields.get(name) for name in FIELDS} | {"address": fields.get("address") or ""}
    values |= {"title": tidy(fields.get("title") or "")[:200], "source": tidy(fields.get("source") or "")[:300]}
    commitment = values["commitment"]
    if not is_said(values["title"]):
        raise AdvocacyRefused("title", _("Was zeigt der Beleg?"))
    if not is_said(values["source"]):
        raise AdvocacyRefused("source", _("Woher stammt er? Zum Beispiel: eigene Aufnahme, Amtsblatt 7/2027."))
    if values["day"] > day_of(now):
        raise AdvocacyRefused("day", _("Dieser Tag kommt erst noch."))
    if commitment is not None and commitment.demand_id != demand.pk:
        raise AdvocacyRefused("commitment", _("Diese Zusage gehört zu einer anderen Forderung."))
    return values
