"""Replies: an answer comes in, is put right or taken out; a real answer ends the waiting of its delivery."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from werkspur.advocacy.models import Delivery, Demand, Reply
from werkspur.advocacy.rules.states import Status
from werkspur.advocacy.services import deliveries, demands, documents, indexing
from werkspur.advocacy.services.correcting import said, unchanged_since
from werkspur.advocacy.services.following import follow
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.base.calendar.wallclock import day_of
from werkspur.base.plaintext import plain
from werkspur.base.templatetags.werkspur import day as in_words
from werkspur.journal.services import record
from werkspur.partners.rules import tidy

INDEX = "reply"
LINES = ("sender", "reference")
#: what a reply says of itself; addressee only where no delivery is named
FIELDS = ("kind", "way", "day", "dated", "summary", *LINES)


def note_reply(
    demand: Demand, *, delivery: Delivery | None, fields: dict[str, Any], upload: File[bytes] | None, by: Any,
    now: datetime, set_status: bool = False,
) -> Reply:  # fmt: skip
    """Note what came back; the same twice, by a second click, is one.

    Args:
        delivery: what it answers; None: the answer came without a letter, then `fields` names the addressee.
        fields: `FIELDS`, addressee, and pasted: the text of a mail, kept as a file of its own.
        upload: the letter, or None.
        set_status: the demand becomes "beantwortet".

    Raises:
        AdvocacyRefused: it cannot have come on that day, or the status cannot follow.
        UploadRefused: the file cannot be taken.
    """
    values = _checked(demand, delivery=delivery, fields=fields, now=now)
    if known := _known(demand, values):
        return known
    ready = _prepared(upload, pasted=fields.get("pasted", ""))
    with transaction.atomic():
        demand = demands.lock(demand)
        values |= _checked(demand, delivery=delivery, fields=fields, now=now)
        if known := _known(demand, values):
            return known
        reply = Reply.objects.create(demand=demand, **values)
        _after(reply)
        wanted, reason = Status.ANSWERED if set_status else "", _("Antwort von %(who)s") % {"who": reply.addressee}
        follow(demand, wanted=wanted, reason=reason, source=source_of(reply), day=reply.day, by=by, now=now)
        _attach(reply, ready, by=by)
        record("advocacy.reply_added", by=by, object=reply, details={"demand": str(demand.uid)})
    return reply


def change_reply(
    reply: Reply, *, fields: dict[str, Any], upload: File[bytes] | None = None, reason: str, seen: str, by: Any,
    now: datetime,
) -> Reply:  # fmt: skip
    """Put right what was noted. A missing file may be handed in later, a kept one stays.

    Args:
        reason: what was wrong; seen: `updated_at` of the page that this comes from, in ISO form.

    Raises:
        AdvocacyRefused, UploadRefused: as above, or somebody else was quicker.
    """
    reason = said(reason)
    values = _checked(reply.demand, delivery=reply.delivery, fields=fields, now=now)
    ready = _prepared(upload, pasted=fields.get("pasted", ""))
    with transaction.atomic():
        demand = demands.lock(reply.demand)
        reply = Reply.objects.select_for_update().get(pk=reply.pk)
        unchanged_since(reply, seen=seen)
        values = _checked(demand, delivery=reply.delivery, fields=fields, now=now)
        for name, value in values.items():
            setattr(reply, name, value)
        reply.save()
        _after(reply)
        _attach(reply, ready, by=by)
        record("advocacy.reply_changed", by=by, object=reply, reason=reason)
    return reply


def remove_reply(reply: Reply, *, reason: str, by: Any) -> None:
    """Take out what was noted by mistake; its quotations go with it.

    Raises:
        AdvocacyRefused: something rests on it.
    """
    reason = said(reason)
    with transaction.atomic():
        demand = demands.lock(reply.demand)
        found = Reply.objects.select_for_update().filter(pk=reply.pk).first()
        if found is None:
            return
        if found.commitments.exists():
            raise AdvocacyRefused("", _("Eine Zusage stützt sich auf diese Antwort. Entfernen Sie zuerst die Zusage."))
        if demand.status == Status.ANSWERED and demand.replies.count() == 1:
            sentence = _("Die Forderung steht auf „beantwortet“ wegen dieser Antwort. Ändern Sie zuerst den Stand.")
            raise AdvocacyRefused("", sentence)
        for quotation in found.quotations.all():
            indexing.forget("quotation", str(quotation.uid))
        indexing.forget(INDEX, str(found.uid))
        delivery, files = found.delivery, (found.document, found.public_document)
        found.delete()
        _settle(delivery)
        indexing.file_anew(*files)
        record("advocacy.reply_removed", by=by, object=reply, reason=reason)


def source_of(reply: Reply) -> str:
    """Return where it is written: "Schreiben vom 12.01.2027, Zeichen 32-1"."""
    words = _("%(kind)s vom %(day)s") % {"kind": reply.get_kind_display(), "day": in_words(reply.dated or reply.day)}
    return f"{words}, {_('Zeichen')} {reply.reference}" if reply.reference else words


def words_of(thing: Reply | Delivery) -> str:
    """Return how a reply or a delivery is called in a list to choose from: "Rat der Stadt, 30.11.2026"."""
    return f"{thing.addressee}, {in_words(thing.day)}"


def index_reply(reply: Reply) -> None:
    """Let the search find it, for everybody when it is public."""
    text = "\n".join((reply.summary, reply.sender, reply.reference))
    indexing.index(INDEX, str(reply.uid), title=str(reply), text=text, demand=reply.demand, public=reply.public)


def _after(reply: Reply) -> None:
    _settle(reply.delivery)
    index_reply(reply)


def _settle(delivery: Delivery | None) -> None:
    """The first real answer ends the waiting; without one it goes on."""
    if delivery is not None:
        first = delivery.replies.filter(kind=Reply.Kind.ANSWER).order_by("day").first()
        deliveries.settle(delivery, on=first.day if first else None)


def _checked(
    demand: Demand, *, delivery: Delivery | None, fields: dict[str, Any], now: datetime
) -> dict[str, Any]:  # fmt: skip
    values: dict[str, Any] = {name: fields.get(name) for name in FIELDS} | {"delivery": delivery}
    values |= {name: tidy(fields.get(name) or "") for name in LINES} | {"summary": plain(fields.get("summary") or "")}
    values["addressee"] = delivery.addressee if delivery else fields.get("addressee")
    if not values["summary"]:
        raise AdvocacyRefused("summary", _("Was wird geantwortet? Ein Satz genügt."))
    if values["addressee"] is None:
        raise AdvocacyRefused("addressee", _("Wer hat geantwortet?"))
    _check_days(values["day"], values["dated"], sent=_sent(demand, delivery=delivery), today=day_of(now))
    return values


def _sent(demand: Demand, *, delivery: Delivery | None) -> Delivery:
    """What was answered: the delivery, or the first one at all."""
    if delivery is not None and delivery.demand_id != demand.pk:
        raise AdvocacyRefused("delivery", _("Diese Zustellung gehört zu einer anderen Forderung."))
    gone = demand.deliveries.filter(state=Delivery.State.SENT)
    found = gone.filter(pk=delivery.pk).first() if delivery else gone.order_by("day", "pk").first()
    if found is None:
        raise AdvocacyRefused("delivery", _("Noch ist nichts zugestellt, worauf jemand antworten könnte."))
    return found


def _check_days(day: date, dated: date | None, *, sent: Delivery, today: date) -> None:
    """A reply lies between the delivery and today, its own date between the delivery and its coming in."""
    begun = sent.arrived or sent.day or day
    words = {"day": in_words(begun), "sent": in_words(sent.day)}
    if day > today:
        raise AdvocacyRefused("day", _("Dieser Tag kommt erst noch."))
    if day < begun:
        sentence = _("Zugestellt wurde erst am %(day)s. Stimmt der Tag? Sonst ändern Sie zuerst den Zugang.")
        raise AdvocacyRefused("day", sentence % words)
    if dated is not None and dated > day:
        raise AdvocacyRefused("dated", _("Das Schreiben trägt ein späteres Datum als den Eingang."))
    if dated is not None and sent.day is not None and dated < sent.day:
        sentence = _("Das Schreiben ist älter als die Forderung, die am %(sent)s abging. Worauf antwortet es?")
        raise AdvocacyRefused("dated", sentence % words)


def _known(demand: Demand, values: dict[str, Any]) -> Reply | None:
    """The same reply, noted a moment ago."""
    return Reply.objects.filter(demand=demand, **values).first()


def _prepared(upload: File[bytes] | None, *, pasted: str) -> documents.Prepared | None:
    """The letter, or the text of a mail, made ready: slow, so before the transaction."""
    text = plain(pasted or "")
    if upload is not None and text:
        raise AdvocacyRefused("pasted", _("Entweder eine Datei oder der Text der E-Mail."))
    if upload is not None:
        return documents.prepare(upload)
    return documents.prepare(text.encode(), name=_("E-Mail") + ".txt") if text else None


def _attach(reply: Reply, ready: documents.Prepared | None, *, by: Any) -> None:
    """Keep the letter with the reply; one that is there stays. Late, because the file is noted in the journal."""
    if ready is None or reply.document_id:
        return
    title = _("%(kind)s, %(who)s, %(day)s") % {
        "kind": reply.get_kind_display(), "who": reply.addressee, "day": in_words(reply.day)
    }  # fmt: skip
    reply.document = documents.keep(ready, title=title, by=by)
    reply.save(update_fields=["document", "updated_at"])
    indexing.file_under(reply.document, demand=reply.demand)
