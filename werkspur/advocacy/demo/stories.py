"""What became of the demands of the demonstration: one for each way on which a demand can go."""

from __future__ import annotations

from datetime import time

from django.core.files.base import ContentFile

from werkspur.advocacy.demo import words
from werkspur.advocacy.demo.making import Office
from werkspur.advocacy.demo.pictures import PLATE, street_at_night
from werkspur.advocacy.models import Contact, Demand, Session
from werkspur.advocacy.services import (
    commitments,
    contacts,
    deliveries,
    demands,
    publishing,
    redaction,
    release,
    sessions,
)
from werkspur.base.calendar.wallclock import stored
from werkspur.partners.models import Partner

SAID = "Die Kammern haben die Forderung vorgetragen und die Kurzfassung übergeben. Um eine Antwort wurde gebeten."


def build_stories(office: Office) -> dict[str, Demand]:
    """Add all of them; return those that papers and sessions hang on."""
    light = _light(office)
    _parking(office)
    _contact(office)
    _online(office)
    _marking(office)
    video = _video(office)
    _patrol(office)
    _fences(office)
    numbers = _numbers(office)
    _stolen_goods(office)
    _drafts(office)
    return {"light": light, "video": video, "numbers": numbers}


def _light(office: Office) -> Demand:
    """From demand to proof: asked, overdue, answered, promised, built, checked."""
    demand = office.released(words.LIGHT, days=-330, origin="Frage aus dem Publikum eines Sicherheitsforums")
    letter = office.delivered(demand, "talwinkel-stadt", days=-326)
    office.replied(letter, "Das Schreiben ist eingegangen und wird geprüft.", days=-318, kind="receipt")
    reply = office.replied(letter, "Die Stadt stellt elf Leuchten auf.", days=-270, pasted=words.REPLY)
    promise = office.promised(
        reply, "Die Stadt stellt elf Leuchten an den Zufahrten der Nordkante auf.", days=-270, due=-60,
        measure="Elf Leuchten brennen von 16 bis 7 Uhr",
    )  # fmt: skip
    proof = office.proven(
        demand, "Elf Leuchten an der Nordkante brennen", days=-66, commitment=promise,
        file=ContentFile(words.MINUTES.encode(), name="protokoll.txt"), note="Am Abend vor Ort gezählt.",
    )  # fmt: skip
    photo = office.proven(
        demand, "Zufahrt am Abend des Ortstermins", days=-66, kind="photo", source="Aufnahme beim Ortstermin",
        file=ContentFile(street_at_night(), name="zufahrt.jpg"), note="Beim Ortstermin daneben gestanden.",
    )  # fmt: skip
    commitments.decide_commitment(
        promise, state="kept", reason="Alle elf Leuchten stehen, geprüft beim Ortstermin.", day=office.day(-62),
        by=office.other, now=office.noon(-62), set_status="done:whole",
    )  # fmt: skip
    for thing in (letter, reply, proof):
        thing.refresh_from_db()
        file = thing.document
        publishing.publish(thing, document=file, nothing_personal=True, by=office.chamber)
    photo.refresh_from_db()
    assert photo.document is not None  # noqa: S101  just brought
    covered = redaction.redact(photo.document, marks=[PLATE], reason="Kennzeichen eines Fahrzeugs", by=office.chamber)
    publishing.publish(photo, document=covered, by=office.chamber)
    return demand


def _parking(office: Office) -> None:
    """Nobody has answered, and the day has passed."""
    demand = office.released(words.PARKING, days=-52)
    office.delivered(demand, "talwinkel-stadt", days=-46)


def _contact(office: Office) -> None:
    """One has promised, the other sends an interim notice; meanwhile the demand has got a second version."""
    demand = office.released(words.CONTACT, days=-120)
    town = office.delivered(demand, "talwinkel-stadt", days=-116, way="meeting", text=SAID)
    district = office.delivered(demand, "muster-landratsamt", days=-30, way="meeting", text=SAID)
    reply = office.replied(town, "Die Stadt richtet eine Nummer ein.", days=-80)
    office.promised(
        reply, "Ab Februar ist eine Stelle mit eigener Nummer besetzt.", days=-80, due=70,
        measure="Nummer steht auf der Website, Anrufe werden in einer Woche beantwortet",
    )  # fmt: skip
    office.replied(district, "Das Landratsamt stimmt sich mit den Gemeinden ab.", days=-9, kind="interim")
    publishing.publish(reply, document=None, by=office.chamber)
    changes = {"summary": words.CONTACT_AGAIN, "note": "Die Antwort an den Betrieb bekommt eine Frist."}
    demands.save_version(demand, fields=changes, by=office.chamber, now=office.noon(-60))
    demand.refresh_from_db()
    office.release(demand, days=-60)


def _online(office: Office) -> None:
    """A part of it is promised."""
    demand = office.released(words.ONLINE, days=-210)
    letter = office.delivered(demand, "muster-ministerium", days=-205, way="meeting", text=SAID)
    reply = office.replied(letter, "Anhänge werden möglich, der Abgleich mit der Fahndung bleibt offen.", days=-150)
    office.promised(
        reply, "Bis zum Sommer kann der Anzeige eine Tabelle angehängt werden.", days=-150, due=-20, as_status="partly",
        measure="Eine Tabelle mit 100 Zeilen lässt sich anhängen",
    )  # fmt: skip
    publishing.publish(reply, document=None, by=office.chamber)


def _marking(office: Office) -> None:
    """Answered, and nothing has come of it yet."""
    demand = office.released(words.MARKING, days=-75)
    letter = office.delivered(demand, "muster-ministerium", days=-70, way="session", text=SAID)
    reply = office.replied(letter, "Das Ministerium prüft die Richtlinie im Frühjahr.", days=-35)
    publishing.publish(reply, document=None, by=office.chamber)


def _video(office: Office) -> Demand:
    """Refused by the council."""
    demand = office.released(words.VIDEO, days=-240)
    office.delivered(demand, "talwinkel-rat", days=-236, way="session", text=SAID)
    office.moved(
        demand, "debated", days=-200, reason="Der Ausschuss für Ordnung und Sicherheit berät über einen Prüfauftrag.",
        source="Tagesordnung des Ausschusses",
    )  # fmt: skip
    office.moved(
        demand, "refused", days=-150, reason="Der Stadtrat hat den Prüfauftrag abgelehnt.", outcome="nothing",
        source="Niederschrift des Stadtrats",
    )  # fmt: skip
    return demand


def _patrol(office: Office) -> None:
    """Promised and not kept."""
    demand = office.released(words.PATROL, days=-300)
    letter = office.delivered(demand, "muster-landratsamt", days=-296, way="meeting", text=SAID)
    reply = office.replied(letter, "Der Vollzugsdienst fährt ab Frühjahr jede Nacht vor.", days=-260)
    promise = office.promised(
        reply,
        "Ab April fährt jede Nacht eine Streife vor.",
        days=-260,
        due=-180,
        measure="Dienstplan des Amtes",
    )
    commitments.decide_commitment(
        promise, state="broken", reason="Der Dienstplan sieht nach Auskunft des Amtes keine Nachtstreifen vor.",
        day=office.day(-140), by=office.other, now=office.noon(-140), set_status="broken:nothing",
    )  # fmt: skip
    publishing.publish(reply, document=None, by=office.chamber)


def _fences(office: Office) -> None:
    """Overtaken by a new plan."""
    demand = office.released(words.FENCES, days=-420)
    office.delivered(demand, "talwinkel-rat", days=-416, way="session", text=SAID)
    office.moved(
        demand, "resting", days=-190, reason="Der Plan wird insgesamt neu aufgestellt, die Kammern nehmen daran teil.",
        source="Bekanntmachung der Stadt Talwinkel", outcome="overtaken",
    )  # fmt: skip


def _numbers(office: Office) -> Demand:
    """On the agenda, after a conversation that the log keeps."""
    demand = office.released(words.NUMBERS, days=-60)
    office.delivered(demand, "muster-landratsamt", days=-56, way="meeting", text=SAID)
    office.moved(
        demand, "debated", days=-21, reason="Der Kreisausschuss hat das Thema aufgenommen.",
        source="Einladung zur Sitzung",
    )  # fmt: skip
    start = stored(office.day(9), time(17))
    session = Session(
        addressee=office.bodies["muster-landratsamt"], title="Kreisausschuss (Beispiel)", start=start,
        place="Kreishaus, Saal 2", note="Zahlen zu Baustellen stehen auf der Tagesordnung",
    )  # fmt: skip
    sessions.keep_session(session, demands=[demand], by=office.chamber)
    contact = Contact(
        partner=office.build.partners["hwk"], addressee=office.bodies["muster-landratsamt"], kind="meeting",
        start=office.noon(-12), place="Kreishaus", subject="Zahlen zu Baustellen", responsible=office.chamber,
        result="Das Amt liefert eine Liste der öffentlichen Baustellen. Über die Veröffentlichung berät der Ausschuss.",
        follow_up=office.day(4), follow_up_text="Nach der Liste fragen",
    )  # fmt: skip
    participants = [("Leitung", "Landratsamt Musterkreis"), ("Geschäftsbereich Recht", "Handwerkskammer zu Leipzig")]
    contacts.keep_contact(contact, demands=[demand], participants=participants, by=office.chamber)
    return demand


def _stolen_goods(office: Office) -> None:
    """A joint appeal of all three, its answer due in some days."""
    demand = office.released(words.STOLEN_GOODS, days=-24)
    office.delivered(demand, "talwinkel-stadt", days=-20)


def _drafts(office: Office) -> None:
    """One has been released and its letter is being written, one waits for a second release, one lacks a field."""
    invoices = office.released(words.INVOICES, days=-2)
    deliveries.create_delivery(
        invoices, addressee=office.bodies["muster-ministerium"], way="post", letterhead=invoices.lead, by=office.chamber
    )
    office.draft(words.WASTE, days=-3)
    bollards = office.draft(words.BOLLARDS, days=-6)
    crafts: Partner = office.build.partners["hwk"]
    release.sign(bollards, by=office.chamber, partner=crafts, now=office.noon(-5))
