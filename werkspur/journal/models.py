"""The journal: append-only, hash-chained, without foreign keys, because it outlives what it tells of."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

# A verb reads "app.thing_deed"; these words make a German phrase of it. What is not here is shown as it is written.
THINGS = {
    "account": _("Konto"),
    "addressee": _("Adressat"),
    "administration": _("Verwaltung"),
    "agenda": _("Programm"),
    "api_key": _("Zugriffsschlüssel"),
    "audience_question": _("Frage aus dem Publikum"),
    "booking": _("Termin"),
    "campaign": _("Aktion zur Beratung"),
    "campaign_wave": _("Welle von Einladungen"),
    "checklist": _("Checkliste"),
    "colleague": _("Kollege"),
    "commitment": _("Zusage"),
    "company": _("Betrieb"),
    "council": _("Ratsinformationssystem"),
    "contact": _("Kontakt"),
    "delivery": _("Zustellung"),
    "deadline_rule": _("Fristregel"),
    "decision": _("Beschluss"),
    "demand": _("Forderung"),
    "demand_status": _("Stand einer Forderung"),
    "demo": _("Beispieldaten"),
    "document": _("Dokument"),
    "door": _("Tür des Testbetriebs"),
    "draft": _("Vorschlag"),
    "entrance": _("Eingang einer Veranstaltung"),
    "entries": _("Einträge"),
    "event": _("Veranstaltung"),
    "eventkind": _("Art von Veranstaltung"),
    "evidence": _("Beleg"),
    "export": _("Ausgabe"),
    "feed": _("Kalenderlink"),
    "figure": _("zitierte Zahl"),
    "figures": _("Zahlen der Beratung"),
    "form_question": _("Frage zur Anmeldung"),
    "guest": _("Gast am Einlass"),
    "guests": _("Gäste einer Veranstaltung"),
    "hit": _("Treffer"),
    "import": _("Tabelle"),
    "import_row": _("Zeile einer Tabelle"),
    "import_sheet": _("Tabellenblatt"),
    "import_suggestions": _("Vorschläge zu einer Tabelle"),
    "installer": _("Errichter"),
    "invitation": _("Einladung"),
    "invitations": _("Einladungen zur Beratung"),
    "item": _("Gegenstand"),
    "items": _("Gegenstände"),
    "kindstep": _("Schritt einer Art"),
    "kit": _("Satz"),
    "letter": _("Brieftext"),
    "list": _("Liste von Nummern"),
    "lookup": _("Abfrage"),
    "mailing": _("Rundbrief"),
    "mailing_rule": _("Regel für Rundbriefe"),
    "mark": _("Kennzeichen"),
    "master_data": _("Stammdaten"),
    "material": _("Material"),
    "minutes": _("Niederschrift"),
    "officeholder": _("Ansprechperson"),
    "paper": _("Vorlage"),
    "paper_link": _("Verknüpfung mit einer Vorlage"),
    "paper_search": _("gespeicherte Suche"),
    "paper_stop": _("Beratung einer Vorlage"),
    "person": _("Person"),
    "photo": _("Foto"),
    "place": _("Standort"),
    "places": _("Standorte"),
    "proposal": _("Vorschlag zum Stand"),
    "public_check": _("Öffentliche Prüfung"),
    "question": _("Rückfrage"),
    "quotation": _("Zitat"),
    "ranking": _("Rangfolge"),
    "register": _("Register"),
    "reminder": _("Erinnerungsregel"),
    "reply": _("Antwort"),
    "role": _("Rolle"),
    "room": _("Raum"),
    "sample": _("Stichprobe"),
    "scans": _("Einlass"),
    "self_check": _("Selbstcheck"),
    "series": _("Reihe"),
    "speaker": _("Vortragende"),
    "session": _("Sitzung"),
    "state": _("Stand"),
    "survey": _("Umfrage"),
    "task": _("Aufgabe"),
    "theft": _("Diebstahl"),
    "topic": _("Thema"),
    "venue": _("Ort"),
    "verification": _("Prüfung der Kette"),
    "tour": _("Beratungstag"),
    "waiting": _("Platz auf der Warteliste"),
    "weights": _("Gewichtstabelle"),
    "registration": _("Anmeldung"),
    "seats": _("Plätze"),
    "quota": _("Kontingent"),
}
DEEDS = {
    "accepted": _("bestätigt"),
    "added": _("hinzugefügt"),
    "announced": _("angekündigt"),
    "answered": _("beantwortet"),
    "arrived": _("angekommen"),
    "asked": _("nachgefragt"),
    "brought_back": _("zurückgeholt"),
    "cancelled": _("abgesagt"),
    "changed": _("geändert"),
    "chosen": _("gewählt"),
    "closed": _("geschlossen"),
    "committed": _("übernommen"),
    "completed": _("ergänzt"),
    "confirmed": _("bestätigt"),
    "copied": _("kopiert"),
    "created": _("angelegt"),
    "decided": _("entschieden"),
    "declined": _("abgelehnt"),
    "deleted": _("gelöscht"),
    "described": _("beschrieben"),
    "discarded": _("verworfen"),
    "done": _("abgeschlossen"),
    "drafted": _("als Entwurf angelegt"),
    "drawn": _("gezogen"),
    "ended": _("beendet"),
    "erased": _("gelöscht"),
    "exported": _("ausgegeben"),
    "extended": _("verlängert"),
    "forgotten": _("vergessen"),
    "granted": _("vergeben"),
    "handed_over": _("übergeben"),
    "held": _("vorgemerkt"),
    "hidden": _("ausgeblendet"),
    "hit": _("mit Treffer"),
    "in_kit": _("in Satz gelegt"),
    "invited": _("eingeladen"),
    "joined": _("beigetreten"),
    "kept": _("abgelegt"),
    "lapsed": _("verfallen"),
    "loaded": _("geladen"),
    "made": _("gestellt"),
    "mapped": _("zugeordnet"),
    "matched": _("abgeglichen"),
    "measured": _("gemessen"),
    "merged": _("zusammengelegt"),
    "missed": _("nicht erschienen"),
    "moved": _("verlegt"),
    "offered": _("angeboten"),
    "opened": _("geöffnet"),
    "out_of_kit": _("aus Satz genommen"),
    "paused": _("angehalten"),
    "planned": _("geplant"),
    "printed": _("auf Papier gebracht"),
    "put_aside": _("abgelegt"),
    "read": _("gelesen"),
    "redacted": _("geschwärzt"),
    "refused": _("abgelehnt"),
    "registered": _("angemeldet"),
    "released": _("freigegeben"),
    "reminded": _("erinnert"),
    "removed": _("entfernt"),
    "renamed": _("umbenannt"),
    "renewed": _("erneuert"),
    "reopened": _("wieder geöffnet"),
    "repaired": _("berichtigt"),
    "reported": _("gemeldet"),
    "reset": _("auf den Anfang gesetzt"),
    "resubmitted": _("noch einmal vorgelegt"),
    "resumed": _("fortgesetzt"),
    "returned": _("zurückgekommen"),
    "revoked": _("entzogen"),
    "sealed": _("versiegelt"),
    "searched": _("gesucht"),
    "sent": _("verschickt"),
    "shown": _("gezeigt"),
    "signed": _("freigegeben von einer Person"),
    "skipped": _("weggelassen"),
    "started": _("begonnen"),
    "taken_back": _("zurückgenommen"),
    "unconfirmed": _("nicht mehr bestätigt"),
    "undone": _("zurückgenommen"),
    "verified": _("geprüft"),
    "waiting": _("wartet"),
    "wanted": _("wieder gewünscht"),
    "withdrawn": _("zurückgezogen"),
}


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, person: Any) -> EntryQuerySet:
        """Everything for the data-protection officer, nothing for anybody else."""
        return self if person.is_authenticated and person.has_role("data_protection") else self.none()

    def lookups(self) -> EntryQuerySet:
        """Entries about a look-up of somebody else's data: only those carry a purpose."""
        return self.exclude(purpose="")


class Entry(models.Model):
    """Who did what, to what, why, from where. Database triggers refuse every change and deletion.

    `number` counts from 1 without gaps; `digest` is the keyed hash (HMAC-SHA-256,
    hexadecimal) over this entry and the digest before it.
    """

    number = models.PositiveBigIntegerField(_("Nummer"), primary_key=True)
    at = models.DateTimeField(_("Zeit"), db_index=True)
    actor = models.CharField(_("wer"), max_length=80, db_index=True)  # "person:12", "system", "operator:root"
    actor_label = models.CharField(_("Rolle oder Stelle"), max_length=160)
    verb = models.CharField(_("was"), max_length=60, db_index=True)  # "registry.item_created"
    object_type = models.CharField(_("woran"), max_length=40, blank=True)
    object_id = models.CharField(_("Kennung"), max_length=64, blank=True)
    object_label = models.CharField(_("Bezeichnung"), max_length=200, blank=True)
    company = models.CharField(_("Betrieb"), max_length=64, blank=True, db_index=True)  # uid of the company concerned
    purpose = models.CharField(_("Zweck"), max_length=120, blank=True)
    case_number = models.CharField(_("Aktenzeichen"), max_length=80, blank=True)
    reason = models.CharField(_("Grund"), max_length=500, blank=True)
    origin = models.CharField(_("woher"), max_length=80, blank=True)  # network address or command
    details = models.JSONField(_("Einzelheiten"), default=dict)
    previous = models.CharField(_("Prüfwert davor"), max_length=64)
    digest = models.CharField(_("Prüfwert"), max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("Journaleintrag")
        verbose_name_plural = _("Journal")
        ordering = ("-number",)
        indexes = [models.Index(fields=["object_type", "object_id"], name="journal_entry_object")]

    def __str__(self) -> str:
        return f"{self.number} {self.verb}"

    @property
    def deed(self) -> str:
        """What was done, in words: "Gegenstand angelegt"."""
        return deed(self.verb)


class Head(models.Model):
    """One row: number and digest of the newest entry, so that a cut-off end is noticed too."""

    number = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="journal_head_single")]

    def __str__(self) -> str:
        return str(self.number)


def deed(verb: str) -> str:
    """ "registry.item_created" → "Gegenstand angelegt"; a verb with unknown words stays as it is."""
    words = verb.partition(".")[2]
    cuts = [at for at, letter in enumerate(words) if letter == "_"]
    found = ((words[:at], words[at + 1 :]) for at in cuts)
    return next((f"{THINGS[thing]} {DEEDS[done]}" for thing, done in found if thing in THINGS and done in DEEDS), verb)
