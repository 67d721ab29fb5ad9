"""The texts of letters about events as they come with Werkspur, by occasion; staff may write their own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from werkspur.base.letters import Book, Text

_WHAT = gettext_lazy("{title}, {day}, {time} Uhr, {where}.")
_ONLINE = gettext_lazy("{title}, {day}, {time} Uhr.")
_ACCESS = gettext_lazy("Der Zugang steht ab einer Stunde vorher hinter dem Link.")
_CHANGE = gettext_lazy("Mit dem Link ändern Sie Ihre Anmeldung oder sagen ab.")
_OTHERS = gettext_lazy("Können Sie nicht kommen, sagen Sie mit dem Link ab. Dann bekommt jemand anderes den Platz.")
_SEE = gettext_lazy("Anmeldung ansehen")
_ALL = gettext_lazy("Andere Veranstaltungen ansehen")

TEXTS: dict[str, Text] = {
    "confirm": Text(
        gettext_lazy("Anmeldung, noch nicht bestätigt"),
        gettext_lazy("Anmeldung bestätigen: {title}"),
        (gettext_lazy("Sie haben sich angemeldet, für {people}:"), _WHAT,
         gettext_lazy("Wir halten Ihren Platz bis {until} Uhr. Danach ist er wieder für alle da."),
         gettext_lazy("Haben Sie sich nicht angemeldet, löschen Sie diese Nachricht. Dann verfällt die Anmeldung.")),
        "forums:confirm", gettext_lazy("Anmeldung bestätigen"),
    ),
    "confirmed": Text(
        gettext_lazy("Angemeldet, mit Karte"),
        gettext_lazy("Sie sind angemeldet: {title}"),
        (gettext_lazy("Ihre Anmeldung steht, für {people}:"), _WHAT,
         gettext_lazy("Ihr Code für den Einlass: {codes}"),
         gettext_lazy("Am Einlass zeigen Sie die Karte hinter dem Link oder sagen den Code."), _CHANGE),
        "forums:manage", gettext_lazy("Karte und Anmeldung ansehen"),
    ),
    "confirmed_online": Text(
        gettext_lazy("Angemeldet zur Teilnahme online"),
        gettext_lazy("Sie sind angemeldet: {title}"),
        (gettext_lazy("Ihre Anmeldung steht, für {people}, online:"), _ONLINE, _ACCESS, _CHANGE), "forums:manage", _SEE,
    ),
    "waiting_confirm": Text(
        gettext_lazy("Warteliste, noch nicht bestätigt"),
        gettext_lazy("Warteliste bestätigen: {title}"),
        (gettext_lazy("Sie möchten auf die Warteliste, für {people}:"), _WHAT,
         gettext_lazy("Mit dem Klick stehen Sie darauf. Haben Sie das nicht gewünscht, löschen Sie diese Nachricht.")),
        "forums:confirm", gettext_lazy("Auf die Warteliste"),
    ),
    "waiting": Text(
        gettext_lazy("Auf der Warteliste"),
        gettext_lazy("Sie stehen auf der Warteliste: {title}"),
        (gettext_lazy("Sie stehen auf der Warteliste, für {people}:"), _WHAT,
         gettext_lazy("Wird Platz für Sie frei, schreiben wir Ihnen."),
         gettext_lazy("Mit dem Link verlassen Sie die Warteliste.")),
        "forums:manage", gettext_lazy("Warteliste ansehen"),
    ),
    "offered": Text(
        gettext_lazy("Platz frei für die Nächsten auf der Warteliste"),
        gettext_lazy("Ein Platz ist frei: {title}"),
        (gettext_lazy("Für Sie ist Platz, für {people}:"), _WHAT,
         gettext_lazy("Wir halten ihn für Sie bis {until} Uhr. Danach geht er an die Nächsten.")),
        "forums:offer_accept", gettext_lazy("Platz ansehen und annehmen"),
    ),
    "offered_to_all": Text(
        gettext_lazy("Kurzfristig Platz für die ganze Warteliste"),
        gettext_lazy("Kurzfristig Platz frei: {title}"),
        (gettext_lazy("Frei geworden ist ein Platz:"), _WHAT,
         gettext_lazy("Alle auf der Warteliste lesen das jetzt. Wer zuerst annimmt, hat ihn.")),
        "forums:offer_accept", gettext_lazy("Platz ansehen und annehmen"),
    ),
    "lapsed": Text(
        gettext_lazy("Angebot verfallen"),
        gettext_lazy("Ihr angebotener Platz ist weitergegeben: {title}"),
        (gettext_lazy("Sie haben den angebotenen Platz nicht angenommen. Er ging an die Nächsten:"), _WHAT,
         gettext_lazy("Möchten Sie doch kommen, stellen Sie sich neu an.")),
        "forums:event", gettext_lazy("Veranstaltung ansehen"),
    ),
    "withdrawn": Text(
        gettext_lazy("Anmeldung zurückgezogen"),
        gettext_lazy("Ihre Anmeldung ist zurückgezogen: {title}"),
        (gettext_lazy("Sie sind nicht mehr angemeldet:"), _WHAT, gettext_lazy("{reason}"),
         gettext_lazy("Solange Plätze frei sind, können Sie sich neu anmelden.")),
        "forums:event", gettext_lazy("Veranstaltung ansehen"), ("reason",),
    ),
    "changed": Text(
        gettext_lazy("Anmeldung geändert"),
        gettext_lazy("Ihre Anmeldung ist geändert: {title}"),
        (gettext_lazy("Ihre Anmeldung gilt jetzt für {people}:"), _WHAT,
         gettext_lazy("Ihr Code für den Einlass: {codes}"), _CHANGE),
        "forums:manage", _SEE,
    ),
    "seats_changed": Text(
        gettext_lazy("Zahl der Plätze einer Anmeldung vom Gastgeber geändert"),
        gettext_lazy("Plätze geändert: {title}"),
        (gettext_lazy("Ihre Anmeldung gilt jetzt für {people}:"), _WHAT, gettext_lazy("{reason}"), _CHANGE),
        "forums:manage", _SEE, ("reason",),
    ),
    "event_changed": Text(
        gettext_lazy("Veranstaltung geändert"),
        gettext_lazy("Geändert: {title}"),
        (gettext_lazy("An Ihrer Veranstaltung hat sich etwas geändert:"), gettext_lazy("{changes}"),
         gettext_lazy("Jetzt gilt:"), _WHAT, _OTHERS),
        "forums:manage", _SEE,
    ),
    "cancelled_event": Text(
        gettext_lazy("Veranstaltung abgesagt"),
        gettext_lazy("Abgesagt: {title}"),
        (gettext_lazy("Diese Veranstaltung fällt aus:"), _WHAT, gettext_lazy("{reason}"),
         gettext_lazy("Ihre Anmeldung ist damit aufgehoben. Sie müssen nichts tun.")),
        "forums:index", _ALL, ("reason",),
    ),
    "reminder_week": Text(
        gettext_lazy("Erinnerung mit Zeit zum Absagen"),
        gettext_lazy("Am {day}: {title}"),
        (gettext_lazy("Sie sind angemeldet, für {people}:"), _WHAT, _OTHERS), "forums:manage", _SEE,
    ),
    "reminder": Text(
        gettext_lazy("Erinnerung kurz vorher"),
        gettext_lazy("Bald: {title}, {day}, {time} Uhr"),
        (gettext_lazy("Bald ist es so weit, für {people}:"), _WHAT,
         gettext_lazy("Ihr Code für den Einlass: {codes}"), _OTHERS),
        "forums:manage", gettext_lazy("Karte und Anmeldung ansehen"), ("codes",),
    ),
    "reminder_online": Text(
        gettext_lazy("Erinnerung kurz vorher zur Teilnahme online"),
        gettext_lazy("Bald: {title}, {day}, {time} Uhr"),
        (gettext_lazy("Bald ist es so weit, online:"), _ONLINE, _ACCESS, _OTHERS),
        "forums:manage", gettext_lazy("Zugang ansehen"),
    ),
    "thanks": Text(
        gettext_lazy("Dank mit Materialien und drei Fragen"),
        gettext_lazy("Danke für Ihr Kommen: {title}"),
        (gettext_lazy("Danke, dass Sie am {day} dabei waren: {title}."), gettext_lazy("{materials}"),
         gettext_lazy("{certificate}"),
         gettext_lazy("Drei Fragen dazu beantworten Sie in einer Minute. Niemand sieht, von wem die Antworten sind.")),
        "forums:feedback", gettext_lazy("Drei Fragen beantworten"), ("materials", "certificate"),
    ),
    "answer": Text(
        gettext_lazy("Fragen aus dem Publikum beantwortet"),
        gettext_lazy("Antworten auf Fragen: {title}"),
        (gettext_lazy("Zu {title} am {day} sind Fragen aus dem Publikum beantwortet:"), gettext_lazy("{answers}"),
         gettext_lazy("Die Antworten stehen hinter dem Link.")),
        "forums:questions", gettext_lazy("Antworten lesen"), ("answers",),
    ),
    "invited": Text(
        gettext_lazy("Einladung eines Gastgebers"),
        gettext_lazy("Einladung: {title}"),
        (gettext_lazy("{host} lädt Sie ein, mit Platz für {people}:"), _WHAT,
         gettext_lazy("Melden Sie sich mit dem Link an. Er gilt, solange noch Plätze für Eingeladene da sind.")),
        "forums:invited", gettext_lazy("Einladung ansehen"),
    ),
}  # fmt: skip

# name, what it stands for, an example
PLACEHOLDERS = {
    "title": (gettext_lazy("Titel"), gettext_lazy("Sicherheitsforum Baustelle")),
    "day": (gettext_lazy("Tag"), "17.12.2026"),
    "time": (gettext_lazy("Beginn"), "18:00"),
    "where": (gettext_lazy("Ort"), gettext_lazy("Haus des Handwerks, Musterstraße 1, 04103 Leipzig, Großer Saal")),
    "people": (gettext_lazy("Zahl der Personen"), gettext_lazy("2 Personen")),
    "codes": (gettext_lazy("Code für den Einlass, je Person"), "K7QM 2XWN, P4TR 9HDC"),
    "until": (gettext_lazy("Gilt bis"), gettext_lazy("10.12.2026, 18:00")),
    "reason": (gettext_lazy("Grund"), gettext_lazy("Das Haus ist an diesem Abend geschlossen.")),
    "changes": (gettext_lazy("Änderungen"), gettext_lazy("Beginn: 18:00 Uhr statt 17:00 Uhr")),
    "materials": (
        gettext_lazy("Materialien zum Nachlesen"),
        gettext_lazy("Zum Nachlesen:\nFolien zum Vortrag: https://werkspur.example/…"),
    ),
    "certificate": (
        gettext_lazy("Bescheinigung über die Teilnahme"),
        gettext_lazy("Bescheinigung über die Teilnahme: https://werkspur.example/…"),
    ),
    "answers": (gettext_lazy("Beantwortete Fragen"), gettext_lazy("Wer zahlt, wenn auf der Baustelle gestohlen wird?")),
    "host": (gettext_lazy("Gastgeber"), gettext_lazy("Handwerkskammer zu Leipzig")),
}  # fmt: skip

BOOK = Book(texts=TEXTS, placeholders=PLACEHOLDERS)
