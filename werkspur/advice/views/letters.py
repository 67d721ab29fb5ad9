"""Letters for chamber staff: what is written at which occasion, and when letters go out by themselves."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkspur.advice.models import ReminderRule
from werkspur.advice.queries import letters as queries
from werkspur.advice.services import letter_editing, reminder_rules
from werkspur.advice.services.letter_texts import BOOK, TEXTS
from werkspur.advice.services.letters import wording
from werkspur.base.letters import LetterForm, Text
from werkspur.base.reminders import RuleForm
from werkspur.partners import rules
from werkspur.partners.permissions import chamber_required
from werkspur.partners.requests import PersonRequest


@chamber_required
@require_safe
def letters(request: PersonRequest) -> HttpResponse:
    """Every occasion with its subject, and whether staff has changed the text."""
    own = queries.own_letters()
    rows = [
        {
            "code": code,
            "text": text,
            "subject": own[code].subject if code in own else text.subject,
            "own": own.get(code),
        }
        for code, text in TEXTS.items()
    ]
    return render(request, "advice/letters/all.html", {"rows": rows, "tabs": _tabs("letters")})


@chamber_required
@require_http_methods(["GET", "HEAD", "POST"])
def letter_edit(request: PersonRequest, code: str) -> HttpResponse:
    """Edit subject and text; the preview shows the letter with a sample booking."""
    text = _text_or_404(code)
    subject, own = wording(code)
    form = LetterForm(
        request.POST or None, book=BOOK, code=code, tidy=rules.tidy, initial={"subject": subject, "text": own}
    )
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        given = form.cleaned_data
        letter_editing.save_letter(code, subject=given["subject"], text=given["text"], by=request.user)
        messages.success(request, _("Gespeichert. Der nächste Brief geht so hinaus."))
        return redirect("advice:letters")
    context = {
        "code": code,
        "letter": text,
        "form": form,
        "placeholders": BOOK.legend(text),
        "is_own": code in queries.own_letters(),
        **_preview(code, **form.typed()),
    }
    return render(request, "advice/letters/edit.html", context, status=422 if form.errors else 200)


@chamber_required
@require_POST
def letter_preview(request: PersonRequest, code: str) -> HttpResponse:
    """The letter as it would look, while somebody types; nothing is kept."""
    _text_or_404(code)
    form = LetterForm(request.POST, book=BOOK, code=code, tidy=rules.tidy)
    form.is_valid()
    context = {"sentences": form.sentences(), **_preview(code, **form.typed())}
    return render(request, "base/letters/_preview.html", context)


@chamber_required
@require_http_methods(["GET", "HEAD", "POST"])
def letter_reset(request: PersonRequest, code: str) -> HttpResponse:
    """GET asks, POST goes back to the text that comes with Werkspur."""
    text = _text_or_404(code)
    if request.method == "POST":
        letter_editing.reset_letter(code, by=request.user)
        messages.success(request, _("Es gilt wieder der mitgelieferte Text."))
        return redirect("advice:letter_edit", code=code)
    context = {"code": code, "letter": text, **_preview(code, subject=str(text.subject), text=text.text)}
    return render(request, "advice/letters/reset.html", context)


@chamber_required
@require_safe
def reminders(request: PersonRequest) -> HttpResponse:
    """When letters go out by themselves, and which came too late."""
    context = {
        "rules": [(rule, TEXTS[rule.letter].occasion) for rule in queries.rules_with_numbers() if rule.letter in TEXTS],
        "missed": queries.missed(now=timezone.now())[:50],
        "tabs": _tabs("reminders"),
    }
    return render(request, "advice/letters/reminders.html", context)


@chamber_required
@require_http_methods(["GET", "HEAD", "POST"])
def reminder_edit(request: PersonRequest, code: str) -> HttpResponse:
    rule = get_object_or_404(ReminderRule, code=code, letter__in=list(TEXTS))
    form = RuleForm(request.POST or None, rule=rule, before=_("vor dem Termin"), after=_("nach dem Termin"))
    if request.method == "POST" and form.is_valid():
        reminder_rules.save_rule(form.changed_rule(), by=request.user)
        messages.success(request, _("Gespeichert. Geplante Erinnerungen werden angepasst."))
        return redirect("advice:reminders")
    context = {"rule": rule, "title": TEXTS[rule.letter].occasion, "form": form}
    return render(request, "advice/letters/reminder_edit.html", context, status=422 if form.errors else 200)


def _text_or_404(code: str) -> Text:
    if code not in TEXTS:
        raise Http404
    return TEXTS[code]


def _preview(code: str, *, subject: str, text: str) -> dict[str, Any]:
    return BOOK.preview(code, subject=subject, text=text, path=reverse("advice:overview"))


def _tabs(current: str) -> list[dict[str, Any]]:
    names = {"letters": _("Briefe"), "reminders": _("Erinnerungen")}
    return [
        {"label": label, "url": reverse(f"advice:{name}"), "current": name == current} for name, label in names.items()
    ]
