"""What staff type about what came back: replies, quotations, commitments, evidence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Model, Q
from django.forms.models import fields_for_model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.advocacy.forms.deciding import add_status
from werkspur.advocacy.forms.kept import callback
from werkspur.advocacy.models import Addressee, Commitment, Delivery, Demand, Document, Evidence, Quotation, Reply
from werkspur.advocacy.queries.standing import standing_of
from werkspur.advocacy.rules.states import Status, following
from werkspur.advocacy.services import commitments, quotations, replies

REASON = gettext_lazy("Was ist berichtigt?")
FILE_HINT = gettext_lazy("PDF, Bild, Text, E-Mail (EML) oder Dokument. Wir lesen den Text, die Suche findet ihn.")


class AnswerForm(forms.Form):
    """A form whose fields are those of a model; with `thing` it corrects what was noted, and asks why."""

    model: type[Model]
    names: tuple[str, ...]
    helps: dict[str, Any] = {}

    def __init__(self, *args: Any, demand: Demand, thing: Any = None, **kwargs: Any) -> None:
        if thing is not None:
            written = {name: getattr(thing, name) for name in self.names}
            kwargs["initial"] = written | {"seen": thing.updated_at.isoformat()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.demand, self.thing = demand, thing
        own = self.fields
        self.fields = fields_for_model(
            self.model, fields=self.names, formfield_callback=callback, help_texts=self.helps
        )  # fmt: skip
        self.fields |= own
        if thing is not None:
            self.fields["reason"] = forms.CharField(label=REASON, max_length=500, help_text=_("Steht im Journal."))
            self.fields["seen"] = forms.CharField(widget=forms.HiddenInput, required=False)
        self.prepare()

    def prepare(self) -> None:
        """Offer only what belongs to this demand."""

    def choose(self, name: str, rows: Any, *, key: str = "uid", empty: Any = None, **values: Any) -> None:
        """Let one of these rows be chosen, by a key that nobody guesses."""
        self.fields[name] = forms.ModelChoiceField(
            rows, to_field_name=key, empty_label=empty or _("wählen"), label=self.fields[name].label,
            initial=values.get("initial"), required=values.get("required", False), help_text=values.get("hint", ""),
        )  # fmt: skip

    def area(self, name: str, *, rows: int) -> None:
        """Draw a field as high as what is usually written into it."""
        self.fields[name].widget = forms.Textarea(attrs={"rows": rows})

    def addressees(self) -> Any:
        """Return the bodies that may have answered: those that were written to first, then every other."""
        return Addressee.objects.order_by("sort_key", "pk")

    def documents(self) -> Any:
        """Return the files of this demand's correspondence."""
        of_demand = Q(replies__demand=self.demand) | Q(evidence__demand=self.demand) | Q(delivered__demand=self.demand)
        linked = Q(papers__links__demand=self.demand)
        found = Document.objects.filter(of_demand | linked, original=None).values("pk")
        return Document.objects.filter(pk__in=found).order_by("title", "pk")

    def fields_of(self) -> dict[str, Any]:
        """Return what was typed, for a service; without what is asked beside."""
        beside = {"reason", "seen", "file", "set_status"}
        return {name: value for name, value in self.cleaned_data.items() if name not in beside}


class ReplyForm(AnswerForm):
    """What came back."""

    model = Reply
    names = ("delivery", "addressee", "kind", "way", "day", "dated", "sender", "reference", "summary")
    helps = {
        "dated": gettext_lazy("Wenn es auf dem Schreiben steht."),
        "sender": gettext_lazy("Die Funktion, kein Name. Zum Beispiel: Amtsleitung."),
        "summary": gettext_lazy("Ohne Namen. Wird die Antwort gezeigt, lesen ihn alle."),
    }
    field_order = (*names, "file", "pasted", "set_status", "reason")

    file = forms.FileField(label=gettext_lazy("Schreiben"), required=False, help_text=FILE_HINT)
    pasted = forms.CharField(
        label=gettext_lazy("oder Text der E-Mail"), required=False, max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 4}), help_text=gettext_lazy("Wird als Textdatei abgelegt."),
    )  # fmt: skip

    def prepare(self) -> None:
        sent = Delivery.objects.filter(demand=self.demand, state=Delivery.State.SENT).select_related("addressee")
        self.choose("delivery", sent, empty=_("keine bestimmte Zustellung"))
        self.fields["delivery"].label = _("Antwort auf")
        self.fields["delivery"].label_from_instance = replies.words_of  # type: ignore[attr-defined]
        hint = _("Nur nötig, wenn es keine bestimmte Zustellung ist.")
        self.choose("addressee", self.addressees(), key="slug", empty=_("wie die Zustellung"), hint=hint)
        self.fields["kind"].widget = forms.RadioSelect(choices=Reply.Kind.choices)
        self.fields["kind"].help_text = _("Nur eine Antwort beendet die Frist.")
        self.area("summary", rows=3)
        if self.thing is not None:
            del self.fields["delivery"]
            self.initial["addressee"] = self.thing.addressee.slug
            if self.thing.delivery_id:
                del self.fields["addressee"]
            if self.thing.document_id:
                del self.fields["file"], self.fields["pasted"]
        elif Status.ANSWERED in following(standing_of(self.demand)):
            self.fields["set_status"] = forms.BooleanField(
                label=_("Stand auf „beantwortet“ setzen"), required=False, initial=True
            )  # fmt: skip
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.thing is not None and self.thing.delivery_id:
            cleaned["addressee"] = self.thing.addressee
        if cleaned.get("set_status") and cleaned.get("kind") not in {Reply.Kind.ANSWER, None}:
            cleaned["set_status"] = False  # a receipt answers nothing, and the box is ticked beforehand
        return cleaned


class QuotationForm(AnswerForm):
    """What somebody said."""

    model = Quotation
    names = quotations.FIELDS
    helps = {
        "text": gettext_lazy("Wort für Wort, Auslassungen als […]. Mit einer gelesenen Datei vergleichen wir."),
        "who": gettext_lazy("Die Funktion und die Stelle."),
        "page": gettext_lazy("Ohne Angabe suchen wir die Seite."),
        "source": gettext_lazy("Wo es sonst steht oder fiel. Zum Beispiel: Stadtratssitzung, TOP 7."),
    }
    as_typed = forms.BooleanField(
        label=gettext_lazy("Trotzdem so übernehmen"), required=False,
        help_text=gettext_lazy("Wenn die Datei ein schlecht gelesener Scan ist und Sie selbst verglichen haben."),
    )  # fmt: skip
    field_order = (*names, "as_typed", "reason")

    def prepare(self) -> None:
        self.area("text", rows=5)
        self.choose("reply", self.demand.replies.select_related("addressee"), empty=_("keine"))
        self.choose("document", self.documents(), empty=_("die der Antwort"))
        self.fields["reply"].label, self.fields["document"].label = _("Aus der Antwort"), _("Aus der Datei")
        self.fields["reply"].label_from_instance = replies.words_of  # type: ignore[attr-defined]
        _chosen(self, reply="uid", document="uid")
        if not self.is_bound:
            del self.fields["as_typed"]
        self.order_fields(self.field_order)


class CommitmentForm(AnswerForm):
    """What was promised."""

    model = Commitment
    names = commitments.FIELDS
    helps = {
        "wording": gettext_lazy("Mit den Worten, die fielen."),
        "who": gettext_lazy("Kein Name. Zum Beispiel: Beigeordnete für Umwelt."),
        "due": gettext_lazy("Ohne Tag wird nichts überfällig."),
        "measure": gettext_lazy("Zum Beispiel: Am Weg brennt zwischen 4 und 6 Uhr Licht."),
        "source": gettext_lazy("Zum Beispiel: Schreiben vom 12.01.2027, Seite 2."),
        "public": gettext_lazy("Wortlaut, Tag, Maß und Fundstelle stehen dann auf der Seite der Forderung."),
    }
    field_order = (*names, "set_status", "reason")

    def prepare(self) -> None:
        self.area("wording", rows=4)
        self.choose("addressee", self.addressees(), key="slug", required=True)
        self.choose("reply", self.demand.replies.select_related("addressee"), empty=_("keine"))
        self.choose("document", self.documents(), empty=_("die der Antwort"))
        self.fields["reply"].label, self.fields["document"].label = _("Aus der Antwort"), _("Aus der Datei")
        self.fields["reply"].label_from_instance = replies.words_of  # type: ignore[attr-defined]
        _chosen(self, addressee="slug", reply="uid", document="uid")
        wanted = [(Status.PROMISED.value, ""), (Status.PARTLY.value, "")]
        if self.thing is None:
            add_status(self, [one for one in wanted if one[0] in following(standing_of(self.demand))])
        self.order_fields(self.field_order)


class EvidenceForm(AnswerForm):
    """What proves it."""

    model = Evidence
    names = ("commitment", "kind", "title", "day", "source", "address")
    helps = {
        "source": gettext_lazy("Zum Beispiel: eigene Aufnahme vor Ort, Amtsblatt 7/2027."),
        "address": gettext_lazy("Statt einer Datei, wo dasselbe öffentlich steht."),
    }
    field_order = (*names[:-1], "file", "address")

    file = forms.FileField(label=gettext_lazy("Datei"), required=False, help_text=gettext_lazy(
        "Foto, PDF oder Dokument. Aus Fotos löschen wir Ort und Zeit der Aufnahme."))  # fmt: skip

    def prepare(self) -> None:
        self.choose("commitment", self.demand.commitments.all(), empty=_("keine bestimmte"))
        self.fields["commitment"].label = _("Belegt die Zusage")
        self.fields["kind"].choices = [("", _("wählen")), *Evidence.Kind.choices]  # type: ignore[attr-defined]
        _chosen(self, commitment="uid")
        self.order_fields(self.field_order)


def _chosen(form: forms.Form, **keys: str) -> None:
    """What stands in the fields at first, as the key that the choice sends."""
    for name, key in keys.items():
        if isinstance(row := form.initial.get(name), Model):
            form.initial[name] = getattr(row, key)
