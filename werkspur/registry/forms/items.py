"""Entering and correcting an item, finding it in the list, changing several at once."""

from __future__ import annotations

import uuid
from typing import Any, cast

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from werkspur.base.forms import DayField, MoneyField
from werkspur.partners.models import Company, Person
from werkspur.registry import rules
from werkspur.registry.forms.fields import NumberField, PhotoField, VisibleField
from werkspur.registry.models import Category, Item, Kit, Mark, Place
from werkspur.registry.queries.items import ORDERS, Selection
from werkspur.registry.services.items import ItemFields, told
from werkspur.registry.services.marks import MarkFields
from werkspur.registry.services.places import named_place

FIELDS = (
    "name", "category", "make", "model", "reference", "colour", "features", "description", "acquired_on",
    "price_cents", "value_cents",
)  # fmt: skip


class ItemForm(forms.Form):
    """What an item is. Only name and kind are asked; the rest helps to recognise it."""

    name = VisibleField(label=_("Was ist es?"), max_length=160, help_text=_("Zum Beispiel Trennschleifer."))
    category = forms.ModelChoiceField(Category.objects.all(), label=_("Art"), empty_label=_("Art wählen"))
    make = VisibleField(
        label=_("Hersteller"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"list": "hersteller", "autocomplete": "off"}),
    )
    model = VisibleField(label=_("Typ"), max_length=120, required=False)
    place = forms.ModelChoiceField(Place.objects.none(), label=_("Standort"), required=False, empty_label=_("Keiner"))
    place_new = VisibleField(label=_("oder neuer Standort"), max_length=100, required=False)
    colour = VisibleField(label=_("Farbe"), max_length=60, required=False)
    features = VisibleField(
        label=_("Besondere Merkmale"),
        max_length=300,
        required=False,
        help_text=_("Woran Sie es wiedererkennen: Brandfleck am Tank, Aufkleber, Delle."),
    )
    reference = VisibleField(label=_("Inventarnummer"), max_length=80, required=False)
    acquired_on = DayField(label=_("Gekauft am"), required=False)
    price_cents = MoneyField(label=_("Kaufpreis in Euro"), required=False)
    value_cents = MoneyField(label=_("Zeitwert in Euro"), required=False)
    description = forms.CharField(
        label=_("Beschreibung"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    #: shown folded, because on a Saturday in the yard nobody types them
    MORE = ("colour", "features", "reference", "acquired_on", "price_cents", "value_cents", "description")

    def __init__(self, *args: Any, company: Company, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.company = company
        self.fields["place"].queryset = company.places.all()  # type: ignore[attr-defined]

    def more(self) -> list[forms.BoundField]:
        return [self[name] for name in self.MORE]

    def more_is_open(self) -> bool:
        """Whether the folded part holds an error or something typed."""
        return any(field.errors or field.value() for field in self.more())

    def item_fields(self, *, by: Person) -> ItemFields:
        """The cleaned values as `services.items` takes them; a new place is made here."""
        values: dict[str, Any] = {name: self.cleaned_data[name] for name in FIELDS}
        place = self.cleaned_data["place"]
        if new := self.cleaned_data["place_new"]:
            place = named_place(new, company=self.company, by=by)
        return cast("ItemFields", {**values, "place": place})


class ItemNewForm(ItemForm):
    """A new item. `token` makes a second click harmless."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    photo = PhotoField(label=_("Foto"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("token", uuid.uuid4().hex)


class ItemEditForm(ItemForm):
    """Correcting an item. `seen` remembers what the person saw, so that a colleague's change is not overwritten."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        initial = {name: getattr(item, name) for name in (*FIELDS, "place")}
        super().__init__(*args, company=item.company, initial=initial, **kwargs)
        self.item = item
        self.initial["seen"] = self._snapshot()

    def merged(self, fields: ItemFields) -> tuple[ItemFields, list[tuple[str, str, str]]]:
        """The typed values without those the person never touched, and where a colleague typed something else.

        Returns:
            fields to store; conflicts as (label, stored now, typed). With conflicts the form shows the new state and
            takes the typed values when it is sent again.
        """
        seen, stored = self._seen(), {name: told(getattr(self.item, name)) for name in fields}
        changed: dict[str, Any] = {}
        conflicts = []
        for name, value in fields.items():
            typed = told(value)
            if typed in (stored[name], seen.get(name, stored[name])):
                continue
            changed[name] = value
            if name in seen and seen[name] != stored[name]:
                label = str(self.fields[name].label)
                conflicts.append((label, self._shown(name, getattr(self.item, name)), self._shown(name, value)))
        if conflicts:
            self.data = {**self.data.dict(), "seen": self._snapshot()}  # type: ignore[attr-defined]
        return cast("ItemFields", changed), conflicts

    def _salt(self) -> str:
        return f"registry.item:{self.item.uid}"

    def _snapshot(self) -> str:
        values = {name: told(getattr(self.item, name)) for name in (*FIELDS, "place")}
        return signing.dumps(values, salt=self._salt(), compress=True)

    def _seen(self) -> dict[str, Any]:
        try:
            values: dict[str, Any] = signing.loads(self.cleaned_data["seen"], salt=self._salt())
        except signing.BadSignature:
            return {}
        return values

    def _shown(self, name: str, value: Any) -> str:
        shown = self.fields[name].prepare_value(value) if name.endswith("_cents") else value
        return "–" if shown in (None, "") else str(shown)


class MarkLineForm(forms.Form):
    """One mark on the page of a new item. Without a kind the number itself tells."""

    text = NumberField(
        label=_("Nummer am Gerät"),
        max_length=200,
        required=False,
        help_text=_("Steht meist auf dem Typenschild. Ohne Nummer kann niemand das Gerät zuordnen."),
    )
    kind = forms.ChoiceField(
        label=_("Art der Nummer"), choices=[("", _("Selbst erkennen")), *Mark.Kind.choices], required=False
    )
    position = VisibleField(
        label=_("Wo am Gerät"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"list": "stellen", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.empty_permitted = False  # else a line of invisible characters would pass unseen

    def mark(self) -> MarkFields | None:
        if not self.cleaned_data.get("text"):
            return None
        return cast("MarkFields", {name: self.cleaned_data[name] for name in ("text", "kind", "position")})


class MarkLineSet(forms.BaseFormSet[MarkLineForm]):
    """As many lines as the page has, whatever number was sent."""

    def total_form_count(self) -> int:
        return 3


MarkLines = forms.formset_factory(MarkLineForm, formset=MarkLineSet, extra=3, max_num=3, absolute_max=3)


class ItemListForm(forms.Form):
    """Search, filters and order of the list; a wrong value is as good as none."""

    mark_optional = False

    s = VisibleField(
        label=_("Suchen"), max_length=100, required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    ort = forms.ModelChoiceField(
        Place.objects.none(), label=_("Standort"), required=False, empty_label=_("Alle Standorte")
    )
    art = forms.ModelChoiceField(Category.objects.none(), label=_("Art"), required=False, empty_label=_("Alle Arten"))
    satz = forms.ModelChoiceField(Kit.objects.none(), label=_("Satz"), required=False, empty_label=_("Alle Sätze"))
    sort = forms.ChoiceField(
        label=_("Reihenfolge"),
        required=False,
        choices=[
            ("recent", _("Zuletzt geändert")),
            ("name", _("Bezeichnung")),
            ("place", _("Standort")),
            ("value", _("Wert")),
        ],
    )

    def __init__(self, *args: Any, company: Company, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        used = Category.objects.filter(items__company=company).distinct()
        for name, choices in (("ort", company.places.all()), ("art", used), ("satz", company.kits.all())):
            self.fields[name].queryset = choices  # type: ignore[attr-defined]

    def selection(self, *, tab: str) -> Selection:
        self.full_clean()
        found = self.cleaned_data
        order = found.get("sort") or "recent"
        return Selection(
            tab=tab,
            text=found.get("s", ""),
            place=found.get("ort"),
            category=found.get("art"),
            kit=found.get("satz"),
            order=order if order in ORDERS else "recent",
        )


class StateForm(forms.Form):
    """Another state, with a word about it."""

    state = forms.ChoiceField(label=_("Neuer Stand"), widget=forms.RadioSelect)
    reason = VisibleField(
        label=_("Was ist geschehen?"),
        max_length=300,
        required=False,
        help_text=_("Seit wann, wo, an wen. Nötig bei vermisst, ausgemustert und abgegeben."),
    )

    def __init__(self, *args: Any, item: Item | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = rules.NEXT_STATES[item.state] if item else [state for state in Item.State.values if state != "stolen"]
        self.fields["state"].choices = [(state, Item.State(state).label) for state in states]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("state") in rules.NEEDS_REASON and not values.get("reason"):
            self.add_error("reason", _("Schreiben Sie kurz dazu, seit wann, wo oder an wen."))
        return values
