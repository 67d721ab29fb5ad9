"""The letter that brings a demand to an addressee, with the demand itself and its figures as enclosure."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from werkspur.advocacy.models import Addressee, Delivery, DemandVersion
from werkspur.advocacy.queries import figures, letters
from werkspur.base import filling
from werkspur.base.pdf import compile_pdf
from werkspur.base.templatetags.werkspur import day as shown
from werkspur.base.templatetags.werkspur import number
from werkspur.marks.wording import names
from werkspur.partners.models import Office


def letter_pdf(delivery: Delivery, *, day: date) -> bytes:
    """Set the letter as it goes out, or would go out, on a day."""
    subject, paragraphs = letters.filled(delivery)
    attachments = [one.title for one in delivery.attachments.all()]
    data = {
        "author": delivery.letterhead.name,
        "footer": f"{delivery.letterhead.name}, {shown(day)}",
        "head": _head(delivery),
        "address": postal(delivery.addressee, recipient=delivery.recipient, way=_way(delivery)),
        "facts": _facts(delivery, day=day),
        "subject": subject,
        "salutation": delivery.salutation or str(letters.SALUTATION),
        "paragraphs": paragraphs,
        "closing": _("Mit freundlichen Grüßen"),
        "signed": [part for part in (delivery.letterhead.name, delivery.signed_as) if part],
        "enclosures": [_enclosure(delivery), *attachments],
        "demand": _demand(delivery),
        "labels": {"enclosures": _("Anlagen")},
    }
    return compile_pdf("advocacy/typst/letter.typ", data=data, title=subject or delivery.version.title)


def file_name(delivery: Delivery) -> str:
    """A name that says what it is: brief-licht-im-gewerbegebiet-stadtrat.pdf."""
    return f"{_('brief')}-{delivery.demand.slug[:60]}-{slugify(delivery.addressee.name)[:40]}.pdf"


def office_of(delivery: Delivery) -> Office | None:
    """Return the head office of the chamber on whose paper it is written."""
    rows = Office.objects.filter(partner=delivery.letterhead_id, valid_to__isnull=True)
    return rows.filter(kind=Office.Kind.HEAD).first() or rows.first()


def postal(addressee: Addressee, *, recipient: str = "", way: str = "") -> list[str]:
    """Return the lines of the address; a part without its own has that of the body it belongs to."""
    body, seen = addressee, {addressee.pk}
    while not body.city and body.parent is not None and body.parent.pk not in seen:
        body = body.parent
        seen.add(body.pk)
    above = [] if addressee.parent is None else [addressee.parent.name]
    lines = [way, *above, addressee.name, recipient, body.street, f"{body.postcode} {body.city}".strip()]
    return [line for line in lines if line]


def _head(delivery: Delivery) -> dict[str, Any]:
    office = office_of(delivery)
    place = [office.street, f"{office.postcode} {office.city}".strip()] if office else []
    reach = [office.phone, office.email] if office else []
    site = delivery.letterhead.website.split("://")[-1].strip("/")
    return {
        "name": delivery.letterhead.name,
        "sender": " · ".join(part for part in (delivery.letterhead.name, *place) if part),
        "lines": [part for part in (*place, *reach, site) if part],
    }


def _way(delivery: Delivery) -> str:
    if delivery.way == Delivery.Way.FAX and delivery.addressee.fax:
        return _("Per Fax: %(number)s") % {"number": delivery.addressee.fax}
    if delivery.way == Delivery.Way.MAIL and delivery.addressee.email:
        return _("Per E-Mail: %(address)s") % {"address": delivery.addressee.email}
    return ""


def _facts(delivery: Delivery, *, day: date) -> list[list[str]]:
    rows = [[_("Unser Zeichen"), delivery.reference], [_("Datum"), shown(day)]]
    return [row for row in rows if row[1]]


def _enclosure(delivery: Delivery) -> str:
    said = {"kind": delivery.demand.get_kind_display(), "number": delivery.version.number}
    return _("%(kind)s, Fassung %(number)d, mit Begründung") % said


def _demand(delivery: Delivery) -> dict[str, Any]:
    version = delivery.version
    return {
        "kind": delivery.demand.get_kind_display(),
        "title": version.title,
        "summary": version.summary,
        "facts": _standing(delivery, version),
        "parts": [
            {"title": title, "paragraphs": filling.paragraphs(text, {})}
            for title, text in (
                (_("Begründung"), version.text), (_("Bezug zur Wirtschaft"), version.trade_link),
                (_("Abweichende Positionen"), version.dissent or _("Es gibt keine abweichenden Positionen.")),
            )
        ],
        "figures_title": _("Zahlen"),
        "figures": _figures(delivery),
    }  # fmt: skip


def _standing(delivery: Delivery, version: DemandVersion) -> list[list[str]]:
    bearers = names([one.name for one in version.bearers.all()], last=_("und"))
    decided = _("%(organ)s, %(day)s") % {"organ": version.organ, "day": shown(version.decided_on)}
    rows = [
        [_("Getragen von"), bearers],
        [_("Beschlossen"), decided],
        [_("Fassung"), f"{version.number}, {shown(version.released_at)}"],
        [_("Themen"), ", ".join(one.name for one in version.topics.all())],
        [_("Gebiete"), ", ".join(one.name for one in version.regions.all())],
        [_("Nachzulesen"), letters.public_address(delivery.demand.slug)],
    ]
    return [row for row in rows if row[1]]


def _figures(delivery: Delivery) -> list[dict[str, str]]:
    told = []
    for one in figures.cited(delivery.demand, version=delivery.version):
        about = one.label if one.wording else ""
        where = ", ".join(part for part in (about, one.region, one.period) if part)
        source = _("%(source)s, Stand %(day)s") % {"source": one.source or one.label, "day": shown(one.frozen_on)}
        value = f"{number(one.value)} {one.unit}".strip()
        words = one.wording or one.label
        told.append({"value": value, "label": words, "where": where, "source": source, "note": one.note})
    return told
