"""What the overview of a partner says about the situation."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkspur.base.bausteine import Tile
from werkspur.facts.models import PresenceNote
from werkspur.facts.models.presence import WRITERS
from werkspur.facts.queries.situation import quarter_label
from werkspur.facts.queries.spots import hot_spots
from werkspur.partners.models import Person


def situation_tiles(person: Person) -> Iterator[Tile]:
    """Hot spots for every partner; for the police what is over and still has no result."""
    if person.has_role(*WRITERS) and (count := PresenceNote.objects.overdue(timezone.localdate()).count()):
        yield Tile(
            title=_("Ergebnis der Präsenz eintragen"),
            text=ngettext("Eine Maßnahme ist vorbei.", "%(count)s Maßnahmen sind vorbei.", count) % {"count": count},
            url=f"{reverse('facts:presence_notes')}?stand={PresenceNote.State.PLANNED}",
            action=_("Eintragen"),
            order=45,
        )
    spots = hot_spots()
    if not spots:
        return
    names = ", ".join(spot.region.name for spot in spots)
    yield Tile(
        title=ngettext("Brennpunkt: %(names)s", "Brennpunkte: %(names)s", len(spots)) % {"names": names},
        text=_("Meldungen unserer Betriebe über dem Bereich der drei Vorjahre. Stand %(quarter)s.")
        % {"quarter": quarter_label(spots[0].quarter)},
        url=reverse("facts:situation"),
        action=_("Lage ansehen"),
        order=50,
    )
