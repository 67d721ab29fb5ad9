"""What goes wrong with a council's server, in sentences for staff. Codes are those of `oparl.trouble`."""

from __future__ import annotations

from werkspur.marks.wording import gettext_noop as _

SENTENCES = {
    "address-invalid": _("Das ist keine Adresse, die mit http:// oder https:// beginnt."),
    "other-host": _("Der Server verweist auf eine andere Adresse. Gelesen wird nur dort, wo wir angefragt haben."),
    "private-address": _("Diese Adresse liegt in einem internen Netz. Gelesen werden nur öffentliche Server."),
    "redirects": _("Der Server leitet im Kreis weiter."),
    "name-unknown": _("Diesen Namen kennt das Internet gerade nicht. Ist die Adresse richtig geschrieben?"),
    "unreachable": _("Der Server ist nicht erreichbar oder hat mitten in der Antwort aufgelegt."),
    "too-slow": _("Der Server hat zu lange gebraucht."),
    "too-big": _("Der Server schickt mehr, als eine Seite einer Liste je enthält. Wir haben abgebrochen."),
    "status": _("Der Server lehnt die Anfrage ab (Antwort %(detail)s)."),
    "server-fault": _("Der Server meldet einen Fehler (Antwort %(detail)s), auch beim wiederholten Versuch."),
    "not-json": _("Die Antwort ist kein JSON. Führt die Adresse zu OParl oder zu einer Webseite?"),
    "not-oparl": _("Unter dieser Adresse steht kein OParl-System und keine Körperschaft."),
    "page-loop": _("Eine Liste führt immer wieder auf dieselben Seiten."),
    "too-many-pages": _("Eine Liste hat mehr Seiten, als ein Rat Vorlagen hat."),
    "trouble": _("Der Server antwortet nicht so, wie OParl es vorsieht."),
}
KEPT = _("Das Lesezeichen bleibt, wo es war. Was gelesen ist, bleibt erhalten.")
LISTS = {
    "organization": _("Gremien"),
    "meeting": _("Sitzungen"),
    "paper": _("Vorlagen"),
    "agendaItem": _("Tagesordnungspunkte"),
    "consultation": _("Beratungen"),
    "file": _("Dateien"),
}
