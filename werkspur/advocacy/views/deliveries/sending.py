"""It goes out: what was written is shown once more, with the day and until when an answer is due."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from werkspur.advocacy.forms.deliveries import SendForm
from werkspur.advocacy.models import Delivery
from werkspur.advocacy.queries import letters
from werkspur.advocacy.queries.deliveries import expected, warnings
from werkspur.advocacy.services import deliveries as services
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.advocacy.views.access import chamber
from werkspur.advocacy.views.deliveries.access import kept_delivery
from werkspur.partners.requests import PersonRequest
from werkspur.registry.services.files import UploadRefused


@chamber
@require_http_methods(["GET", "HEAD", "POST"])
def delivery_send(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Send the mail now, or note that it was posted, faxed or said."""
    found, today = kept_delivery(request, uid), timezone.localdate()
    if found.state != Delivery.State.DRAFT:
        return redirect("advocacy:delivery", uid=found.uid)
    answers_to = services.reply_address(found, by=request.user)
    form = SendForm(request.POST or None, delivery=found, today=today, answers_to=answers_to)
    if request.method == "POST" and form.is_valid() and _send(request, found, form):
        messages.success(request, _("Zugestellt."))
        return redirect("advocacy:delivery", uid=found.uid)
    spoken = found.way in services.SPOKEN
    context = {
        "delivery": found, "demand": found.demand, "form": form, "spoken": spoken,
        "faults": [] if spoken else letters.faults(found), "expected": expected(found, day=today),
        "warnings": warnings(found),
        "outdated": found.version_id != found.demand.released_id,
    }  # fmt: skip
    return render(request, "advocacy/deliveries/delivery_send.html", context, status=422 if form.errors else 200)


def _send(request: PersonRequest, found: Delivery, form: SendForm) -> bool:
    given = form.cleaned_data
    arrived = given.get("arrived")
    try:
        services.send_delivery(
            found, day=given["day"], arrived=arrived, mailed=given.get("mailed", False), by=request.user,
            now=timezone.now(),
        )  # fmt: skip
    except (AdvocacyRefused, UploadRefused) as refusal:
        field = getattr(refusal, "field", "")
        form.add_error(field if field in form.fields else None, str(refusal))
        return False
    return True
