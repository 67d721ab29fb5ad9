"""How allauth behaves here."""

from __future__ import annotations

import io
import time
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from werkspur.base import limits

SAID_BY_THE_PAGE = {
    "account/messages/logged_in.txt",
    "account/messages/logged_out.txt",
    "account/messages/email_confirmation_sent.txt",
}
REAUTHENTICATION_TIMEOUT = 300  # seconds, as allauth's own


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in by e-mail. Who has no role yet goes on to the company's data."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("E-Mail oder Passwort stimmt nicht."),
        "incorrect_password": _("Das Passwort stimmt nicht."),
        "enter_current_password": _("Das ist nicht Ihr jetziges Passwort."),
        "account_inactive": _("E-Mail oder Passwort stimmt nicht."),
        "duplicate_email": _("Diese Adresse gehört schon zu Ihrem Konto."),
        "same_as_current": _("Das ist die Adresse, die schon gilt."),
        "cannot_remove_primary_email": _("Diese Adresse gilt gerade und bleibt."),
        "unverified_primary_email": _("Die Adresse gilt erst, wenn sie bestätigt ist."),
        "invalid_password_reset": _("Dieser Link gilt nicht mehr."),
        "too_many_login_attempts": _("Zu viele Versuche. In einer Minute geht es weiter."),
        "rate_limited": _("Zu viele Versuche. In einer Minute geht es weiter."),
        "incorrect_code": _("Dieser Code gilt nicht. Er wechselt alle 30 Sekunden."),
    }

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        person = request.user
        if person.is_authenticated and not person.current_roles and not person.is_staff:
            return reverse("partners:company_register")
        return str(super().get_login_redirect_url(request))

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask for the password again before a change to the account, unless somebody has just signed in with it."""
        steps = get_authentication_records(self.request, self.request.user)
        if steps and time.time() - steps[-1]["at"] < REAUTHENTICATION_TIMEOUT:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_client_ip(self, request: HttpRequest) -> str:
        return limits.address(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("partners:account")

    def populate_username(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """There are no user names."""

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Say what happened, unless the page says it itself."""
        template = kwargs.get("message_template") or (args[0] if args else "")
        if template not in SAID_BY_THE_PAGE:
            super().add_message(request, level, *args, **kwargs)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The picture to scan stays dark on light, with its quiet zone, in the dark theme too."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("Dieser Code gilt nicht. Er wechselt alle 30 Sekunden."),
    }

    def build_totp_svg(self, url: str) -> str:
        picture = io.BytesIO()
        segno.make(url, micro=False).save(picture, kind="svg", scale=5, border=4, light="white", xmldecl=False)
        return picture.getvalue().decode()
