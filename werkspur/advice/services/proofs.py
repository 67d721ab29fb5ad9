"""Steps of a task, each sealed: what the company hands in, what the adviser answers, and the files with it."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import asdict, dataclass
from enum import StrEnum
from secrets import token_hex
from typing import Any

from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.advice.models import Proof, Recommendation
from werkspur.advice.rules import harmless
from werkspur.advice.sealed import seal, seal_bytes, unseal, unseal_bytes
from werkspur.partners.models import Person
from werkspur.registry.services.files import UploadRefused
from werkspur.registry.services.photos import jpeg, upright

MOST_BYTES = 25 * 1024 * 1024
#: pixels of the longer side of a photo, enough to read the label of a lock
SIDE = 2000
PDF, JPEG = "application/pdf", "image/jpeg"


class Step(StrEnum):
    """What happened to a task."""

    REPORTED = "reported"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"
    RESUMED = "resumed"
    ACCEPTED = "accepted"
    ASKED_BACK = "asked_back"
    REOPENED = "reopened"


WORDS = {
    Step.REPORTED: gettext_lazy("Als erledigt gemeldet"),
    Step.WITHDRAWN: gettext_lazy("Meldung zurückgezogen"),
    Step.DECLINED: gettext_lazy("Wird nicht umgesetzt"),
    Step.RESUMED: gettext_lazy("Wird doch umgesetzt"),
    Step.ACCEPTED: gettext_lazy("Geprüft und erledigt"),
    Step.ASKED_BACK: gettext_lazy("Rückfrage der Beratung"),
    Step.REOPENED: gettext_lazy("Prüfung zurückgenommen"),
}


@dataclass(frozen=True)
class Handed:
    """A file made ready: content, what it is (PDF or JPEG), digest of the bytes as they came."""

    content: bytes
    kind: str
    sha256: str


@dataclass(frozen=True)
class Told:
    """A step as people read it. kind and sha256 are those of its file, '' without one."""

    step: str
    text: str = ""
    kind: str = ""
    sha256: str = ""

    @property
    def words(self) -> str:
        return str(WORDS[Step(self.step)])

    @property
    def is_photo(self) -> bool:
        return self.kind == JPEG


def prepare_proof(upload: File[bytes]) -> Handed:
    """Read a photo or a PDF; photos are encoded anew without place and time. Slow: done before a transaction.

    Raises:
        UploadRefused: empty, above 25 MB, neither photo nor PDF, broken, or a PDF that acts by itself.
    """
    if not upload.size:
        raise UploadRefused(_("Die Datei ist leer (0 Byte). Wählen Sie sie noch einmal aus."))
    if upload.size > MOST_BYTES:
        raise UploadRefused(_("Die Datei ist größer als 25 MB. Speichern Sie sie kleiner oder in Teilen."))
    upload.seek(0)
    came = upload.read()
    sha256 = hashlib.sha256(came).hexdigest()
    if b"%PDF-" not in came[:1024]:
        upload.seek(0)
        return Handed(content=jpeg(upright(upload, side=SIDE)), kind=JPEG, sha256=sha256)
    if not harmless.is_whole(came):
        raise UploadRefused(_("Das PDF ist nicht vollständig übertragen. Versuchen Sie es noch einmal."))
    if harmless.acts(came):
        raise UploadRefused(
            _("Dieses PDF führt beim Öffnen etwas aus. Drucken Sie es als neues PDF, oder fotografieren Sie es.")
        )
    return Handed(content=came, kind=PDF, sha256=sha256)


def add_step(
    task: Recommendation, *, step: Step, by: Any, text: str = "", handed: Handed | None = None, adviser: bool = False
) -> Proof:
    """Keep one step, in the caller's transaction. by: a person, or a string for somebody with a link."""
    company = task.visit.company
    told = Told(step=step, text=text, kind=handed.kind if handed else "", sha256=handed.sha256 if handed else "")
    person = by if isinstance(by, Person) else None
    proof = Proof(recommendation=task, by=person, from_adviser=adviser, sealed=seal(company, asdict(told)))
    if handed is None:
        proof.save()
        return proof
    proof.file.save(f"{token_hex(16)}.bin", ContentFile(seal_bytes(company, handed.content)), save=False)
    try:
        proof.save()
    except BaseException:
        with suppress(OSError):
            proof.file.delete(save=False)
        raise
    return proof


def told(proof: Proof) -> Told:
    """Open one step. Raises sealing.Unreadable."""
    return Told(**unseal(proof.recommendation.visit.company, proof.sealed))


def file_of(proof: Proof) -> tuple[bytes, str]:
    """Return the file of a step and its content type. Raises FileNotFoundError, sealing.Unreadable."""
    if not proof.file:
        raise FileNotFoundError
    with proof.file.open("rb") as file:
        content = unseal_bytes(proof.recommendation.visit.company, file.read())
    return content, told(proof).kind


def last_told(task: Recommendation) -> Told | None:
    """The newest step of a task."""
    proof = task.proofs.order_by("pk").last()
    return told(proof) if proof else None
