"""What forums know from the start: kinds of event with their texts and steps.

Loading again adds what is missing and overwrites nothing that somebody has changed since.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_noop as _

from werkspur.forums.models import EventKind, KindStep
from werkspur.forums.services.mailing_rules import load_rules

#: slug, name, plural, text, for whom, further values
KINDS: tuple[tuple[str, str, str, str, str, dict[str, Any]], ...] = (
    ("sicherheitsforum", _("Sicherheitsforum"), _("Sicherheitsforen"),
     _("Ein Abend mit Lage, Fällen und Technik. Polizei, Kammern und Betriebe an einem Tisch; was offen bleibt, wird "
       "nachgereicht."),
     _("Betriebe aus Handwerk, Handel und Industrie, mit und ohne Schaden"), {"minutes": 150, "seats": 100}),
    ("netzwerktreffen", _("Netzwerktreffen"), _("Netzwerktreffen"),
     _("Wirtschaft, Politik und Verwaltung sprechen über das, was sich nur gemeinsam ändern lässt. Am Ende steht, wer "
       "was bis wann tut."),
     _("Betriebe, Kammern, Kommunen, Landkreise und Polizei"), {"minutes": 120, "seats": 60}),
    ("vortrag", _("Vortrag"), _("Vorträge"),
     _("Ein Thema, eine Stunde, Zeit für Fragen."), _("Alle, die es angeht"), {"minutes": 90, "seats": 40}),
    ("kennzeichnungstag", _("Kennzeichnungstag"), _("Kennzeichnungstage"),
     _("Werkzeug und Geräte mitbringen, kennzeichnen lassen, mit Nummer eintragen. Dazu Beratung durch die Polizei."),
     _("Betriebe, die ihre Geräte wiederfinden wollen"), {"minutes": 240}),
    ("beratungsabend", _("Beratungsabend"), _("Beratungsabende"),
     _("Kurze Gespräche mit der Polizeilichen Beratungsstelle, ohne Termin im Betrieb."),
     _("Betriebe mit einer bestimmten Frage"), {"minutes": 180, "seats": 30}),
    ("spitzentreffen", _("Spitzentreffen"), _("Spitzentreffen"),
     _("Die Leitungen der Partner mit Politik und Verwaltung: Stand, Forderungen, nächste Schritte."),
     _("Auf Einladung der Partner"), {"minutes": 90, "seats": 25}),
    ("online", _("Online-Veranstaltung"), _("Online-Veranstaltungen"),
     _("Eine Stunde am Bildschirm, mit Fragen im Chat. Den Zugang bekommen alle Angemeldeten."),
     _("Betriebe, die nicht fahren wollen"), {"minutes": 60, "online": True}),
)  # fmt: skip

ROOM, SPEAKERS, ANNOUNCE = _("Raum anfragen und bestätigen lassen"), _("Vortragende zusagen lassen"), _("Ankündigen")
INVITE, REMIND, BADGES = _("Einladungen verschicken"), _("Freie Plätze nachladen"), _("Namensschilder drucken")
DOORS, MATERIALS, ANSWERS = _("Einlass einteilen"), _("Materialien einsammeln"), _("Offene Fragen beantworten")
MINUTES, CLOSE = _("Niederschrift veröffentlichen"), _("Abschließen und Bericht verschicken")
AFTERWARDS = ((MATERIALS, 7), (ANSWERS, 14), (MINUTES, 14), (CLOSE, 28))
#: kind: what has to be done, days before (negative) or after its day
STEPS: dict[str, tuple[tuple[str, int], ...]] = {
    "sicherheitsforum": ((ROOM, -84), (SPEAKERS, -70), (ANNOUNCE, -49), (INVITE, -42), (REMIND, -14), (BADGES, -2),
                         (DOORS, -2), *AFTERWARDS),
    "netzwerktreffen": ((ROOM, -84), (SPEAKERS, -56), (ANNOUNCE, -49), (INVITE, -49), (BADGES, -2), *AFTERWARDS),
    "vortrag": ((ROOM, -56), (SPEAKERS, -56), (ANNOUNCE, -42), (MATERIALS, 7), (CLOSE, 14)),
    "kennzeichnungstag": ((ROOM, -56), (_("Technik und Material bestellen"), -28), (ANNOUNCE, -42), (INVITE, -28),
                          (_("Helfende einteilen"), -7), (CLOSE, 14)),
    "beratungsabend": ((ROOM, -42), (_("Beratende einteilen"), -28), (ANNOUNCE, -28), (CLOSE, 14)),
    "spitzentreffen": ((ROOM, -84), (INVITE, -70), (_("Tagesordnung abstimmen"), -28),
                       (_("Unterlagen verschicken"), -7), (_("Namensschilder und Tischkarten drucken"), -2),
                       *AFTERWARDS),
    "online": ((SPEAKERS, -42), (ANNOUNCE, -42), (_("Zugang anlegen und Technik testen"), -3), (MATERIALS, 3),
               (CLOSE, 14)),
}  # fmt: skip


def load() -> None:
    """Add what is missing. May run at every start."""
    for order, (slug, name, plural, text, audience, values) in enumerate(KINDS, start=1):
        defaults = {"name": name, "plural": plural, "text": text, "audience": audience, "order": order * 10, **values}
        kind, new = EventKind.objects.get_or_create(slug=slug, defaults=defaults)
        if new:
            KindStep.objects.bulk_create([KindStep(kind=kind, title=title, days=days) for title, days in STEPS[slug]])
    load_rules()
