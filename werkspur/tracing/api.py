"""The tracing app in the API: look up with purpose, and the public check."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Field, Router, Schema
from ninja.errors import HttpError
from pydantic import ValidationInfo, field_validator

from werkspur.base import limits
from werkspur.marks.clean import display, readable
from werkspur.partners.requests import PersonRequest
from werkspur.tracing import queries, rules, services
from werkspur.tracing.forms import CheckForm
from werkspur.tracing.models import Lookup
from werkspur.tracing.views.checks import checked

router = Router()


class Message(Schema):
    """Why there is no answer."""

    detail: str


class Question(Schema):
    """What was read, what for and in which case."""

    text: str = Field(
        max_length=200, description=gettext_noop("Das Gelesene. ? ist ein unlesbares Zeichen, * beliebig viele.")
    )
    purpose: str = Field(min_length=1, max_length=120, description=gettext_noop("Zweck der Abfrage."))
    case_number: str = Field(min_length=1, max_length=80, description=gettext_noop("Aktenzeichen."))
    make: str = Field("", max_length=80, description=gettext_noop("Hersteller, wenn bekannt."))
    features: str = Field("", max_length=200, description=gettext_noop("Farbe, Schäden, Aufkleber."))
    only_fitting: bool = Field(
        default=False, description=gettext_noop("Nur, was diese Marke oder keine und alle diese Merkmale hat.")
    )

    @field_validator("purpose", "case_number", "text", "make", "features")
    @classmethod
    def visible(cls, value: str, info: ValidationInfo) -> str:
        """Without invisible characters; blanks alone are no purpose, no case and no number."""
        if not display(value) and info.field_name in {"purpose", "case_number", "text"}:
            raise ValueError("says nothing")
        if info.field_name == "text" and not readable(value):
            raise ValueError(_("Mindestens ein Zeichen muss lesbar sein."))
        return display(value)


class Hit(Schema):
    """One item that may be the one looked for; its owner is shown in the site, as a second step."""

    mark: str
    kind: str
    distance: int
    grade: int = Field(description=gettext_noop("4 sehr wahrscheinlich, 3 wahrscheinlich, 2 möglich, 1 schwach."))
    why: list[str]
    item: str
    status: str


class LeftOut(Schema):
    """How many items `only_fitting` kept back."""

    make: int = Field(description=gettext_noop("Gegenstände anderer Marke."))
    features: int = Field(description=gettext_noop("Gegenstände ohne diese Merkmale."))


class Further(Schema):
    """How the search for what is missing stands, and where to ask for it."""

    state: Literal["under_way", "waits", "failed"] = Field(
        description=gettext_noop("Läuft noch, wartet auf andere Abfragen derselben Person, oder ist gescheitert.")
    )
    url: str = Field(description=gettext_noop("Hier steht die Antwort 15 Minuten lang, am Ende vollständig."))


class Answer(Schema):
    """What the register knows."""

    uid: UUID
    at: datetime
    total: int
    complete: bool
    further: Further | None = Field(
        None, description=gettext_noop("Nur wenn die Antwort nicht vollständig ist: Dann wird weitergesucht.")
    )
    left_out: LeftOut
    matches: list[Hit]


class Number(Schema):
    """One whole number."""

    number: str = Field(max_length=200, description=gettext_noop("Die ganze Nummer vom Typenschild."))


class Verdict(Schema):
    """The two answers of the public check."""

    answer: Literal["nothing_known", "contact_police"]


@router.post(
    "lookups",
    response={200: Answer, 400: Message, 401: Message, 403: Message, 422: Message, 429: Message},
    summary=gettext_noop("Kennzeichen suchen (Polizei)"),
    description=gettext_noop(
        "Die Frage steht mit Zweck und Aktenzeichen im Journal, bevor gesucht wird. 60 Fragen in der Minute."
    ),
)
def look_up(request: PersonRequest, question: Question) -> Answer:
    if not request.user.is_police:
        raise HttpError(403, _("Nur für die Polizei, Ermittlung."))
    try:
        made = services.look_up(by=request.user, origin=limits.address(request), **question.dict())
    except services.TooMany as error:
        raise HttpError(429, str(error.message)) from error
    return _answer(request, made)


@router.get(
    "lookups/{uuid:uid}",
    response={200: Answer, 401: Message, 403: Message, 404: Message, 410: Message},
    summary=gettext_noop("Antwort auf eine eigene Abfrage noch einmal lesen (Polizei)"),
    description=gettext_noop("15 Minuten lang, ohne neuen Eintrag im Journal. So kommt an, was weiter gesucht wurde."),
)
def answer(request: PersonRequest, uid: UUID) -> Answer:
    if not request.user.is_police:
        raise HttpError(403, _("Nur für die Polizei, Ermittlung."))
    made = Lookup.objects.visible_to(request.user).filter(uid=uid).first()
    if made is None:
        raise HttpError(404, _("Diese Abfrage gibt es nicht."))
    if not rules.still_shown(made.at, now=timezone.now()):
        raise HttpError(410, str(services.TooOld.message))
    services.go_on(made)
    return _answer(request, made)


def _answer(request: HttpRequest, made: Lookup) -> Answer:
    """What is known now, and whether the search goes on."""
    state = queries.further_state(made)
    found = queries.answer(made)
    services.note_hits(made, found)
    going_on = None
    if state not in {"", "done"}:
        address = request.build_absolute_uri(reverse("portal:api:answer", args=[made.uid]))
        going_on = Further.model_validate({"state": state, "url": address})
    matches = [
        Hit(
            mark=str(match.mark or ""),
            kind=match.mark.kind if match.mark else "",
            distance=match.distance,
            grade=match.grade,
            why=[str(reason) for reason in match.reasons],
            item=str(match.item),
            status=match.item.state,
        )
        for match in found.matches
    ]
    left_out = LeftOut(make=found.left_out.make, features=found.left_out.features)
    return Answer(
        uid=made.uid, at=made.at, total=found.total, complete=found.complete, further=going_on, left_out=left_out,
        matches=matches,
    )  # fmt: skip


@router.post(
    "check",
    auth=None,
    response={200: Verdict, 400: Message, 422: Message, 429: Message},
    summary=gettext_noop("Nummer prüfen (öffentlich)"),
    description=gettext_noop("Sagt nur, ob man sich an die Polizei wenden soll. 10 Fragen in der Minute."),
)
def check(request: HttpRequest, number: Number) -> Verdict:
    form = CheckForm({"number": number.number})
    if not form.is_valid():
        raise HttpError(422, str(form.errors["number"][0]))
    known = checked(request, form.cleaned_data["number"])
    if known is None:
        raise HttpError(429, _("Zu viele Prüfungen in kurzer Zeit. Warten Sie eine Minute."))
    return Verdict(answer="contact_police" if known else "nothing_known")
