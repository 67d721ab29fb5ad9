"""What stands in the two documents of a theft report: the list for the police and the one for the insurer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.base.pdf import compile_pdf
from werkspur.base.templatetags.werkspur import MISSING, day, moment, money
from werkspur.registry.models import Item, Mark
from werkspur.tracing.models import TheftReport


def police_pdf(report: TheftReport) -> bytes:
    """The list for the report to the police, PDF/UA-1. `report` comes from `queries.report_with_items`."""
    items = _items(report)
    return compile_pdf(
        "tracing/typst/police.typ",
        title=_("Liste gestohlener Gegenstände für die Anzeige"),
        data=_common(report, items)
        | {
            "circumstances": report.circumstances,
            "remark": _("Diese Liste ersetzt keine Anzeige. Sie gehört als Anlage dazu."),
        },
    )


def insurer_pdf(report: TheftReport) -> bytes:
    """The list for the insurer, PDF/UA-1: prices, values, documents, and the sums of both."""
    items = _items(report)
    common = _common(report, items)
    facts = [*common["facts"], [_("Versicherung"), report.insurer or MISSING]]
    total = {"total_price": _("Kaufpreise zusammen: %(sum)s") % {"sum": _sum(item.price_cents for item in items)}}
    remark = _("„–“ heißt: nicht eingetragen. Solche Gegenstände fehlen in den Summen.")
    return compile_pdf(
        "tracing/typst/insurer.typ",
        title=_("Schadenliste für die Versicherung"),
        data=common | total | {"facts": facts, "remark": remark},
    )


def file_name(report: TheftReport, *, kind: str) -> str:
    """A name that sorts by day: diebstahl-2026-11-20-anzeige.pdf."""
    return f"diebstahl-{timezone.localtime(report.happened_to):%Y-%m-%d}-{kind}.pdf"


def _items(report: TheftReport) -> list[Item]:
    return [stolen.item for stolen in report.stolen.all()]


def _common(report: TheftReport, items: list[Item]) -> dict[str, Any]:
    company = report.company
    return {
        "author": company.name,
        "footer": _("%(company)s, Diebstahlmeldung vom %(day)s") % {"company": company, "day": day(report.created_at)},
        "labels": _labels(),
        "facts": [
            [_("Betrieb"), f"{company.name}, {company.street}, {company.postcode} {company.city}"],
            [_("Telefon"), company.phone or company.on_call_phone or MISSING],
            [_("Tatzeit"), f"{moment(report.happened_from)} {_('bis')} {moment(report.happened_to)}"],
            [_("Tatort"), report.place],
            [_("Aktenzeichen"), report.police_reference or MISSING],
            [_("Dienststelle"), report.police_station or MISSING],
        ],
        "items": [_row(number, item) for number, item in enumerate(items, start=1)],
        "total": _("Zeitwert zusammen: %(sum)s") % {"sum": _sum(item.value_cents for item in items)},
    }


def _labels() -> dict[str, str]:
    return {
        "circumstances": _("Was geschehen ist"),
        "items": _("Gegenstände"),
        "number": _("Nr."),
        "item": _("Gegenstand"),
        "make": _("Hersteller"),
        "model": _("Typ"),
        "marks": _("Individualnummern und Kennzeichen"),
        "features": _("Farbe, Merkmale"),
        "value": _("Zeitwert"),
        "bought": _("Gekauft"),
        "price": _("Kaufpreis"),
        "documents": _("Belege"),
    }


def _row(number: int, item: Item) -> dict[str, Any]:
    return {
        "number": str(number),
        "name": item.name,
        "make": item.make or MISSING,
        "model": item.model or MISSING,
        "make_and_model": item.make_and_model,
        "marks": [_mark(mark) for mark in item.marks.all()],
        "features": ", ".join(part for part in (item.colour, item.features) if part) or MISSING,
        "bought": day(item.acquired_on),
        "price": money(item.price_cents),
        "value": money(item.value_cents),
        "documents": _documents(item),
    }


def _mark(mark: Mark) -> dict[str, str]:
    away = "" if mark.state == Mark.State.PRESENT else str(mark.get_state_display())
    note = ", ".join(part for part in (mark.position, away) if part)
    return {"kind": str(mark.get_kind_display()), "text": mark.text or mark.words, "note": note}


def _documents(item: Item) -> str:
    names = [document.name for document in item.documents.all()]
    photos = len(item.photos.all())
    if photos:
        names.append(_("%(count)s Foto(s)") % {"count": photos})
    return ", ".join(names) or MISSING


def _sum(cents: Iterable[int | None]) -> str:
    known = [value for value in cents if value is not None]
    return money(sum(known)) if known else MISSING
