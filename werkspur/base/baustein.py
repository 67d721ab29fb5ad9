"""What this app gives to the whole."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from werkspur.base.bausteine import Baustein, Retention


def retention() -> Iterable[Retention]:
    from werkspur.base import mail, orphans

    yield Retention(_("Nachrichten im Ausgang"), timedelta(days=90), mail.forget)
    yield Retention(_("Hochgeladene Dateien ohne Eintrag"), timedelta(days=2), orphans.delete_orphans)


def personal_data(person: Any) -> Iterable[tuple[str, Any]]:
    from werkspur.base.models import Mail

    letters = Mail.objects.filter(to__iexact=person.email)
    yield _("Nachrichten"), [f"{letter.created_at:%d.%m.%Y} {letter.subject}" for letter in letters]


def erase(person: Any) -> None:
    from werkspur.base.models import Mail

    Mail.objects.filter(to__iexact=person.email).delete()


baustein = Baustein(
    name="base",
    label="Grundlage",
    order=0,
    urls="werkspur.base.urls",
    public_urls=("base:healthz", "base:style", "base:language", "base:theme", "base:mailbox"),
    personal_data=personal_data,
    erase=erase,
    retention=retention,
)
