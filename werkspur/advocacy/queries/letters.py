"""What the letter to a demand says: templates with placeholders, and the values that they are filled with."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from werkspur.advocacy.models import DeadlineRule, Delivery
from werkspur.base import filling
from werkspur.base.calendar.deadlines import Unit
from werkspur.base.letters import Text
from werkspur.base.templatetags.werkspur import day as shown
from werkspur.marks.wording import names

SALUTATION = gettext_lazy("Sehr geehrte Damen und Herren,")
_ANSWER = gettext_lazy("Was haben Sie vor, bis wann, und wer ist zuständig? {deadline}")
_PUBLIC = gettext_lazy("Der Stand ist für alle nachzulesen: {address}")

TEXTS: dict[str, Text] = {
    "first": Text(
        gettext_lazy("Anschreiben"), gettext_lazy("{title}"),
        (gettext_lazy("wir wenden uns an Sie mit dem Anliegen „{title}“. Es wird getragen von: {bearers}."),
         gettext_lazy("{summary}"),
         gettext_lazy("Die Begründung liegt bei."), _ANSWER, _PUBLIC),
    ),
    "reminder": Text(
        gettext_lazy("Erinnerung"), gettext_lazy("Erinnerung: {title}"),
        (gettext_lazy("am {earlier} haben wir Ihnen unser Anliegen „{title}“ vorgelegt. Ihre Antwort steht aus."),
         _ANSWER, _PUBLIC),
    ),
    "promise": Text(
        gettext_lazy("Nachfrage zu einer Zusage"), gettext_lazy("Ihre Zusage: {title}"),
        (gettext_lazy("zu unserem Anliegen „{title}“ haben Sie zugesagt:"), gettext_lazy("„{promise}“"),
         gettext_lazy("Wie weit sind Sie damit? {deadline}"), _PUBLIC),
    ),
}  # fmt: skip
PLACEHOLDERS: dict[str, Any] = {
    "title": gettext_lazy("Titel"),
    "summary": gettext_lazy("Kurzfassung"),
    "bearers": gettext_lazy("wer sie trägt"),
    "deadline": gettext_lazy("Satz mit der Frist für die Antwort"),
    "address": gettext_lazy("öffentliche Seite"),
    "earlier": gettext_lazy("Tag der ersten Zustellung"),
    "promise": gettext_lazy("Wortlaut der letzten Zusage"),
}


def text_of(template: str) -> tuple[str, str]:
    """Return subject and text of a template, placeholders and all."""
    text = TEXTS[template]
    return str(text.subject), text.text


def values(delivery: Delivery) -> dict[str, str]:
    """Return what the placeholders of this letter stand for; '' for what there is not."""
    return {
        "title": delivery.version.title,
        "summary": delivery.version.summary,
        "bearers": bearers_of(delivery),
        "deadline": deadline_said(delivery),
        "address": public_address(delivery.demand.slug),
        "earlier": _earlier(delivery),
        "promise": _promise(delivery),
    }


def filled(delivery: Delivery) -> tuple[str, list[str]]:
    """Return subject and paragraphs as they stand in the letter."""
    known = values(delivery)
    return filling.fill(delivery.subject, known), filling.paragraphs(delivery.text, known)


def faults(delivery: Delivery) -> list[str]:
    """Return a sentence for each thing that cannot be filled in: unknown words, lone braces, what there is not yet."""
    whole = f"{delivery.subject}\n\n{delivery.text}"
    known = values(delivery)
    all_known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    unknown = _("„%(found)s“ ist kein Platzhalter. Es gibt: %(known)s.")
    empty = _("{%(name)s} (%(label)s): dazu ist nichts bekannt. Schreiben Sie es aus oder nehmen Sie es heraus.")
    wrong = [unknown % {"found": one.name, "known": all_known} for one in filling.faults(whole, allowed=known)]
    lacking = [name for name in filling.named(whole) if name in known and not known[name]]
    return wrong + [empty % {"name": name, "label": PLACEHOLDERS[name]} for name in lacking]


def deadline_said(delivery: Delivery) -> str:
    """Return the sentence with the deadline. It names the period, not the day: arrival is only guessed at writing."""
    rule = delivery.rule
    if rule is None:
        return _("Nennen Sie uns den Tag, bis zu dem Sie antworten.")
    said = {"period": period_said(rule), "basis": rule.basis.rstrip(".")}
    if rule.binding:
        return _("Wir erwarten Ihre Antwort innerhalb von %(period)s nach Zugang. Grundlage: %(basis)s.") % said
    return _("Wir erbitten Ihre Antwort innerhalb von %(period)s nach Zugang.") % said


def period_said(rule: DeadlineRule) -> str:
    """Return a period as it follows 'innerhalb von': einem Monat, 6 Wochen."""
    words = {
        Unit.DAY: ngettext("einem Tag", "%(n)d Tagen", rule.count),
        Unit.WORKING_DAY: ngettext("einem Arbeitstag", "%(n)d Arbeitstagen", rule.count),
        Unit.WEEK: ngettext("einer Woche", "%(n)d Wochen", rule.count),
        Unit.MONTH: ngettext("einem Monat", "%(n)d Monaten", rule.count),
        Unit.QUARTER: ngettext("einem Vierteljahr", "%(n)d Vierteljahren", rule.count),
        Unit.HALF_YEAR: ngettext("einem halben Jahr", "%(n)d halben Jahren", rule.count),
        Unit.YEAR: ngettext("einem Jahr", "%(n)d Jahren", rule.count),
    }
    whole = words[Unit(rule.unit)] % {"n": rule.count}
    if not rule.half_month:
        return whole
    return _("%(period)s und einem halben Monat") % {"period": whole} if rule.count else _("einem halben Monat")


def bearers_of(delivery: Delivery) -> str:
    """Return who bears the demand, as a sentence names them; the letterhead first."""
    partners = sorted(delivery.version.bearers.all(), key=lambda one: (one.pk != delivery.letterhead_id, one.order))
    return names([one.name for one in partners], last=_("und")) or delivery.letterhead.name


def public_address(slug: str) -> str:
    """Return the address of the demand's public page without the scheme, as people write it."""
    return urljoin(settings.SITE_ADDRESS, public_path(slug)).split("://", 1)[-1]


def public_path(slug: str) -> str:
    """Return the path of the demand's public page."""
    return reverse("advocacy:demand", args=[slug])


def _earlier(delivery: Delivery) -> str:
    rows = Delivery.objects.filter(demand=delivery.demand, addressee=delivery.addressee, state=Delivery.State.SENT)
    first: date | None = rows.exclude(pk=delivery.pk).order_by("day").values_list("day", flat=True).first()
    return shown(first) if first else ""


def _promise(delivery: Delivery) -> str:
    rows = delivery.demand.commitments.filter(addressee=delivery.addressee).order_by("-day", "-id")
    return str(rows.values_list("wording", flat=True).first() or "")
