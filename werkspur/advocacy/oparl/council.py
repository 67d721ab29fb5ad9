"""A small council of our own invention, of any size and the same every time: the content of the fake server.

Talwinkel does not exist, nor do its papers. Objects follow OParl 1.0 or 1.1; ids are paths, the server puts its own
address in front.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

JsonObject = dict[str, Any]
BEGINNING = datetime(2024, 1, 8, 8, 0, tzinfo=UTC)
SUBJECTS = (
    "Beleuchtung am Gewerbegebiet Nordkante",
    "Sichere Abstellplätze für Werkstattfahrzeuge",
    "Diebstahl von Werkzeug auf städtischen Baustellen",
    "Streifen und Ordnungsdienst in der Innenstadt",
    "Kennzeichnung von Maschinen des Bauhofs",
    "Videoschutz am Güterbahnhof",
    "Poller an der Marktgasse",
    "Sauberkeit rund um den Busbahnhof",
    "Lieferzonen und Sicherheit beim Beladen",
    "Einbruchschutz in kommunalen Gebäuden",
)
KINDS = ("Antrag", "Anfrage", "Beschlussvorlage", "Informationsvorlage")
RESULTS = ("beschlossen", "vertagt", "abgelehnt", "zur Kenntnis genommen")
COMMITTEES = ("Stadtrat", "Ausschuss für Ordnung und Sicherheit", "Ausschuss für Wirtschaft", "Bauausschuss")
PAPERS_PER_MEETING = 20


@dataclass
class Council:
    """`papers` papers, a meeting for every twenty of them, four committees.

    `version` is "1.0" or "1.1"; on 1.1 files, consultations and agenda items have lists of their own. The dictionaries
    hold what happened since: papers renamed, deleted, without their files, decided; each with its moment. begins: the
    day before its first paper, a Monday morning.
    """

    papers: int = 60
    version: str = "1.0"
    renamed: dict[int, tuple[str, datetime]] = field(default_factory=dict)
    deleted: dict[int, datetime] = field(default_factory=dict)
    bare: dict[int, datetime] = field(default_factory=dict)
    added: dict[int, datetime] = field(default_factory=dict)
    decided: dict[int, tuple[str, datetime]] = field(default_factory=dict)
    begins: datetime = BEGINNING

    def decide(self, number: int, *, result: str, at: datetime) -> None:
        """Write down what came of a paper; "" takes it back."""
        self.decided[number] = (result, at)

    def rename(self, number: int, *, name: str, at: datetime) -> None:
        """Give a paper another name."""
        self.renamed[number] = (name, at)

    def delete(self, number: int, *, at: datetime) -> None:
        """Delete a paper; its embedded objects go with it."""
        self.deleted[number] = at

    def strip(self, number: int, *, at: datetime) -> None:
        """Take the auxiliary file off a paper."""
        self.bare[number] = at

    def add(self, *, at: datetime) -> int:
        """Submit one more paper and return its number."""
        self.papers += 1
        self.added[self.papers] = at
        return self.papers

    def schema(self, kind: str) -> str:
        return f"https://schema.oparl.org/{self.version}/{kind}"

    def lists(self) -> tuple[str, ...]:
        """The names of the lists a body offers."""
        newer = ("agendaItem", "consultation", "file") if self.version == "1.1" else ()
        return ("organization", "person", "meeting", "paper", *newer)

    def modified(self, number: int) -> datetime:
        """When a paper last changed."""
        happened = [book[number] for book in (self.deleted, self.bare, self.added) if number in book]
        if number in self.renamed:
            happened.append(self.renamed[number][1])
        if number in self.decided:
            happened.append(self.decided[number][1])
        return max(happened, default=self.begins + timedelta(hours=number % 20_000))

    def dates(self, number: int, kind: str) -> JsonObject:
        created = self.added.get(number, self.begins + timedelta(hours=number % 20_000))
        changed = {"organization": self.begins, "file": created}.get(kind) or self.modified(number)
        return {"created": created.isoformat(), "modified": changed.isoformat()}

    def paper(self, number: int) -> JsonObject:
        """A paper with all that is embedded in it."""
        head = {"id": f"/paper/{number}", "type": self.schema("Paper")}
        if number in self.deleted:
            return head | self.dates(number, "paper") | {"deleted": True}
        subject = SUBJECTS[number % len(SUBJECTS)]
        name = self.renamed[number][0] if number in self.renamed else f"{subject} ({number})"
        files = [] if number in self.bare or number % 3 else [self.file(number, main=False)]
        day = self.begins.date() + timedelta(days=number % 900)
        return {
            **head,
            "body": "/body/1",
            "name": name,
            "reference": f"{day.year}/{number:05d}",
            "date": day.isoformat(),
            "paperType": KINDS[number % len(KINDS)],
            "web": f"/ansicht/{number}",
            "mainFile": self.file(number, main=True),
            "auxiliaryFile": files,
            "consultation": [self.consultation(number)],
            "originatorOrganization": [f"/organization/{1 + number % len(COMMITTEES)}"],
            "license": "https://www.govdata.de/dl-de/by-2-0",
            **self.dates(number, "paper"),
        }

    def file(self, number: int, *, main: bool) -> JsonObject:
        identity = f"/file/{number}-{'haupt' if main else 'anlage'}"
        return {
            "id": identity,
            "type": self.schema("File"),
            "name": "Vorlage" if main else "Anlage 1",
            "fileName": f"{number}-{'vorlage' if main else 'anlage'}.pdf",
            "mimeType": "application/pdf",
            "accessUrl": f"{identity}.pdf",
            "paper": [f"/paper/{number}"],
            **self.dates(number, "file"),  # a file stays as it was when its paper is renamed
        }

    def consultation(self, number: int) -> JsonObject:
        return {
            "id": f"/consultation/{number}",
            "type": self.schema("Consultation"),
            "paper": f"/paper/{number}",
            "agendaItem": f"/agendaItem/{number}",
            "meeting": f"/meeting/{self.meeting_of(number)}",
            "organization": [f"/organization/{1 + number % len(COMMITTEES)}"],
            "authoritative": number % len(COMMITTEES) == 0,
            "role": "Entscheidung" if number % len(COMMITTEES) == 0 else "Vorberatung",
            **self.dates(number, "consultation"),
        }

    @staticmethod
    def meeting_of(number: int) -> int:
        return 1 + (number - 1) // PAPERS_PER_MEETING

    def agenda_item(self, number: int) -> JsonObject:
        return {
            "id": f"/agendaItem/{number}",
            "type": self.schema("AgendaItem"),
            "meeting": f"/meeting/{self.meeting_of(number)}",
            "number": f"Ö {1 + (number - 1) % PAPERS_PER_MEETING}",
            "name": SUBJECTS[number % len(SUBJECTS)],
            "public": True,
            "result": self.decided[number][0] if number in self.decided else RESULTS[number % len(RESULTS)],
            "consultation": f"/consultation/{number}",
            **self.dates(number, "agendaItem"),
        }

    def meeting(self, number: int) -> JsonObject:
        first = 1 + (number - 1) * PAPERS_PER_MEETING
        start = self.begins + timedelta(days=14 * number, hours=9)
        last = min(first + PAPERS_PER_MEETING - 1, self.papers)
        return {
            "id": f"/meeting/{number}",
            "type": self.schema("Meeting"),
            "name": f"{number}. Sitzung des Stadtrats",
            "start": start.isoformat(),
            "end": (start + timedelta(hours=3)).isoformat(),
            "meetingState": "durchgeführt",
            "organization": ["/organization/1"],
            "agendaItem": [self.agenda_item(item) for item in range(first, last + 1) if item not in self.deleted],
            "created": self.begins.isoformat(),
            "modified": max(self.modified(item) for item in range(first, last + 1)).isoformat(),
        }

    def organization(self, number: int) -> JsonObject:
        return {
            "id": f"/organization/{number}",
            "type": self.schema("Organization"),
            "body": "/body/1",
            "name": COMMITTEES[number - 1],
            "organizationType": "Gremium",
            **self.dates(number, "organization"),
        }

    def count(self, kind: str) -> int:
        """How many objects a list holds, the deleted included."""
        meetings = self.meeting_of(self.papers) if self.papers else 0
        return {"organization": len(COMMITTEES), "person": 0, "meeting": meetings}.get(kind, self.papers)

    def one(self, kind: str, name: str) -> JsonObject | None:
        """The object under a path, None where there is none."""
        digits, _, ending = name.partition("-")
        number = int(digits) if digits.isascii() and digits.isdigit() else 0
        if not 1 <= number <= self.count(kind) or (number in self.deleted and kind not in ("paper", "meeting")):
            return None
        if kind == "file":
            gone = ending == "anlage" and (number in self.bare or number % 3)
            return None if gone or ending not in ("haupt", "anlage") else self.file(number, main=ending == "haupt")
        return self.listed(kind, number) if not ending else None

    def listed(self, kind: str, number: int) -> JsonObject:
        """The object at a place of a list."""
        makers = {
            "paper": self.paper,
            "meeting": self.meeting,
            "organization": self.organization,
            "consultation": self.consultation,
            "agendaItem": self.agenda_item,
        }
        return self.file(number, main=True) if kind == "file" else makers[kind](number)
