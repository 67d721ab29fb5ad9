"""The yearly account as a document that everybody can read."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkspur.advocacy.models import Evidence
from werkspur.advocacy.queries.account import Account, Body, Kept
from werkspur.base.pdf import compile_pdf
from werkspur.base.templatetags.werkspur import MISSING, day, number


def account_pdf(account: Account) -> bytes:
    """Set a year."""
    data = {
        "author": _("Werkspur"),
        "footer": _("Rechenschaft %(year)s, Stand %(day)s") % {"year": account.year, "day": day(account.end)},
        "lead": _("Was wir gefordert haben, was geantwortet und zugesagt wurde, und was davon gehalten ist."),
        "running": _("Das Jahr läuft noch.") if account.running else "",
        "facts": _facts(account),
        "demands": _demands(account),
        "answers": _answers(account),
        "owed": _owed(account),
        "promises": _promises(account),
        "evidence": {"title": _("Geprüfte Belege"), "rows": [_proof(one) for one in account.evidence]},
        "method": _method(account),
    }
    return compile_pdf(
        "advocacy/typst/account.typ", data=data, title=_("Rechenschaft %(year)s") % {"year": account.year}
    )


def _facts(account: Account) -> list[list[str]]:
    answers, promises = account.answers, account.promises
    rows = [
        (_("Neu freigegeben"), account.new), (_("Umgesetzt und geprüft"), account.done),
        (_("Zustellungen"), answers.sent), (_("Antworten"), answers.answered),
        (_("Tage bis zur Antwort"), answers.days), (_("Überfällig am letzten Tag"), answers.overdue),
        (_("Neue Zusagen"), promises.made), (_("Gehalten"), promises.kept), (_("Zum Teil gehalten"), promises.partly),
        (_("Gebrochen"), promises.broken), (_("Überholt"), promises.overtaken), (_("Noch offen"), promises.open),
    ]  # fmt: skip
    return [[label, number(value)] for label, value in rows]


def _demands(account: Account) -> dict[str, Any]:
    rows = [
        [
            one.demand.title,
            ", ".join(partner.short_name for partner in one.demand.released.bearers.all())
            if one.demand.released
            else "",
            day(one.demand.released_on),
            _("%(status)s seit %(day)s") % {"status": one.status_name, "day": day(one.since)},
            one.outcome_name,
        ]
        for one in account.lines
    ]
    return {
        "title": _("Forderungen und Appelle"),
        "none": _("Keine Forderung war unterwegs."),
        "columns": [_("Forderung"), _("Getragen von"), _("Freigegeben"), _("Stand"), _("Ergebnis")],
        "rows": rows,
    }


def _answers(account: Account) -> dict[str, Any]:
    return {
        "title": _("Antworten nach Ebene und Stelle"),
        "lead": _in_time(account),
        "columns": [
            _("Stelle"), _("Zugestellt"), _("Beantwortet"), _("Rechtzeitig"), _("Tage (Median)"), _("Überfällig"),
        ],
        "rows": [_answer_row(one) for one in account.bodies],
    }  # fmt: skip


def _in_time(account: Account) -> str:
    told = account.answers
    sent = ngettext("%(n)s Zustellung im Jahr.", "%(n)s Zustellungen im Jahr.", told.sent) % {"n": number(told.sent)}
    if not told.timed:
        return sent
    shares = {"in_time": number(told.in_time), "timed": number(told.timed)}
    return f"{sent} {_('Von den Antworten mit Frist kamen %(in_time)s von %(timed)s rechtzeitig.') % shares}"


def _answer_row(one: Body) -> list[str]:
    told = one.answers
    shares = {"in_time": number(told.in_time), "timed": number(told.timed)}
    in_time = _("%(in_time)s von %(timed)s") % shares if told.timed else MISSING
    return [_body(one), number(told.sent), number(told.answered), in_time, number(told.days), number(told.overdue)]


def _body(one: Body) -> str:
    return f"{one.addressee.name} ({one.addressee.get_level_display()})"


def _owed(account: Account) -> dict[str, Any]:
    said = _("%(addressee)s, Antwort bis %(day)s")
    rows = [[one.demand.title, said % {"addressee": one.addressee, "day": day(one.due)}] for one in account.owed]
    return {"title": _("Ohne Antwort, Frist vorbei"), "rows": rows}


def _promises(account: Account) -> dict[str, Any]:
    promised = [(one, one.promises) for one in account.bodies if one.promises.any]
    parts = ((_("Im Jahr entschieden"), account.decided), (_("Noch offen"), account.still))
    return {
        "title": _("Zusagen"),
        "none": _("Keine Zusage."),
        "columns": [_("Stelle"), _("Neu"), _("Gehalten"), _("Zum Teil"), _("Gebrochen"), _("Offen")],
        "rows": [
            [_body(one), *(number(value) for value in (told.made, told.kept, told.partly, told.broken, told.open))]
            for one, told in promised
        ],
        "parts": [{"title": title, "rows": [_kept(one) for one in rows]} for title, rows in parts if rows],
    }


def _kept(one: Kept) -> dict[str, Any]:
    commitment = one.commitment
    when = [_("zugesagt am %(day)s") % {"day": day(commitment.day)}]
    if commitment.due:
        when.append(_("bis %(day)s") % {"day": day(commitment.due)})
    if one.state != "open":
        when.append(_("entschieden am %(day)s") % {"day": day(commitment.decided_on)})
    lines = [
        f"{commitment.addressee}, {', '.join(when)}",
        _("Gemessen an: %(measure)s") % {"measure": commitment.measure},
        *(_("Beleg: %(title)s, %(day)s") % {"title": each.title, "day": day(each.day)} for each in one.evidence),
        _("Fundstelle: %(source)s.") % {"source": commitment.source},
        commitment.demand.title,
    ]
    if one.state != "open" and commitment.reason:
        lines.insert(2, _("Grund: %(reason)s") % {"reason": commitment.reason})
    return {"wording": commitment.wording, "state": _("überfällig") if one.overdue else one.state_name, "lines": lines}


def _proof(one: Evidence) -> list[str]:
    checked = _("Quelle: %(source)s. Geprüft am %(day)s.") % {"source": one.source, "day": day(one.checked_on)}
    return [one.title, f"{one.get_kind_display()}, {day(one.day)}. {checked} {one.demand.title}"]


def _method(account: Account) -> dict[str, Any]:
    lines = [
        _("Alles steht so da, wie es am %(day)s war.") % {"day": day(account.end)},
        _(
            "Eine Eingangsbestätigung oder Zwischennachricht ist keine Antwort. Die Tage zählen vom Zugang bis zur "
            "Antwort, in der Mitte liegt der Median. Rechtzeitig ist, was bis zum letzten Tag der Frist kam; viele "
            "Fristen sind unsere Bitte und kein Gesetz."
        ),
        _(
            "Eine Zusage gilt als gehalten oder gebrochen, wenn die Kammer das mit Grund entschieden hat. Wir zählen "
            "nach Stellen und vergeben keine Noten für Personen oder Parteien."
        ),
    ]
    return {"title": _("Wie gezählt wird"), "lines": lines}
