"""What this app gives to the whole."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils.translation import gettext as _

from werkspur.base.bausteine import Baustein, Retention


def retention() -> Iterable[Retention]:
    from werkspur.base import mail

    yield Retention(_("Nachrichten im Ausgang"), timedelta(days=90), mail.forget)


baustein = Baustein(
    name="base",
    label="Grundlage",
    order=0,
    urls="werkspur.base.urls",
    public_urls=("base:healthz", "base:style", "base:language", "base:theme", "base:mailbox"),
    retention=retention,
)
