"""What the partnership writes by mail: each letter goes into the outbox in the transaction that causes it."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from werkspur.base import mail
from werkspur.partners.models import Company, Invitation, Person, Role


def owners(company: Company) -> list[Person]:
    """Who leads `company` today."""
    roles = company.roles.current().filter(kind=Role.Kind.COMPANY_OWNER, person__is_active=True)
    return [role.person for role in roles.select_related("person")]


def chamber_staff(company: Company) -> list[Person]:
    """Who works today for the chamber of `company`."""
    roles = company.chamber.roles.current().filter(kind=Role.Kind.CHAMBER, person__is_active=True)
    return [role.person for role in roles.select_related("person")]


def _write(people: Iterable[Person], subject: str, paragraphs: list[str], link: str, label: str) -> None:
    for person in people:
        mail.write(person.email, subject=subject, paragraphs=paragraphs, link=link, label=label)


@translation.override(settings.LANGUAGE_CODE)
def company_waits(company: Company) -> None:
    subject = _("%(company)s wartet auf die Bestätigung") % {"company": company}
    text = _("%(company)s hat sich angemeldet oder Angaben geändert, die Sie bestätigen.") % {"company": company}
    _write(chamber_staff(company), subject, [text], reverse("partners:verification", args=[company.uid]), _("Prüfen"))


@translation.override(settings.LANGUAGE_CODE)
def company_answered(company: Company) -> None:
    subject = _("%(company)s hat geantwortet") % {"company": company}
    text = _("Auf Ihre Rückfrage liegt eine Antwort vor.")
    _write(chamber_staff(company), subject, [text], reverse("partners:verification", args=[company.uid]), _("Lesen"))


@translation.override(settings.LANGUAGE_CODE)
def company_accepted(company: Company) -> None:
    subject = _("%(company)s ist bestätigt") % {"company": company}
    text = [
        _("%(chamber)s hat Ihren Betrieb bestätigt.") % {"chamber": company.chamber},
        _("Bei Ihren Gegenständen steht nicht mehr, dass der Betrieb unbestätigt ist."),
    ]
    _write(owners(company), subject, text, reverse("partners:company"), _("Zum Betrieb"))


@translation.override(settings.LANGUAGE_CODE)
def company_refused(company: Company, *, reason: str) -> None:
    subject = _("%(company)s ist nicht bestätigt") % {"company": company}
    text = [
        _("%(chamber)s konnte Ihren Betrieb nicht bestätigen. Die Begründung:") % {"chamber": company.chamber},
        reason,
        _("Ihre Einträge bleiben erhalten. Sie können die Angaben ändern und erneut vorlegen."),
    ]
    _write(owners(company), subject, text, reverse("partners:company"), _("Angaben ändern"))


@translation.override(settings.LANGUAGE_CODE)
def company_asked(company: Company, *, question: str) -> None:
    subject = _("Rückfrage zu %(company)s") % {"company": company}
    text = [_("%(chamber)s fragt nach:") % {"chamber": company.chamber}, question]
    _write(owners(company), subject, text, reverse("partners:company"), _("Antworten"))


@translation.override(settings.LANGUAGE_CODE)
def company_closed(company: Company) -> None:
    subject = _("%(company)s nimmt nicht mehr teil") % {"company": company}
    text = [_("Die Teilnahme ist beendet. Kennzeichen des Betriebs führen zu keiner Rückfrage mehr.")]
    _write(owners(company), subject, text, reverse("partners:account"), _("Zum Konto"))


@translation.override(settings.LANGUAGE_CODE)
def invited(invitation: Invitation, *, token: str) -> None:
    place = invitation.company or invitation.partner or _("Werkspur")
    values = {"place": place, "role": invitation.get_kind_display(), "day": f"{invitation.expires_at:%d.%m.%Y}"}
    text = [
        _("Sie sind eingeladen, bei Werkspur für %(place)s mitzuarbeiten. Rolle: %(role)s.") % values,
        _("Der Link gilt bis zum %(day)s, für diese Adresse und nur einmal.") % values,
    ]
    mail.write(
        invitation.email,
        subject=_("Einladung: %(place)s") % values,
        paragraphs=text,
        link=reverse("partners:invitation", args=[token]),
        label=_("Einladung ansehen"),
    )
