"""What staff type about a demand: its text, its release, its status, its topics."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import Q
from django.forms.models import fields_for_model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.advocacy.models import KINDS, Addressee, Demand, DemandVersion, Topic
from werkspur.advocacy.models.demands import STATUSES
from werkspur.advocacy.queries import demands as told
from werkspur.advocacy.queries.demands import Wanted
from werkspur.advocacy.queries.standing import Possible
from werkspur.advocacy.rules.release import Kind
from werkspur.base.forms import DayField, fitting, shape_of
from werkspur.partners.forms.plans import PlanForm
from werkspur.partners.forms.remembering import RememberingForm, TidyForm
from werkspur.partners.models import Partner, Person, Region, Role

FIELDS = (
    "title", "summary", "text", "trade_link", "organ", "decided_on", "dissent", "no_dissent", "bearers", "addressees",
    "topics", "regions", "note",
)  # fmt: skip
GROUPS = (
    (gettext_lazy("Was wir fordern"), ("kind", "title", "summary", "text")),
    (gettext_lazy("Warum die Kammer sprechen darf"), ("trade_link", "organ", "decided_on", "dissent", "no_dissent")),
    (gettext_lazy("Wer und an wen"), ("bearers", "addressees")),
    (gettext_lazy("Einordnen"), ("topics", "regions", "responsible", "note")),
)
HELP: dict[str, Any] = {
    "title": gettext_lazy("Was soll geschehen? So kurz, dass es als Überschrift reicht."),
    "summary": gettext_lazy("Ein oder zwei Sätze. Sie stehen im Verzeichnis und im Brief."),
    "text": gettext_lazy("Sachlich und nachprüfbar. Absätze trennt eine leere Zeile."),
    "trade_link": gettext_lazy(
        "Wie sind Betriebe des Bezirks berührt? Pflicht: Nur dazu darf eine Kammer sprechen (§ 1 IHKG, § 91 HwO)."
    ),
    "organ": gettext_lazy("Zum Beispiel: Vollversammlung, Präsidium."),
    "dissent": gettext_lazy("Wer im Haus anders denkt, wird mit seinem Grund genannt, ohne Namen."),
    "addressees": gettext_lazy("Wer kann es ändern? Zugestellt wird nach der Freigabe."),
    "regions": gettext_lazy("Wo gilt sie?"),
    "note": gettext_lazy("Für den Vergleich mit der Fassung davor."),
    "responsible": gettext_lazy("Bekommt Post, wenn eine Frist naht."),
}


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class DemandForm(RememberingForm):
    """The whole text of a demand with everything around it. What a release needs is said beside it, not in the form."""

    mark_optional = False

    def __init__(self, data: Any = None, *, demand: Demand, initial: dict[str, Any], kind_open: bool) -> None:
        super().__init__(data, initial=initial)
        callback: Any = fitting
        self.fields |= fields_for_model(DemandVersion, fields=FIELDS, formfield_callback=callback, help_texts=HELP)
        self.fields |= fields_for_model(Demand, fields=["responsible"], formfield_callback=callback, help_texts=HELP)
        if kind_open:
            self.fields["kind"] = forms.ChoiceField(
                choices=list(KINDS.items()), label=gettext_lazy("Art"), widget=forms.RadioSelect
            )
        self._shape()
        self._limit(demand)
        self.remember()

    def _shape(self) -> None:
        for name, rows in (("summary", 2), ("text", 12), ("trade_link", 4), ("dissent", 3)):
            self.fields[name].widget = _area(rows)

    def _limit(self, demand: Demand) -> None:
        """Offer what is valid, and what this demand already has."""
        version, today = demand.current, timezone.localdate()
        here = Q(demand_versions=version)
        fields: Any = self.fields
        fields["bearers"].queryset = bearers(demand)
        fields["topics"].queryset = Topic.objects.all()
        fields["regions"].queryset = told.offered_regions() | Region.objects.filter(here)
        fields["regions"].queryset = fields["regions"].queryset.distinct()
        valid = Addressee.objects.valid_on(today) | Addressee.objects.filter(here)
        fields["addressees"].queryset = valid.distinct()
        fields["responsible"].queryset = staff_of(_chambers(demand))
        fields["responsible"].label_from_instance = _person

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Return the fields under their headings."""
        groups = ((label, [self[name] for name in names if name in self.fields]) for label, names in GROUPS)
        return [(label, fields) for label, fields in groups if fields]

    def bodies(self) -> list[tuple[Any, list[tuple[Any, str, str]], int]]:
        """Return the addressees under their levels as drawn boxes, and how many of each are chosen."""
        rows: Any = self.fields["addressees"]
        chosen = {str(one) for one in self["addressees"].value() or []}
        drawn = shape_of(self["addressees"]).choices
        found: dict[str, list[Any]] = {level: [] for level in Addressee.Level.values}
        counted = dict.fromkeys(found, 0)
        for (pk, level), box in zip(rows.queryset.values_list("pk", "level"), drawn, strict=True):
            found[level].append(box)
            counted[level] += str(pk) in chosen
        return [(Addressee.Level(level).label, boxes, counted[level]) for level, boxes in found.items() if boxes]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("no_dissent") and cleaned.get("dissent"):
            self.add_error(
                "no_dissent", _("Abweichende Positionen stehen oben. Nehmen Sie den Haken heraus oder den Text.")
            )
        return cleaned


class DemandNewForm(TidyForm):
    """How a demand begins."""

    kind = forms.ChoiceField(
        choices=[
            (Kind.DEMAND.value, gettext_lazy("Forderung: tragen nur Kammern")),
            (Kind.APPEAL.value, gettext_lazy("Gemeinsamer Appell: tragen alle, die Polizei mit eigener Freigabe")),
        ],
        label=gettext_lazy("Art"), widget=forms.RadioSelect, initial=Kind.DEMAND.value,
    )  # fmt: skip
    lead = forms.ModelChoiceField(
        Partner.objects.none(), label=gettext_lazy("Federführende Kammer"), empty_label=None, to_field_name="slug"
    )
    title = forms.CharField(label=gettext_lazy("Titel"), max_length=160, help_text=HELP["title"])
    summary = forms.CharField(
        label=gettext_lazy("Kurzfassung"), max_length=400, required=False, widget=_area(2), help_text=HELP["summary"]
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["lead"]
        field.queryset = Partner.objects.filter(pk__in=person.chamber_ids)
        first = field.queryset.first()
        field.initial = first.slug if first else None
        if field.queryset.count() == 1:
            field.widget = forms.HiddenInput()

    def values(self) -> dict[str, Any]:
        """Return the fields of the first version."""
        return {name: self.cleaned_data[name] for name in ("title", "summary")}


class StatusForm(TidyForm):
    """A change of status: what, when, why, and where it is written."""

    status = forms.ChoiceField(label=gettext_lazy("Neuer Stand"), widget=forms.RadioSelect)
    outcome = forms.ChoiceField(
        label=gettext_lazy("Ergebnis"),
        help_text=gettext_lazy("Was dabei herauskam. Der Stand sagt, wie weit es ist."),
    )
    day = DayField(label=gettext_lazy("Tag"), help_text=gettext_lazy("Wann es geschah, nicht wann Sie es eintragen."))
    reason = forms.CharField(
        label=gettext_lazy("Grund"), max_length=500, widget=_area(2),
        help_text=gettext_lazy("Was ist geschehen? Ein Satz, ohne Namen von Personen."),
    )  # fmt: skip
    source = forms.CharField(
        label=gettext_lazy("Quelle"), max_length=300,
        help_text=gettext_lazy("Wo es steht: Schreiben mit Tag und Zeichen, Niederschrift, Nummer der Vorlage."),
    )  # fmt: skip
    public = forms.BooleanField(
        label=gettext_lazy("Grund und Quelle öffentlich zeigen"), required=False, initial=True,
        help_text=gettext_lazy("Der Stand selbst ist immer öffentlich."),
    )  # fmt: skip

    def __init__(self, *args: Any, demand: Demand, possible: Sequence[Possible], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        now = (demand.status, _("%(status)s (bleibt)") % {"status": demand.get_status_display()})
        ready = [(one.status.value, one.name) for one in possible if not one.missing]
        fields["status"].choices = [now, *ready]
        fields["status"].initial = demand.status
        fields["status"].help_text = _fits(possible)
        fields["outcome"].choices = Demand._meta.get_field("outcome").choices
        fields["outcome"].initial = demand.outcome
        fields["day"].initial = timezone.localdate()


class ReasonForm(TidyForm):
    """Why."""

    reason = forms.CharField(label=gettext_lazy("Grund"), max_length=300, widget=_area(2))


class TopicForm(PlanForm):
    class Meta:
        model = Topic
        fields = ("name", "order")
        help_texts = {"order": gettext_lazy("Kleine Zahlen stehen oben.")}


class DemandListFilter(forms.Form):
    """What staff look for; what does not exist (any more) is left out."""

    mark_optional = False
    q = forms.CharField(required=False, max_length=120, label=gettext_lazy("Stichwort"))
    stand = forms.ChoiceField(
        required=False, label=gettext_lazy("Stand"), choices=[("", gettext_lazy("jeder Stand")), *STATUSES]
    )
    art = forms.ChoiceField(
        required=False, label=gettext_lazy("Art"), choices=[("", gettext_lazy("alle Arten")), *KINDS.items()]
    )
    thema = forms.ModelChoiceField(
        Topic.objects.none(), to_field_name="slug", required=False, label=gettext_lazy("Thema"),
        empty_label=gettext_lazy("alle Themen"),
    )  # fmt: skip
    gebiet = forms.ModelChoiceField(
        Region.objects.none(), to_field_name="key", required=False, label=gettext_lazy("Gebiet"),
        empty_label=gettext_lazy("alle Gebiete"),
    )  # fmt: skip
    ebene = forms.ChoiceField(
        required=False, label=gettext_lazy("Ebene"),
        choices=[("", gettext_lazy("alle Ebenen")), *Addressee.Level.choices],
    )  # fmt: skip
    traegt = forms.ModelChoiceField(
        Partner.objects.none(), to_field_name="slug", required=False, label=gettext_lazy("getragen von"),
        empty_label=gettext_lazy("alle Partner"),
    )  # fmt: skip
    sortierung = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["thema"].queryset = told.offered_topics()
        fields["gebiet"].queryset = told.offered_regions()
        fields["traegt"].queryset = Partner.objects.all()
        fields["traegt"].label_from_instance = lambda partner: partner.short_name

    def wanted(self) -> Wanted:
        """Return what `queries.demands.listed` looks for."""
        self.is_valid()
        given = self.cleaned_data
        return Wanted(
            words=given.get("q") or "", status=given.get("stand") or "", kind=given.get("art") or "",
            topic=given.get("thema"), region=given.get("gebiet"), level=given.get("ebene") or "",
            bearer=given.get("traegt"),
        )  # fmt: skip

    def more(self) -> bool:
        """Say whether one of the filters that are folded in is used."""
        return any(self.data.get(name) for name in ("art", "gebiet", "ebene", "traegt"))

    def sorting(self) -> str:
        self.is_valid()
        return str(self.cleaned_data.get("sortierung") or "")


def bearers(demand: Demand) -> Any:
    """Return who may bear: chambers and, for an appeal, all partners; and who already does."""
    rows = Partner.objects.valid_on(timezone.localdate())
    here = Partner.objects.filter(borne_versions=demand.current)
    return (rows | here).distinct()


def staff_of(partners: Iterable[Any]) -> Any:
    """Return the people of these chambers who may be responsible."""
    roles = Role.objects.current().filter(kind=Role.Kind.CHAMBER, partner__in=partners)
    return Person.objects.filter(is_active=True, pk__in=roles.values("person"))


def _chambers(demand: Demand) -> list[Any]:
    return [demand.lead, *(demand.current.bearers.all() if demand.current else ())]


def _fits(possible: Sequence[Possible]) -> str:
    """Say which outcomes go with the statuses that decide something."""
    told = [
        _("%(status)s: %(outcomes)s") % {"status": one.name, "outcomes": ", ".join(name for _key, name in one.outcomes)}
        for one in possible
        if not one.missing and "open" not in dict(one.outcomes)
    ]
    return _("Dazu passt als Ergebnis: %(told)s.") % {"told": "; ".join(told)} if told else ""


def _person(person: Person) -> str:
    return person.name or person.email
