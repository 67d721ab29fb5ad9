"""What stands in a protocol: recommendations first, then how much of the list is fulfilled, then what was seen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from werkspur.advice.documents.drawings import Drawings
from werkspur.advice.forms.selfcheck import PROFILES
from werkspur.advice.forms.visits import WORDS
from werkspur.advice.models import Category, Recommendation, Visit
from werkspur.advice.queries import checklists, scores
from werkspur.advice.queries.tasks import EFFORT, in_order
from werkspur.advice.queries.visits import Answer, Findings, asked_categories, findings, place_of
from werkspur.advice.rules import asking
from werkspur.advice.services.recommendations import Opened, opened
from werkspur.base.pdf import compile_pdf
from werkspur.base.templatetags.werkspur import MISSING, day, moment

#: answers that stand out
LESS = (0, 1)


def protocol_pdf(visit: Visit) -> bytes:
    """Set the protocol of a finished visit. Raises sealed.Unreadable."""
    found = findings(visit)
    drawings = Drawings(found.photos)
    given = {key: answer.answer for key, answer in found.answers.items()}
    result = scores.score(visit.version, profiles=visit.profiles, answers=given)
    data = (
        _cover(visit, found)
        | _advice(visit)
        | _score(result)
        | _seen(visit, found, drawings)
        | {"remarks": _remarks(found), "norms": ", ".join(_norms(visit)), "labels": _labels()}
        | {
            "draft": ""
            if visit.version.approved
            else _("Die Checkliste ist ein Entwurf der Partnerschaft, von der Polizei noch nicht freigegeben.")
        }
        | {"signatures": _signatures(visit, found, drawings)}
    )
    title = _("Protokoll der Beratung vor Ort")
    return compile_pdf("advice/typst/protocol.typ", data=data, title=title, drawings=drawings.made)


def file_name(visit: Visit) -> str:
    """A name that sorts by day and does not say whose it is: beratung-2026-11-22-protokoll.pdf."""
    return f"beratung-{timezone.localtime(visit.finished_at):%Y-%m-%d}-protokoll.pdf"


def _cover(visit: Visit, found: Findings) -> dict[str, Any]:
    number = {
        "list": visit.version.checklist.name,
        "number": visit.version.number,
        "day": day(visit.version.released_at),
    }
    facts = [
        [_("Betrieb"), visit.company.name],
        [_("Ort des Besuchs"), place_of(visit)],
        [_("Besuch"), day(visit.started_at or visit.finished_at)],
        [_("Beratung"), f"{visit.adviser.title}, {visit.adviser.partner.name}"],
        [_("Anwesend"), found.notes.get("present") or MISSING],
        [_("Standort"), ", ".join(str(words) for letter, words in PROFILES if letter in visit.profiles)],
        [_("Checkliste"), _("%(list)s, Fassung %(number)s, freigegeben am %(day)s") % number],
        [_("Abgeschlossen"), moment(visit.finished_at)],
    ]
    return {
        "author": visit.adviser.partner.name,
        "footer": _("%(company)s, Besuch vom %(day)s, vertraulich")
        % {"company": visit.company.name, "day": day(visit.started_at or visit.finished_at)},
        "facts": facts,
        "lead": _("Was hier steht, galt am Tag des Besuchs. Beginnen Sie mit dem, was sofort geht und nichts kostet."),
        "no_guarantee": _(
            "Die Beratung ist kostenlos und unverbindlich. Dieses Protokoll ist keine Garantie: Auch wer alles umsetzt,"
            " kann Opfer eines Einbruchs werden."
        ),
        "secret": _(
            "Dieses Protokoll zeigt Schwachstellen. Bewahren Sie es verschlossen auf, und verschicken Sie es nicht"
            " unverschlüsselt. Die Befunde werden nach drei Jahren gelöscht, früher auf Wunsch des Betriebs."
        ),
    }


def _advice(visit: Visit) -> dict[str, Any]:
    tasks = in_order(Recommendation.objects.filter(visit=visit).select_related("item", "visit__company"))
    rows = [_advised(one, number=number) for number, one in enumerate(opened(tasks), start=1)]
    return {
        "at_once": [row for row in rows if not row["effort"]],
        "later": [row for row in rows if row["effort"]],
    }


def _advised(one: Opened, *, number: int) -> dict[str, Any]:
    task, item = one.task, one.task.item
    remarks = [item.key] if item else []
    if task.first:
        remarks.append(_("zuerst: hier fehlt etwas Entscheidendes"))
    remarks.append(_("Aufwand: %(effort)s") % {"effort": EFFORT[task.effort]})
    if item and item.norms:
        remarks.append(_("Norm: %(norms)s") % {"norms": ", ".join(item.norms)})
    if one.responsible or task.due:
        until = _("bis %(day)s") % {"day": day(task.due)} if task.due else ""
        remarks.append(", ".join(part for part in (one.responsible, until) if part))
    return {
        "number": f"{number}.", "text": one.text, "remarks": "; ".join(remarks), "first": task.first,
        "effort": task.effort,
    }  # fmt: skip


def _score(result: scores.Result) -> dict[str, Any]:
    answered, asked = sum(one.answered for one in result.categories), sum(one.asked for one in result.categories)
    numbers = {"answered": answered, "asked": asked, "share": result.share}
    total = (
        _("%(answered)s von %(asked)s Punkten sind geprüft. Für eine Zahl über die ganze Liste ist das zu wenig.")
        if result.share is None
        else _("Insgesamt sind %(share)s von 100 der Liste erfüllt, bei %(answered)s von %(asked)s geprüften Punkten.")
    )
    return {
        "total": total % numbers,
        "areas": [_area(one) for one in result.categories],
        "reading": _(
            "Ein Strich heißt: zu wenig geprüft, nach Gewicht weniger als 70 von 100. Fehlt etwas Entscheidendes ganz,"
            " bleibt der Bereich unter 50. Die Zahl sagt, wie viel dieser Liste erfüllt ist. Ob jemand einbricht, sagt"
            " sie nicht, und sie vergleicht mit keinem anderen Betrieb."
        ),
    }


def _area(one: scores.CategoryScore) -> list[str]:
    share = one.score.share
    shown = MISSING if share is None else _("%(share)s von 100") % {"share": share}
    answered = _("%(answered)s von %(asked)s") % {"answered": one.answered, "asked": one.asked}
    return [one.category.name, answered, shown]


def _seen(visit: Visit, found: Findings, drawings: Drawings) -> dict[str, Any]:
    given = scores.parsed({key: answer.answer for key, answer in found.answers.items()})
    whole = checklists.questions(checklists.categories(visit.version))
    asked = {one.key for one in asking.asked(whole, profiles=visit.profiles, answers=given)} | set(found.answers)
    areas = [
        _found(category, [item for item in items if item.key in asked], found, drawings)
        for category, items in asked_categories(visit, also=found.answers)
    ]  # fmt: skip
    return {"findings": areas, "photos": drawings.of("")}


def _found(category: Category, items: Iterable[Any], found: Findings, drawings: Drawings) -> dict[str, Any]:
    """The items of an area that say something, and in one line those that do not apply or were not looked at."""
    shown: list[dict[str, Any]] = []
    apart: list[str] = []
    unseen: list[str] = []
    for item in items:
        answer, photos = found.answers.get(item.key), drawings.of(item.key)
        value = answer.answer if answer else None
        if answer and (value in (0, 1, 2, 3) or answer.note or photos):
            shown.append(_answered(item, answer, photos))
        elif photos:
            shown.append(_answered(item, None, photos))
        else:
            (apart if value == "nz" else unseen).append(item.key)
    rest = [
        _("Trifft nicht zu: %(keys)s.") % {"keys": ", ".join(apart)} if apart else "",
        _("Nicht geprüft: %(keys)s.") % {"keys": ", ".join(unseen)} if unseen else "",
    ]
    return {"name": category.name, "items": shown, "rest": " ".join(part for part in rest if part)}


def _answered(item: Any, answer: Answer | None, photos: list[dict[str, Any]]) -> dict[str, Any]:
    value = answer.answer if answer else None
    return {
        "key": item.key,
        "question": item.question,
        "answer": str(dict(WORDS)["ng" if value is None else str(value)]),
        "bad": value in LESS,
        "note": answer.note if answer else "",
        "photos": photos,
    }


def _remarks(found: Findings) -> list[dict[str, str]]:
    rows = [(_("Notizen:"), found.notes.get("text", "")), (_("Sicherheitsgefühl:"), found.notes.get("feeling", ""))]
    rows += [(_("Nachtrag:"), one["text"]) for one in found.addenda]
    return [{"name": name, "text": str(text)} for name, text in rows if text]


def _norms(visit: Visit) -> list[str]:
    """Every norm that a recommendation names, once."""
    tasks = visit.recommendations.filter(item__isnull=False).select_related("item")
    named = dict.fromkeys(norm for task in tasks if task.item for norm in task.item.norms)
    return sorted(named)


def _signatures(visit: Visit, found: Findings, drawings: Drawings) -> list[dict[str, Any]]:
    """The company's signature as it was given, and a line for the adviser to sign on paper."""
    signed = found.signature
    company: dict[str, Any] = {"name": _("Für den Betrieb"), "drawing": None, "words": ""}
    if signed:
        when = moment(parse_datetime(str(signed["at"]))) if signed.get("at") else ""
        company = {
            "name": ", ".join(part for part in (str(signed.get("name") or ""), when) if part),
            "drawing": drawings.sign(signed.get("strokes") or []),
            "words": _("Unterschrift"),
        }
    adviser = {"name": _("Für die Beratung: %(title)s") % {"title": visit.adviser.title}, "drawing": None, "words": ""}
    return [company, adviser]


def _labels() -> dict[str, str]:
    return {
        "advice": _("Was zu tun ist"),
        "nothing": _("Zu den geprüften Punkten gibt es nichts zu empfehlen."),
        "at_once": _("Sofort und ohne Kosten"),
        "later": _("Danach, nach Wirkung und Aufwand"),
        "score": _("So viel der Liste ist erfüllt"),
        "area": _("Bereich"),
        "answered": _("geprüft"),
        "share": _("erfüllt"),
        "findings": _("Was zu sehen war"),
        "photos": _("Weitere Fotos"),
        "remarks": _("Bemerkungen"),
        "norms": _("Genannte Normen"),
        "norms_reading": _("Normen sind hier nur genannt. Was sie verlangen, weiß der Fachbetrieb."),
        "notes": _("Ihre Notizen"),
        "signature": _("Unterschrift"),
    }
