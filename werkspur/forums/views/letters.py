"""Letters for staff of the hosts: what is written at which occasion, for one kind of event or all, and when."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkspur.base.letters import LetterForm, Text
from werkspur.base.reminders import RuleForm, span
from werkspur.forums.forms.letters import KindForm
from werkspur.forums.models import EventKind, MailingRule
from werkspur.forums.queries import letters as queries
from werkspur.forums.queries.mailings import rules as mailing_rule_rows
from werkspur.forums.services import letter_editing
from werkspur.forums.services import mailing_rules as rule_services
from werkspur.forums.services.letter_texts import BOOK, TEXTS
from werkspur.forums.services.letters import wording
from werkspur.forums.views.planning.access import staff
from werkspur.partners import rules
from werkspur.partners.requests import PersonRequest


@staff
@require_safe
def letters(request: PersonRequest) -> HttpResponse:
    """Every occasion with its subject, and whose text it is."""
    kind = _kind(request)
    own = queries.own_letters(kind)
    rows = [(code, text, own.get(code)) for code, text in TEXTS.items()]
    chosen = KindForm(initial={"art": kind})
    context = {"rows": rows, "chosen": chosen, "query": _query(kind), "tabs": _tabs("letters")}
    return render(request, "forums/letters/all.html", context)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: PersonRequest, code: str) -> HttpResponse:
    """Edit subject and text for one kind or all; the preview shows the letter with a sample event."""
    text, kind = _text_or_404(code), _kind(request)
    subject, own = wording(code, kind=kind)
    form = _form(request, code, subject=subject, text=own)
    back = reverse("forums:letters") + _query(kind)
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        given = form.cleaned_data
        letter_editing.save_letter(code, kind=kind, subject=given["subject"], text=given["text"], by=request.user)
        messages.success(request, _("Gespeichert. Der nächste Brief geht so hinaus."))
        return redirect(back)
    held = queries.own_letters(kind).get(code)
    context = {
        "code": code, "letter": text, "form": form, "placeholders": BOOK.legend(text), "kind": kind, "back": back,
        "query": _query(kind), "is_own": held is not None and held.kind_id == (kind.pk if kind else None),
        "preview_url": reverse("forums:letter_preview", args=[code]), **_preview(code, **form.typed()),
    }  # fmt: skip
    return render(request, "forums/letters/edit.html", context, status=422 if form.errors else 200)


@staff
@require_POST
def letter_preview(request: PersonRequest, code: str) -> HttpResponse:
    """The letter as it would look, while somebody types; nothing is kept."""
    _text_or_404(code)
    form = _form(request, code)
    form.is_valid()
    context = {"sentences": form.sentences(), **_preview(code, **form.typed())}
    return render(request, "base/letters/_preview.html", context)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def letter_reset(request: PersonRequest, code: str) -> HttpResponse:
    """GET asks, POST goes back to the text for all kinds, or to the one that comes with Werkspur."""
    text, kind = _text_or_404(code), _kind(request)
    if request.method == "POST":
        letter_editing.reset_letter(code, kind=kind, by=request.user)
        messages.success(request, _("Es gilt wieder der allgemeine Text."))
        return redirect(reverse("forums:letter", args=[code]) + _query(kind))
    subject, usual = wording(code, kind=None) if kind else (str(text.subject), text.text)
    context = {"code": code, "letter": text, "kind": kind, "query": _query(kind)}
    return render(request, "forums/letters/reset.html", context | _preview(code, subject=subject, text=usual))


@staff
@require_safe
def mailing_rules(request: PersonRequest) -> HttpResponse:
    """When letters go out by themselves."""
    found = [(one, TEXTS[one.letter].occasion, _when(one)) for one in mailing_rule_rows() if one.letter in TEXTS]
    return render(request, "forums/letters/rules.html", {"rules": found, "tabs": _tabs("mailing_rules")})


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def mailing_rule(request: PersonRequest, code: str) -> HttpResponse:
    rule = get_object_or_404(MailingRule, code=code, letter__in=list(TEXTS))
    form = RuleForm(request.POST or None, rule=rule, before=_("vor dem Beginn"), after=_("nach dem Ende"))
    if request.method == "POST" and form.is_valid():
        rule_services.save_rule(form.changed_rule(), by=request.user)
        messages.success(request, _("Gespeichert. Geplante Briefe werden angepasst."))
        return redirect("forums:mailing_rules")
    context = {"rule": rule, "title": TEXTS[rule.letter].occasion, "form": form}
    return render(request, "forums/letters/rule.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, code: str, **initial: str) -> LetterForm:
    return LetterForm(request.POST or None, book=BOOK, code=code, tidy=rules.tidy, initial=initial)


def _kind(request: HttpRequest) -> EventKind | None:
    """The kind of event in the address, None for all. Raises Http404."""
    slug = request.GET.get("art", "")
    return get_object_or_404(EventKind, slug=slug) if slug else None


def _query(kind: EventKind | None) -> str:
    return f"?{urlencode({'art': kind.slug})}" if kind else ""


def _when(rule: MailingRule) -> str:
    side = _("%(length)s vor dem Beginn") if rule.hours < 0 else _("%(length)s nach dem Ende")
    return side % {"length": span(rule.hours)}


def _text_or_404(code: str) -> Text:
    if code not in TEXTS:
        raise Http404
    return TEXTS[code]


def _preview(code: str, *, subject: str, text: str) -> dict[str, Any]:
    return BOOK.preview(code, subject=subject, text=text, path=reverse("forums:index"))


def _tabs(current: str) -> list[dict[str, Any]]:
    names = {"letters": _("Texte"), "mailing_rules": _("Zeiten")}
    return [
        {"label": label, "url": reverse(f"forums:{name}"), "current": name == current} for name, label in names.items()
    ]
