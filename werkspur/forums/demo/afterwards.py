"""What stays of a forum: questions with owners and answers, minutes with decisions, a sheet to take along, opinions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile

from werkspur.base.calendar.wallclock import day_of
from werkspur.base.demonstration import Build
from werkspur.base.pdf import compile_pdf
from werkspur.forums.models import Event, Feedback, Question
from werkspur.forums.services import materials, minutes, questions
from werkspur.forums.services.tasks import add_task

DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question. owner: partner, '' nobody yet; within: days until the answer is due; answer: '' open.

    hidden: why it is out of sight; new: nobody has looked at it yet.
    """

    text: str
    votes: int = 0
    owner: str = ""
    within: int = 14
    answer: str = ""
    political: bool = False
    hidden: str = ""
    new: bool = False


VANS_QUESTIONS = (
    Asked(
        text="Lohnt sich ein zweites Schloss an der Hecktür, wenn der Transporter auf der Straße steht?", votes=14,
        owner="pd", within=3,
        answer="Ja. Ein zweites Schloss kostet Zeit, und Zeit ist das, was Täter auf der Straße nicht haben. "
               "Wichtiger ist, dass nachts nichts drin liegt, was sich lohnt: Wer leer parkt, schreibt es an die Tür.",
    ),
    Asked(
        text="Zahlt die Versicherung auch, wenn ich nur Fotos von den Geräten habe und keine Rechnungen?", votes=11,
        owner="hwk", within=5,
        answer="Das hängt vom Vertrag ab. Fotos mit lesbarer Nummer helfen, eine Liste mit Kaufdatum hilft mehr. "
               "Fragen Sie Ihre Versicherung vor dem Schaden, was sie sehen will.",
    ),
    Asked(
        text="Warum gibt es im Gewerbegebiet Nord noch immer keine Beleuchtung an der Zufahrt?", votes=19, owner="ihk",
        within=21, political=True,
    ),
    Asked(text="Kann die Polizei sagen, in welchen Straßen nachts die meisten Transporter aufgebrochen werden?",
          votes=9, owner="pd", within=16),
    Asked(text="Wird es einen Kennzeichnungstag im Süden der Stadt geben?", votes=6, owner="hwk", within=20),
    Asked(text="Welche Ortungsgeräte taugen für einen Anhänger?", votes=4),
    Asked(text="Darf ich meine Kamera so aufhängen, dass sie auch den Gehweg zeigt?", new=True),
    Asked(text="Warum hat die Firma nebenan ihre Maschine schon wieder?", hidden="Nennt einen Betrieb."),
)  # fmt: skip
YARDS_QUESTIONS = (
    Asked(
        text="Wie hoch muss ein Zaun sein, damit er etwas nützt?", votes=8, owner="pd", within=7,
        answer="Zwei Meter halten niemanden auf, der will. Ein Zaun soll zeigen, wo Ihr Grundstück beginnt, und das "
               "Wegtragen schwer machen. Licht und ein Tor, das abends zu ist, bringen mehr als Höhe.",
    ),
    Asked(
        text="Wer kommt zu uns in den Betrieb, und was kostet das?", votes=5, owner="hwk", within=7,
        answer="Die polizeiliche Beratung kommt kostenlos. Den Termin wählen Sie auf der Seite „Beratung“.",
    ),
)  # fmt: skip
ROADS_QUESTIONS = (
    Asked(
        text="Wer ist für das Licht auf Privatstraßen im Gewerbegebiet zuständig?", votes=12, owner="ihk", within=10,
        answer="Die Eigentümer. Wo mehrere Betriebe eine Straße teilen, hilft die Kammer bei der Vereinbarung.",
    ),
    Asked(
        text="Bis wann entscheidet die Stadt über die Einfahrten?", votes=10, owner="ihk", within=30, political=True,
        answer="Einen Termin gibt es nicht. Die Kammern haben die Frage mitgenommen und fragen jedes Quartal nach.",
    ),
)  # fmt: skip

#: title of an event → minutes, decisions, tasks (title, partner, days from the event)
MINUTES: dict[str, tuple[str, tuple[str, ...], tuple[tuple[str, str, int], ...]]] = {
    "Werkzeug im Transporter": (
        "Rund 45 Gäste. Die Polizei berichtet, dass die meisten Aufbrüche zwischen 1 und 4 Uhr geschehen und selten "
        "länger als zwei Minuten dauern. Ein Betrieb zeigt, wie zwei Geräte über ihre Nummer zurückkamen.\n\n"
        "In der Aussprache geht es um Stellplätze, Versicherung und Licht an Zufahrten.",
        ("Die Kammern sammeln Straßen, in denen Betriebe nachts nicht sicher parken können.",
         "Der nächste Kennzeichnungstag findet im Landkreis Leipzig statt."),
        (("Liste der Straßen an die Polizei geben", "hwk", 30), ("Ort für den Kennzeichnungstag suchen", "ihk", 21)),
    ),
    "Hof, Halle, Lager: was nachts offen steht": (
        "Rundgang am Plan eines Betriebshofs: Tor, Licht, Schlüssel, Akkus im Regal.",
        ("Die Polizei bietet allen Gästen eine Beratung im eigenen Hof an.",),
        (("Betriebe zur Beratung einladen", "pd", 14),),
    ),
    "Wirtschaft, Politik, Verwaltung: Gewerbegebiete bei Nacht": (
        "Punkt für Punkt: vier Straßen, drei Einfahrten, eine Bushaltestelle.",
        ("Zu jedem offenen Punkt gibt es bis zum nächsten Treffen einen Stand.",),
        (("Stand zu den Einfahrten erfragen", "ihk", 60),),
    ),
    "Kennzeichnungstag in Leipzig": ("Vier Tische, zwei Graviergeräte, keine Wartezeit über 20 Minuten.", (), ()),
}  # fmt: skip

POINTS = (
    "Ladefläche leer, und es steht an der Tür.", "Zweites Schloss an Heck und Seite, beide abgeschlossen.",
    "Stellplatz mit Licht, wenn möglich mit der Tür zur Wand.", "Akkus und Ladegeräte über Nacht im Haus.",
    "Nummern aller Geräte sind eingetragen, mit Foto.", "Jeder weiß, wen er anruft, wenn etwas fehlt.",
)  # fmt: skip
OPINIONS = (
    (5, 5, "Mehr Zeit für Fragen."), (4, 5, ""), (5, 4, ""), (4, 4, "Die Folien vorher schicken."), (5, 5, ""),
    (3, 4, ""), (5, 5, "Auch einmal vormittags."), (4, 4, ""), (5, 5, ""), (4, 3, ""), (5, 5, ""), (4, 5, ""),
)  # fmt: skip


def ask_all(build: Build, event: Event, asked: Sequence[Asked]) -> None:
    """Ask questions while the event goes on; the chamber looks at them, gives them owners and writes answers."""
    by = build.people["kammer"]
    for number, one in enumerate(asked):
        at = event.end - timedelta(minutes=3 * (len(asked) - number))
        question = questions.ask(event, text=one.text, now=at)
        Question.objects.filter(pk=question.pk).update(created_at=at, votes=one.votes)
        if one.new:
            continue
        if one.hidden:
            questions.hide(question, reason=one.hidden, by=by)
            continue
        questions.show(question, by=by)
        _own(build, question, one)


def _own(build: Build, question: Question, one: Asked) -> None:
    if not one.owner:
        return
    by, day = build.people["kammer"], question.event.end + timedelta(days=1)
    owned: dict[str, Any] = {
        "owner": build.partners[one.owner], "answer_by": day_of(day + one.within * DAY), "political": one.political,
    }  # fmt: skip
    questions.keep(question, changes=owned, by=by, now=day)
    if one.answer:
        questions.keep(question, changes={"answer": one.answer}, by=by, now=day + max(1, one.within - 1) * DAY)


def write_minutes(
    build: Build, event: Event, told: tuple[str, tuple[str, ...], tuple[tuple[str, str, int], ...]], *, now: datetime
) -> None:
    """Write and release the minutes, with decisions and the tasks from them."""
    text, decisions, tasks = told
    by, day = build.people["kammer"], day_of(event.start)
    minutes.keep_minutes(event, text=text, by=by)
    kept = [minutes.add_decision(event, text=one, day=day, by=by) for one in decisions]
    for number, (title, partner, days) in enumerate(tasks):
        add_task(
            event, title=title, due=day + days * DAY, partner=build.partners[partner], public=True,
            decision=kept[number % len(kept)], by=by,
        )  # fmt: skip
    minutes.release_minutes(event, by=by, now=now)


def hand_out(build: Build, event: Event) -> None:
    """A sheet for everybody and one for those who were there, as PDF."""
    sheets = (("Checkliste für den Abend", "public", POINTS), ("Notizblatt zu den Fällen", "registered", POINTS[:3]))
    for title, audience, points in sheets:
        data = {
            "author": "Sicherheitspartnerschaft", "footer": "Werkspur, Beispiel", "below": f"{event.title}, "
            f"{day_of(event.start):%d.%m.%Y}", "intro": "Vor Feierabend einmal durchgehen.", "points": list(points),
        }  # fmt: skip
        content = compile_pdf("forums/typst/handout.typ", data=data, title=title)
        handed = materials.prepare(ContentFile(content, name=f"{title}.pdf"))
        materials.add_material(
            event, title=title, handed=handed, audience=audience, visible_from=event.end,
            by=build.people["kammer"],
        )  # fmt: skip


def rate(event: Event) -> None:
    """What guests said of it; nobody knows whose."""
    day = day_of(event.end + DAY)
    Feedback.objects.bulk_create(
        Feedback(event=event, useful=useful, clear=clear, text=text, day=day) for useful, clear, text in OPINIONS
    )
