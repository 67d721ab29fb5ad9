"""The briefing before a meeting: one page, however much there is to say."""

from __future__ import annotations

from typing import Any

import pypdfium2
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkspur.advocacy.models import Commitment, Contact, Delivery
from werkspur.advocacy.queries.briefing import Asked, Briefing
from werkspur.advocacy.queries.figures import Cited
from werkspur.advocacy.queries.sessions import summary_of
from werkspur.base.calendar.wallclock import day_of
from werkspur.base.pdf import compile_pdf
from werkspur.base.templatetags.werkspur import day, moment, number

#: how much is told at first, and ever less until it fits: demands, things due, figures, contacts, characters of a text
SIZES = ((10, 10, 8, 5, 320), (7, 7, 5, 3, 200), (5, 5, 4, 3, 140), (4, 4, 3, 2, 100), (3, 3, 2, 1, 60))


def briefing_pdf(told: Briefing) -> bytes:
    """Set the briefing on one page; what does not fit is counted instead."""
    title = _("Briefing: %(name)s") % {"name": told.addressee.name}
    for size in SIZES:
        pdf = compile_pdf("advocacy/typst/briefing.typ", data=_content(told, size=size), title=title)
        if _pages(pdf) == 1:
            break
    return pdf


def file_name(told: Briefing) -> str:
    """A name that sorts by day: 2026-12-01-briefing-stadtrat-leipzig.pdf."""
    when = told.occasion.start if told.occasion else told.now
    return f"{day_of(when):%Y-%m-%d}-briefing-{told.addressee.slug}.pdf"


def _pages(pdf: bytes) -> int:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def _content(told: Briefing, *, size: tuple[int, int, int, int, int]) -> dict[str, Any]:
    demands, due, figures, contacts, length = size
    every = [(one.demand.title, figure) for one in told.asked for figure in one.figures]
    return {
        "author": _("Werkspur Forderungen"),
        "footer": _("Nur für die Kammern. Stand %(moment)s.") % {"moment": moment(told.now)},
        "facts": _facts(told, length=length),
        "asked": _part(_("Was wir wollen"), [_asked(one, length=length) for one in told.asked], most=demands,
                       none=_("Keine freigegebene Forderung richtet sich an diese Stelle.")),
        "due": _part(_("Was aussteht"), _due(told, length=length), most=due, none=_("Nichts.")),
        "figures": _part(_("Zahlen"), [_figure(title, one, length=length) for title, one in every], most=figures,
                         none=_("In den Forderungen stehen keine Zahlen.")),
        "contacts": _part(_("Zuletzt gesprochen"), [_contact(one, length=length) for one in told.contacts],
                          most=contacts, none=_("Noch kein Kontakt eingetragen.")),
        "labels": {"demand": _("Forderung"), "delivered": _("zugestellt"), "state": _("Stand"),
                   "reply": _("letzte Antwort"), "due": _("Bis"), "what": _("Was")},
    }  # fmt: skip


def _facts(told: Briefing, *, length: int) -> list[list[str]]:
    """When, where and whom; the occasion is the next session or appointment."""
    one = told.occasion
    rows = [(_("Anlass"), _("kein Termin eingetragen"))]
    if one is not None:
        what = one.subject if isinstance(one, Contact) else summary_of(one)
        rows = [(_("Anlass"), what), (_("Wann"), moment(one.start)), (_("Wo"), one.place)]
        rows += [(_("Für uns"), one.note)] if not isinstance(one, Contact) else []
    rows += [(_("Mit wem"), "; ".join(told.officeholders))]
    return [[label, _short(text, length=length)] for label, text in rows if text]


def _part(heading: str, rows: list[Any], *, most: int, none: str) -> dict[str, Any]:
    """Return one section: the first rows, and how many more there are."""
    more = max(0, len(rows) - most)
    told = ngettext("und %(n)s weiteres", "und %(n)s weitere", more) % {"n": number(more)} if more else ""
    return {"heading": heading, "rows": rows[:most], "more": told, "none": none}


def _asked(one: Asked, *, length: int) -> list[str]:
    reply = _("keine")
    if one.reply is not None:
        words = {"day": day(one.reply.day), "text": one.reply.summary or one.reply.get_kind_display()}
        reply = _short(_("%(day)s: %(text)s") % words, length=length)
    state = str(one.demand.get_status_display())
    delivered = day(one.delivered) if one.delivered else _("noch nicht")
    summary = one.demand.released.summary if one.demand.released else ""
    return [_short(one.demand.title, length=length), delivered, state, reply, _short(summary, length=length)]


def _due(told: Briefing, *, length: int) -> list[list[str]]:
    rows = []
    for who, one in told.owed:
        text = one.text if isinstance(one.thing, Delivery) else _promise(one.thing)
        text = text if who == told.addressee else f"{who.name}: {text}"
        when = day(one.due) if one.due else _("ohne Frist")
        rows.append(
            [_short(text, length=length), _("überfällig seit %(day)s") % {"day": when} if one.overdue else when]
        )
    return rows


def _promise(one: Commitment) -> str:
    words = {"wording": one.wording, "measure": one.measure}
    return _("Zusage „%(wording)s“, zu messen an: %(measure)s") % words


def _figure(title: str, one: Cited, *, length: int) -> list[str]:
    value = " ".join(part for part in (number(one.value), one.unit) if part)
    about = ", ".join(part for part in (one.wording, one.label, one.region, one.period) if part)
    source = _("%(source)s, %(day)s") % {"source": one.source, "day": day(one.frozen_on)}
    told = " ".join(part for part in (f"{about} ({source.lstrip(', ')}).", one.note) if part)
    return [value, _short(told, length=length), _short(title, length=60)]


def _contact(one: Contact, *, length: int) -> list[str]:
    told = one.result or _("kein Ergebnis eingetragen")
    if one.follow_up and one.done_on is None:
        words = {"day": day(one.follow_up), "text": one.follow_up_text or _("nachfassen")}
        told = f"{told} {_('Offen bis %(day)s: %(text)s.') % words}"
    head = _("%(day)s, %(kind)s: %(subject)s")
    words = {"day": day(one.start), "kind": one.get_kind_display(), "subject": one.subject}
    return [_short(head % words, length=length), _short(told, length=length)]


def _short(text: str, *, length: int) -> str:
    return Truncator(" ".join(str(text).split())).chars(length)
