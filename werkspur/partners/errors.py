"""What can go wrong here, in the words of the person who did it."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class PartnersError(Exception):
    """Something that cannot be done now. The text is shown to the person."""

    message: str | Promise = _("Das geht gerade nicht.")

    def __str__(self) -> str:
        return str(self.args[0] if self.args else self.message)


class NotAllowed(PartnersError):
    message = _("Dafür fehlt Ihnen die Rolle.")


class AlreadyDecided(PartnersError):
    message = _("Hier hat inzwischen jemand entschieden. Der neue Stand steht oben.")


class ReasonMissing(PartnersError):
    message = _("Ohne Begründung kann der Betrieb nichts ändern.")


class LastOwner(PartnersError):
    message = _("Eine Person muss den Betrieb leiten. Laden Sie zuerst eine weitere Leitung ein.")


class LedAlone(PartnersError):
    """Takes the companies that nobody else leads."""

    message = _(
        "Nur Sie leiten %(companies)s. Laden Sie eine weitere Leitung ein, oder beenden Sie zuerst die Teilnahme."
    )

    def __init__(self, companies: Iterable[str]) -> None:
        super().__init__(str(self.message) % {"companies": ", ".join(companies)})


class DemonstrationLogin(PartnersError):
    message = _("Dieser Zugang gehört zum Testbetrieb und bleibt für die Nächsten.")


class InvitationOver(PartnersError):
    message = _("Diese Einladung gilt nicht mehr. Lassen Sie sich eine neue schicken.")


class OtherAddress(PartnersError):
    message = _("Diese Einladung gilt für eine andere E-Mail-Adresse.")


class AlreadyInside(PartnersError):
    message = _("Diese Person gehört schon dazu.")


class TooManyInvitations(PartnersError):
    message = _("Das sind viele Einladungen auf einmal. In einer Stunde geht es weiter.")
