"""Why a change of status is refused, in sentences that say what to do."""

from __future__ import annotations

from werkspur.advocacy.rules.states import Refusal
from werkspur.marks.wording import gettext_noop as _

SENTENCES = {
    Refusal.SAME: _("Stand und Ergebnis sind schon so eingetragen."),
    Refusal.NOT_NEXT: _("Dieser Stand folgt nicht auf den jetzigen."),
    Refusal.OUTCOME: _("Dieses Ergebnis passt nicht zu dem Stand."),
    Refusal.ACTOR: _("Es fehlt, wer den Stand ändert."),
    Refusal.REASON: _("Der Grund fehlt: Was ist geschehen?"),
    Refusal.SOURCE: _("Die Quelle fehlt: Wo ist es nachzulesen? Zum Beispiel Schreiben, Niederschrift oder Vorlage."),
    Refusal.FUTURE: _("Der Tag liegt in der Zukunft. Eingetragen wird, was geschehen ist."),
    Refusal.BEFORE_LAST: _("Der Tag liegt vor der letzten Änderung des Standes."),
    Refusal.RELEASE: _("Die Freigabe durch zwei Personen fehlt."),
    Refusal.ALREADY_SENT: _("Die Forderung ist zugestellt und wird kein Entwurf mehr. Sie kann ruhen."),
    Refusal.DELIVERY: _("Es ist noch keine Zustellung eingetragen."),
    Refusal.REPLY: _("Es ist noch keine Antwort eingetragen. Eine Eingangsbestätigung ist keine."),
    Refusal.REPLY_BEFORE_DELIVERY: _("Die Antwort ist älter als die erste Zustellung. Einer der Tage stimmt nicht."),
    Refusal.COMMITMENT: _("Es ist noch keine Zusage eingetragen."),
    Refusal.EVIDENCE: _("Der Beleg fehlt. Umgesetzt ist, was belegt ist."),
    Refusal.EVIDENCE_UNCHECKED: _("Der Beleg ist noch nicht geprüft."),
    Refusal.EVIDENCE_CHECKED_ALONE: _("Wer den Beleg eingebracht hat, hat ihn auch geprüft. Das macht jemand anderes."),
}
