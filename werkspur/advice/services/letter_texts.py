"""The texts of letters as they come with Werkspur, by occasion. Staff may write their own (`models.Letter`)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from werkspur.base.letters import Book, Text

_WHEN = gettext_lazy("{day}, {time} Uhr, {where}. Dauer: {minutes} Minuten.")
_CHANGE = gettext_lazy("Mit dem Link verlegen Sie den Termin oder sagen ihn ab, bis er beginnt.")
_SIGN_IN = gettext_lazy("Wer kommt und worum es geht, steht nach dem Anmelden beim Termin.")

TEXTS: dict[str, Text] = {
    "confirm": Text(
        gettext_lazy("Termin gewählt, noch nicht bestätigt"),
        gettext_lazy("Beratungstermin bestätigen"),
        (gettext_lazy("Sie haben einen Beratungstermin gewählt:"), _WHEN,
         gettext_lazy("Wir halten ihn bis {until} Uhr frei. Danach ist er wieder für alle da."),
         gettext_lazy("Haben Sie nichts gebucht, löschen Sie diese Nachricht. Dann verfällt der Termin.")),
        "advice:booking_confirm", gettext_lazy("Termin bestätigen"),
    ),
    "confirmed": Text(
        gettext_lazy("Termin steht fest"),
        gettext_lazy("Ihr Beratungstermin steht fest"),
        (gettext_lazy("Ihr Termin:"), _WHEN, _CHANGE), "advice:manage", gettext_lazy("Termin ansehen"),
    ),
    "requested": Text(
        gettext_lazy("Termin angefragt, wird von Hand bestätigt"),
        gettext_lazy("Ihr Beratungstermin ist angefragt"),
        (gettext_lazy("Ihr Wunsch:"), _WHEN,
         gettext_lazy("Wir prüfen ihn und schreiben Ihnen, ob er passt. So lange gehört die Zeit Ihnen.")),
        "advice:manage", gettext_lazy("Anfrage ansehen"),
    ),
    "moved": Text(
        gettext_lazy("Termin verlegt"),
        gettext_lazy("Ihr Beratungstermin ist verlegt"),
        (gettext_lazy("Ihr Termin war {before}. Neu:"), _WHEN, gettext_lazy("{reason}"), _CHANGE),
        "advice:manage", gettext_lazy("Termin ansehen"), ("reason",),
    ),
    "cancelled": Text(
        gettext_lazy("Termin abgesagt"),
        gettext_lazy("Ihr Beratungstermin ist abgesagt"),
        (gettext_lazy("Dieser Termin fällt aus:"), _WHEN, gettext_lazy("{reason}"),
         gettext_lazy("Einen neuen Termin finden Sie jederzeit auf unserer Seite.")),
        "advice:overview", gettext_lazy("Neuen Termin suchen"),
    ),
    "waiting_confirm": Text(
        gettext_lazy("Warteliste, noch nicht bestätigt"),
        gettext_lazy("Warteliste bestätigen"),
        (gettext_lazy("Sie möchten auf die Warteliste für: {offer}, {where}."),
         gettext_lazy("Mit dem Klick stehen Sie darauf. Haben Sie das nicht gewünscht, löschen Sie diese Nachricht.")),
        "advice:waiting_confirm", gettext_lazy("Auf die Warteliste"),
    ),
    "waiting": Text(
        gettext_lazy("Auf der Warteliste"),
        gettext_lazy("Sie stehen auf der Warteliste"),
        (gettext_lazy("Wird ein Termin frei, schreiben wir Ihnen: {offer}, {where}."),
         gettext_lazy("Mit dem Link verlassen Sie die Warteliste.")),
        "advice:waiting_leave", gettext_lazy("Warteliste verlassen"),
    ),
    "offered": Text(
        gettext_lazy("Freier Termin für die Nächsten auf der Warteliste"),
        gettext_lazy("Ein Beratungstermin ist frei geworden"),
        (gettext_lazy("Für Sie ist frei:"), _WHEN,
         gettext_lazy("Wir halten ihn für Sie bis {until} Uhr. Danach geht er an die Nächsten.")),
        "advice:waiting_accept", gettext_lazy("Termin ansehen und annehmen"),
    ),
    "offered_to_all": Text(
        gettext_lazy("Kurzfristig freier Termin für die ganze Warteliste"),
        gettext_lazy("Ein Beratungstermin ist kurzfristig frei"),
        (gettext_lazy("Frei geworden ist:"), _WHEN,
         gettext_lazy("Alle auf der Warteliste lesen das jetzt. Wer zuerst annimmt, hat ihn.")),
        "advice:waiting_accept", gettext_lazy("Termin ansehen und annehmen"),
    ),
    "waiting_removed": Text(
        gettext_lazy("Von der Warteliste genommen"),
        gettext_lazy("Sie stehen nicht mehr auf der Warteliste"),
        (gettext_lazy("Wir haben Ihren Platz auf der Warteliste gelöscht: {offer}, {where}."), gettext_lazy("{reason}"),
         gettext_lazy("Freie Termine finden Sie jederzeit auf unserer Seite.")),
        "advice:overview", gettext_lazy("Termine ansehen"),
    ),
    "visit_invite": Text(
        gettext_lazy("Betrieb zur Teilnahme einladen"),
        gettext_lazy("Ihre Beratung: Betrieb anmelden"),
        (gettext_lazy("Bei der Beratung halten wir fest, was an Ihrem Betrieb zu sichern ist."),
         gettext_lazy("Das wird für Ihren Betrieb verschlüsselt und nur ihm gezeigt. Dafür braucht er ein Konto."),
         gettext_lazy("Melden Sie ihn an. Das kostet nichts und dauert fünf Minuten.")),
        "partners:company_register", gettext_lazy("Betrieb anmelden"),
    ),
    "task_reported": Text(
        gettext_lazy("An die Beratung: Aufgabe gemeldet"),
        gettext_lazy("Ein Betrieb meldet etwas als erledigt"),
        (gettext_lazy("Nach Ihrer Beratung ist eine Aufgabe als erledigt gemeldet."),
         gettext_lazy("Um welchen Betrieb und was es geht, lesen Sie nach dem Anmelden.")),
        "advice:tasks_review", gettext_lazy("Ansehen und prüfen"),
    ),
    "task_asked_back": Text(
        gettext_lazy("Rückfrage zu einer Aufgabe"),
        gettext_lazy("Rückfrage zu einer Aufgabe nach der Beratung"),
        (gettext_lazy("Zu einer Aufgabe, die Sie gemeldet haben, hat die Beratung eine Rückfrage."),
         gettext_lazy("Sie steht nicht in dieser Nachricht, sondern hinter dem Link.")),
        "advice:tasks", gettext_lazy("Rückfrage lesen"),
    ),
    "task_accepted": Text(
        gettext_lazy("Meldungen geprüft"),
        gettext_lazy("Die Beratung hat Ihre Meldungen geprüft"),
        (gettext_lazy("Was Sie zuletzt gemeldet haben, ist angesehen."),
         gettext_lazy("Was erledigt ist und was noch offen steht, lesen Sie hinter dem Link.")),
        "advice:tasks", gettext_lazy("Stand ansehen"),
    ),
    "remind_48": Text(
        gettext_lazy("Erinnerung vor dem Termin"),
        gettext_lazy("Ihr Beratungstermin am {day}"),
        (gettext_lazy("Wir erinnern an Ihren Termin:"), _WHEN,
         gettext_lazy("Hilfreich sind Fotos, ein Grundriss und was Ihr Versicherer verlangt."), _CHANGE),
        "advice:manage", gettext_lazy("Termin ansehen"),
    ),
    "remind_24": Text(
        gettext_lazy("Erinnerung kurz vor dem Termin"),
        gettext_lazy("Ihr Beratungstermin am {day} um {time} Uhr"),
        (gettext_lazy("Bald ist es so weit:"), _WHEN, _CHANGE), "advice:manage", gettext_lazy("Termin ansehen"),
    ),
    "tasks_14": Text(
        gettext_lazy("Zwei Wochen nach dem Besuch, Empfehlungen offen"),
        gettext_lazy("Was nach der Beratung noch offen ist"),
        (gettext_lazy("Am {day} waren wir bei Ihnen im Betrieb. Offene Empfehlungen: {open}."),
         gettext_lazy("Beginnen Sie mit dem, was sofort geht und nichts kostet."),
         gettext_lazy("Hinter dem Link melden Sie, was erledigt ist.")),
        "advice:task_link", gettext_lazy("Empfehlungen ansehen"),
    ),
    "tasks_90": Text(
        gettext_lazy("Drei Monate nach dem Besuch, Empfehlungen offen"),
        gettext_lazy("Noch offen seit der Beratung im Betrieb"),
        (gettext_lazy("Seit unserem Besuch am {day} sind drei Monate vergangen. Offene Empfehlungen: {open}."),
         gettext_lazy("Passt etwas nicht zu Ihrem Betrieb, schreiben Sie es dazu. Dann finden wir einen anderen Weg.")),
        "advice:task_link", gettext_lazy("Empfehlungen ansehen"),
    ),
    "tasks_365": Text(
        gettext_lazy("Ein Jahr nach dem Besuch, Empfehlungen offen"),
        gettext_lazy("Ein Jahr nach der Beratung im Betrieb"),
        (gettext_lazy("Vor einem Jahr, am {day}, waren wir bei Ihnen im Betrieb. Offene Empfehlungen: {open}."),
         gettext_lazy("Auf Wunsch kommen wir noch einmal und vergleichen Punkt für Punkt, was sich getan hat.")),
        "advice:task_link", gettext_lazy("Empfehlungen ansehen"),
    ),
    "adviser_confirmed": Text(
        gettext_lazy("An die Beratung: Termin steht fest"),
        gettext_lazy("Beratungstermin am {day} um {time} Uhr"),
        (gettext_lazy("Gebucht ist:"), _WHEN, gettext_lazy("Thema: {topic}"), _SIGN_IN),
        "advice:booking", gettext_lazy("Termin ansehen"),
    ),
    "adviser_moved": Text(
        gettext_lazy("An die Beratung: Termin verlegt"),
        gettext_lazy("Beratungstermin verlegt auf den {day}, {time} Uhr"),
        (gettext_lazy("Der Termin war {before}. Neu:"), _WHEN, gettext_lazy("Thema: {topic}"), _SIGN_IN),
        "advice:booking", gettext_lazy("Termin ansehen"),
    ),
    "adviser_cancelled": Text(
        gettext_lazy("An die Beratung: Termin fällt aus"),
        gettext_lazy("Beratungstermin am {day} um {time} Uhr entfällt"),
        (gettext_lazy("Dieser Termin ist nicht mehr in Ihrem Kalender:"), _WHEN, gettext_lazy("{reason}")),
        "advice:booking", gettext_lazy("Termin ansehen"),
    ),
}  # fmt: skip


# name, what it stands for, an example
PLACEHOLDERS = {
    "day": (gettext_lazy("Tag"), "01.12.2026"),
    "time": (gettext_lazy("Uhrzeit"), "10:00"),
    "where": (gettext_lazy("Ort"), gettext_lazy("Borna, Regionalbüro, IHK zu Leipzig")),
    "minutes": (gettext_lazy("Dauer in Minuten"), "45"),
    "until": (gettext_lazy("gilt bis"), "09:15"),
    "before": (gettext_lazy("bisheriger Termin"), gettext_lazy("24.11.2026 um 9:00 Uhr")),
    "reason": (gettext_lazy("Grund"), gettext_lazy("Der Sprechtag fällt wegen einer Fortbildung aus.")),
    "offer": (gettext_lazy("Angebot"), gettext_lazy("Sprechtag im Büro")),
    "topic": (gettext_lazy("Thema"), gettext_lazy("Türen, Fenster und Tore")),
    "open": (gettext_lazy("Zahl offener Empfehlungen"), "4"),
}  # fmt: skip

#: what every letter can do without
OPTIONAL = frozenset({"minutes", "before", "topic"})
BOOK = Book(texts=TEXTS, placeholders=PLACEHOLDERS, optional=OPTIONAL)
