"""What advisers type when they edit a draft of a checklist."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core import signing
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from werkspur.advice.forms.selfcheck import PROFILES
from werkspur.advice.models import Category, ChecklistItem, ChecklistVersion
from werkspur.advice.queries import checklists
from werkspur.advice.rules import asking
from werkspur.advice.services.checklists import CATEGORY_SEEN, ITEM_SEEN

KEY = RegexValidator(r"\A[A-Za-z0-9]+\Z", _("Nur Buchstaben von A bis Z und Ziffern, zum Beispiel B3."))
WEIGHTS = [(number, str(number)) for number in range(1, 6)]
EFFORTS = [(0, _("keiner")), (1, _("gering")), (2, _("mittel")), (3, _("über 2.500 €"))]
HIGHEST = [(0, _("mit „fehlt“")), (1, _("höchstens mit „ansatzweise“")), (2, _("höchstens mit „weitgehend“"))]
MOST_NORMS, NORM_LENGTH = 8, 120


class DraftForm(forms.ModelForm):  # type: ignore[type-arg]
    """`seen` remembers what the page showed, so that a colleague's change is not overwritten unnoticed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    remembered: Sequence[str] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = self._snapshot(self.instance)

    def was_seen(self) -> dict[str, Any] | None:
        """Return the values that were on the page; None for something new, and when the page cannot be trusted."""
        try:
            values: dict[str, Any] = signing.loads(self.cleaned_data["seen"], salt=self._salt())
        except signing.BadSignature:
            return None
        return values

    def show_again(self, now: Any, fields: Sequence[str]) -> list[tuple[str, str, str]]:
        """Show what was typed once more, to be sent knowingly; return (label, stored now, typed) of what differs."""
        sent: Any = self.data
        self.data = sent.copy()
        self.data["seen"] = self._snapshot(now) if now else ""  # type: ignore[index]
        told = checklists.told_value
        return [(self._label(name), told(now, name), told(self.instance, name)) for name in fields]

    def _label(self, name: str) -> str:
        return str(self.instance._meta.get_field(name.removesuffix("_id")).verbose_name)

    def _salt(self) -> str:
        return f"advice.{self._meta.model.__name__}:{self.instance.pk}"

    def _snapshot(self, thing: Any) -> str:
        return signing.dumps({name: getattr(thing, name) for name in self.remembered}, salt=self._salt(), compress=True)


class CategoryForm(DraftForm):
    remembered = CATEGORY_SEEN
    key = forms.CharField(label=_("Kürzel"), max_length=4, validators=[KEY], help_text=_("Zum Beispiel B."))
    share = forms.IntegerField(
        label=_("Anteil"), min_value=1, max_value=100, help_text=_("Von 100. Alle Bereiche zusammen ergeben 100.")
    )
    order = forms.IntegerField(
        label=_("Platz"), min_value=0, max_value=30_000, help_text=_("Kleine Zahlen stehen oben.")
    )

    class Meta:
        model = Category
        fields = ("key", "name", "share", "order")

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"]
        others = self.instance.version.categories.exclude(pk=self.instance.pk)
        if others.filter(key__iexact=key).exists():
            raise forms.ValidationError(_("Dieses Kürzel hat schon ein anderer Bereich."))
        return key


class ItemForm(DraftForm):
    """An item. `asks_when` is asked for as two choices."""

    remembered = ITEM_SEEN

    key = forms.CharField(
        label=_("Kürzel"), max_length=6, validators=[KEY],
        help_text=_("Bleibt über die Fassungen gleich, wenn es um dasselbe geht."),
    )  # fmt: skip
    advice = forms.CharField(
        label=_("Empfehlung"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Was der Betrieb tun soll, wenn es fehlt. Sie steht so im Protokoll."),
    )  # fmt: skip
    question = forms.CharField(label=_("Frage"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    norm_lines = forms.CharField(
        label=_("Normen"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Eine je Zeile. Nur nennen, nicht zitieren."),
    )  # fmt: skip
    weight = forms.TypedChoiceField(label=_("Gewicht"), coerce=int, choices=WEIGHTS)
    effort = forms.TypedChoiceField(label=_("Aufwand für den Betrieb"), coerce=int, choices=EFFORTS)
    sites = forms.MultipleChoiceField(label=_("Gefragt bei"), choices=PROFILES, widget=forms.CheckboxSelectMultiple)
    after = forms.ChoiceField(label=_("Nur gefragt nach"), required=False)
    highest = forms.TypedChoiceField(
        label=_("Und zwar, wenn der beantwortet ist"), coerce=int, choices=HIGHEST, required=False, empty_value="0"
    )
    order = forms.IntegerField(
        label=_("Platz"), min_value=0, max_value=30_000, help_text=_("Kleine Zahlen stehen oben.")
    )

    class Meta:
        model = ChecklistItem
        fields = ("category", "key", "question", "advice", "weight", "knock_out", "kind", "effort", "order")

    field_order = (
        "category", "key", "question", "advice", "weight", "knock_out", "kind", "effort", "sites", "norm_lines",
        "after", "highest", "order",
    )  # fmt: skip

    def __init__(self, *args: Any, version: ChecklistVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = version
        self.fields["category"].queryset = version.categories.all()  # type: ignore[attr-defined]
        self.fields["knock_out"].help_text = _("Fehlt er ganz, bleibt sein Bereich unter 50.")
        others = ChecklistItem.objects.filter(category__version=version).exclude(pk=self.instance.pk)
        choices = [(item.key, f"{item.key} {item.question[:70]}") for item in others.order_by("order", "key")]
        before = self._before()
        if before and before.key not in dict(choices):  # what is gone is shown, so that it can be put right
            choices.append((before.key, before.key))
        self.fields["after"].choices = [("", _("immer fragen")), *choices]  # type: ignore[attr-defined]
        more = {
            "sites": list(self.instance.profiles),
            "norm_lines": "\n".join(self.instance.norms),
            "after": before.key if before else "",
            "highest": before.highest if before else 0,
        }
        self.initial.update(more)

    def _before(self) -> asking.Condition | None:
        try:
            return asking.condition(self.instance.asks_when)
        except ValueError:
            return None

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"]
        others = ChecklistItem.objects.filter(category__version=self.version).exclude(pk=self.instance.pk)
        if others.filter(key__iexact=key).exists():
            raise forms.ValidationError(_("Dieses Kürzel hat schon ein anderer Prüfpunkt dieser Fassung."))
        return key

    def clean_norm_lines(self) -> list[str]:
        norms = [line.strip() for line in self.cleaned_data["norm_lines"].splitlines() if line.strip()]
        if len(norms) > MOST_NORMS or any(len(norm) > NORM_LENGTH for norm in norms):
            raise forms.ValidationError(_("Höchstens acht Normen mit je 120 Zeichen."))
        return norms

    def save(self, commit: bool = True) -> ChecklistItem:
        given = self.cleaned_data
        self.instance.norms = given["norm_lines"]
        self.instance.profiles = asking.cleaned(given["sites"])
        self.instance.asks_when = f"{given['after']}:{given['highest']}" if given["after"] else ""
        return cast("ChecklistItem", super().save(commit=commit))


class ReleaseForm(forms.Form):
    note = forms.CharField(
        label=_("Was neu ist"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Für alle, die später zwei Besuche vergleichen: was anders gefragt wird."),
    )  # fmt: skip
