"""A council of our own invention, read as if over the net, and the demands that its papers belong to."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from werkspur.advocacy.demo.making import Office
from werkspur.advocacy.models import Council, Demand, HarvestRun, Paper
from werkspur.advocacy.oparl.council import Council as Invented
from werkspur.advocacy.oparl.fake import FakeServer
from werkspur.advocacy.oparl.harvest import harvest
from werkspur.advocacy.oparl.net import Answer, Fetcher
from werkspur.advocacy.services import paper_links, proposals, searches
from werkspur.advocacy.services.council_storage import DatabaseStorage
from werkspur.advocacy.services.papers import enter_paper, note_stop

#: where `werkspur fake_council` opens the same council
ADDRESS = "http://127.0.0.1:8765"
PAPERS = 40
#: papers by their number there: the fifth is about video, the twelfth about building sites
VIDEO, SITES = 5, 12


class Told(Fetcher):
    """Answers out of the invented council, without a line to anywhere."""

    def __init__(self, fake: FakeServer) -> None:
        super().__init__(fake.system)
        self._fake = fake

    def get(self, address: str) -> Answer:
        parts = urlsplit(self.at_home(address))
        status, content = self._fake.answer(f"{parts.path}?{parts.query}" if parts.query else parts.path)
        headers = {"content-type": "application/json"}
        return Answer(address=address, status=status, headers=headers, body=json.dumps(content).encode())


def build_papers(office: Office, *, light: Demand, video: Demand, numbers: Demand) -> None:
    """Read the council, link two of its papers, write down one of another council, and search for more."""
    council = _read(office)
    papers = {VIDEO: video, SITES: numbers}
    for number, demand in papers.items():
        paper = Paper.objects.get(council=council, object_id=f"{ADDRESS}/paper/{number}")
        kind = "mentions" if number == VIDEO else "fulfils"
        paper_links.link_paper(demand, paper, kind=kind, by=office.chamber)
    proposals.propose(council=council)
    _by_hand(office, light)
    for words in ("Diebstahl", "Gewerbegebiet"):
        searches.save(office.chamber, words=words, council=None, by_mail=False)


def _read(office: Office) -> Council:
    """As the worker does it at night; tomorrow it leaves it out, for nobody is at that address."""
    monday = office.today - timedelta(days=45 + office.today.weekday())
    begins = datetime(monday.year, monday.month, monday.day, 8, tzinfo=UTC)
    fake = FakeServer(Invented(PAPERS, "1.1", begins=begins), root=ADDRESS)
    council = Council.objects.create(
        name="Ratsinfo Talwinkel (Beispiel)", address=fake.system, addressee=office.bodies["talwinkel-rat"],
        is_active=False,
    )  # fmt: skip
    now = office.build.now
    run = HarvestRun.objects.create(council=council, began_at=now, full=True)
    storage = DatabaseStorage(council, run=run)
    for _event in harvest(fake.system, storage=storage, fetcher=Told(fake), now=lambda: now, full=True):
        pass
    HarvestRun.objects.filter(pk=run.pk).update(state=HarvestRun.State.DONE, ended_at=now)
    return council


def _by_hand(office: Office, demand: Demand) -> None:
    """The decision about the lamps, from before the council was read."""
    fields = {
        "addressee": office.bodies["talwinkel-rat"], "reference": "VI-0417", "name": "Beleuchtung der Nordkante",
        "date": office.day(-205), "paper_type": "Beschlussvorlage", "originators": "Tiefbau", "web": "",
    }  # fmt: skip
    paper = enter_paper(fields=fields, upload=None, by=office.chamber)
    stop = {
        "committee": "Stadtrat Talwinkel (Beispiel)", "role": "Entscheidung", "authoritative": True,
        "start": office.noon(-190), "number": "Ö 7", "result": "beschlossen",
        "resolution": "Elf Leuchten werden aus dem laufenden Haushalt bezahlt.",
    }  # fmt: skip
    note_stop(paper, fields=stop, by=office.chamber)
    paper_links.link_paper(demand, paper, kind="caused", by=office.chamber)
