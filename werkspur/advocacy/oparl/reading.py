"""Reading OParl objects, tolerant of what servers get wrong.

Source: OParl 1.0 and 1.1, `src/3-*` (schema) and `schema/*.json`. Two steps: `parse` makes JSON of a server's answer,
whatever control characters it contains; the `read_…` functions make typed values of an object. What is missing or
unusable becomes empty ("" or None), never an error: a paper without a date is still a paper.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

JsonObject = dict[str, Any]
#: a date-time without offset is meant as the clock on the town hall shows it
TOWN_HALL = ZoneInfo("Europe/Berlin")
#: what text never contains rightly, and PostgreSQL refuses in part: controls but tab and newline, lone surrogates
UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
#: a backslash that begins no JSON escape
LONE_BACKSLASH = re.compile(r'\\(?:(["\\/bfnrt]|u[0-9A-Fa-f]{4})|)')
DEEPEST = 60


def parse(text: str) -> Any:
    """Read JSON: strictly, else with raw control characters allowed, else with lone backslashes mended as well.

    Raises ValueError when it is no JSON even then, or nested deeper than any council's data.
    """
    try:
        value = _loaded(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    return storable(value)


def _loaded(text: str) -> Any:
    for attempt in (text, LONE_BACKSLASH.sub(lambda hit: hit[0] if hit[1] else r"\\", text)):
        try:
            return json.loads(attempt, strict=False, parse_constant=lambda _name: None)
        except json.JSONDecodeError as error:
            broken = error
    raise broken


def storable(value: Any, *, depth: int = 0) -> Any:
    """The same value without characters that no database keeps; raises ValueError below `DEEPEST` levels."""
    if depth > DEEPEST:
        raise ValueError("nested too deeply")
    if isinstance(value, str):
        return UNSTORABLE.sub("", value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, list):
        return [storable(item, depth=depth + 1) for item in value]
    if isinstance(value, dict):
        return {UNSTORABLE.sub("", key): storable(item, depth=depth + 1) for key, item in value.items()}
    return value


def text(value: Any) -> str:
    """One line or more of text; "" for anything that is none, also for the placeholder "N/A"."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    cleaned = value.strip() if isinstance(value, str) else ""
    return "" if cleaned.upper() == "N/A" else cleaned


def link(value: Any) -> str:
    """An address a person may be led to: http(s) or nothing. "N/A …" in front, as seen in Leipzig, makes it nothing."""
    address = text(value)
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and parts.netloc else ""


def reference(value: Any) -> str:
    """The id of an object, given as an id or as the object itself."""
    return text(value.get("id")) if isinstance(value, dict) else text(value)


def many(value: Any) -> list[Any]:
    """A list, also of a single value that should have been in one."""
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]


def references(value: Any) -> tuple[str, ...]:
    """The ids of several objects, without repetition, in their order."""
    return tuple(dict.fromkeys(found for found in map(reference, many(value)) if found))


def objects(value: Any) -> list[JsonObject]:
    """The objects of a list, also of one that is a bare object (CC e-gov's `auxiliaryFile`)."""
    return [item for item in many(value) if isinstance(item, dict)]


def moment(value: Any) -> datetime | None:
    """A point in time in UTC, or None."""
    try:
        found = datetime.fromisoformat(text(value))
        return (found if found.tzinfo else found.replace(tzinfo=TOWN_HALL)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def day(value: Any) -> date | None:
    """A date, also of a value that carries a time of day."""
    try:
        return date.fromisoformat(text(value)[:10])
    except ValueError:
        return None


def flag(value: Any) -> bool | None:
    """A truth value, also written as text; None when nothing is said."""
    if isinstance(value, bool):
        return value
    return {"true": True, "1": True, "false": False, "0": False}.get(text(value).lower())


def kind(raw: Mapping[str, Any]) -> str:
    """The last part of the type: "Paper" of https://schema.oparl.org/1.1/Paper."""
    return text(raw.get("type")).rstrip("/").rpartition("/")[2]


def version(raw: Mapping[str, Any]) -> str:
    """The version of OParl an object is written in: "1.0" or "1.1", 1.0 when nothing is said."""
    return "1.1" if "/1.1" in text(raw.get("type")) or "/1.1" in text(raw.get("oparlVersion")) else "1.0"


@dataclass(frozen=True, kw_only=True)
class File:
    """A document of a paper or meeting."""

    id: str
    name: str
    access: str
    download: str
    file_name: str
    mime_type: str
    date: date | None
    checksum: str
    papers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Consultation:
    """One station of a paper; `organizations[0]` leads. All of a paper together are its way through the council."""

    id: str
    paper: str
    agenda_item: str
    meeting: str
    organizations: tuple[str, ...]
    authoritative: bool | None
    role: str


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A printed paper: motion, question, draft resolution."""

    id: str
    body: str
    version: str
    reference: str
    name: str
    date: date | None
    paper_type: str
    web: str
    main_file: File | None
    auxiliary_files: tuple[File, ...]
    originators: tuple[str, ...]
    under_direction_of: tuple[str, ...]
    related: tuple[str, ...]
    consultations: tuple[Consultation, ...]
    license: str
    created: datetime | None
    modified: datetime | None


@dataclass(frozen=True, kw_only=True)
class AgendaItem:
    """An item of a meeting's agenda with what came of it."""

    id: str
    meeting: str
    number: str
    name: str
    public: bool | None
    result: str
    resolution: str
    consultation: str


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A session of one or more committees."""

    id: str
    name: str
    start: datetime | None
    end: datetime | None
    cancelled: bool
    state: str
    organizations: tuple[str, ...]
    agenda: tuple[AgendaItem, ...]
    results_protocol: File | None
    web: str


@dataclass(frozen=True, kw_only=True)
class Organization:
    """A council, committee, parliamentary group or office."""

    id: str
    name: str
    short_name: str
    organization_type: str
    classification: str
    web: str
    start: date | None
    end: date | None


def read_file(raw: Mapping[str, Any]) -> File:
    """A File; a checksum is given as `sha512:…` or `sha1:…`, the stronger one first."""
    sums = (("sha512", raw.get("sha512Checksum")), ("sha1", raw.get("sha1Checksum")))
    return File(
        id=reference(raw),
        name=text(raw.get("name")),
        access=link(raw.get("accessUrl")),
        download=link(raw.get("downloadUrl")),
        file_name=text(raw.get("fileName")),
        mime_type=text(raw.get("mimeType")),
        date=day(raw.get("date")),
        checksum=next((f"{algorithm}:{text(value).lower()}" for algorithm, value in sums if text(value)), ""),
        papers=references(raw.get("paper")),
    )


def read_consultation(raw: Mapping[str, Any], *, paper: str = "") -> Consultation:
    """A Consultation; `paper` is the id of the paper it is embedded in."""
    return Consultation(
        id=reference(raw),
        paper=reference(raw.get("paper")) or paper,
        agenda_item=reference(raw.get("agendaItem")),
        meeting=reference(raw.get("meeting")),
        organizations=references(raw.get("organization")),
        authoritative=flag(raw.get("authoritative")),
        role=text(raw.get("role")),
    )


def read_paper(raw: Mapping[str, Any]) -> Paper:
    """A Paper with what is embedded in it; a file given only as a reference stays a File with nothing but its id."""
    identity = reference(raw)
    main = raw.get("mainFile")
    related = [raw.get(key) for key in ("relatedPaper", "superordinatedPaper", "subordinatedPaper")]
    return Paper(
        id=identity,
        body=reference(raw.get("body")),
        version=version(raw),
        reference=text(raw.get("reference")),
        name=text(raw.get("name")),
        date=day(raw.get("date")),
        paper_type=text(raw.get("paperType")),
        web=link(raw.get("web")),
        main_file=_file(main),
        auxiliary_files=tuple(file for file in map(_file, many(raw.get("auxiliaryFile"))) if file),
        originators=references([*many(raw.get("originatorOrganization")), *many(raw.get("originatorPerson"))]),
        under_direction_of=references(raw.get("underDirectionOf")),
        related=references([item for value in related for item in many(value)]),
        consultations=tuple(
            read_consultation(item, paper=identity)
            for item in objects(raw.get("consultation"))
            if not flag(item.get("deleted"))
        ),
        license=text(raw.get("license")),
        created=moment(raw.get("created")),
        modified=moment(raw.get("modified")),
    )


def _file(value: Any) -> File | None:
    raw = value if isinstance(value, dict) else {"id": value}
    return read_file(raw) if reference(raw) and not flag(raw.get("deleted")) else None


def read_agenda_item(raw: Mapping[str, Any], *, meeting: str = "") -> AgendaItem:
    """An AgendaItem; `meeting` is the id of the meeting it is embedded in."""
    return AgendaItem(
        id=reference(raw),
        meeting=reference(raw.get("meeting")) or meeting,
        number=text(raw.get("number")),
        name=text(raw.get("name")),
        public=flag(raw.get("public")),
        result=text(raw.get("result")),
        resolution=text(raw.get("resolutionText")),
        consultation=reference(raw.get("consultation")),
    )


def read_meeting(raw: Mapping[str, Any]) -> Meeting:
    """A Meeting with its agenda as far as embedded."""
    identity = reference(raw)
    agenda = [item for item in objects(raw.get("agendaItem")) if not flag(item.get("deleted"))]
    return Meeting(
        id=identity,
        name=text(raw.get("name")),
        start=moment(raw.get("start")),
        end=moment(raw.get("end")),
        cancelled=bool(flag(raw.get("cancelled"))),
        state=text(raw.get("meetingState")),
        organizations=references(raw.get("organization")),
        agenda=tuple(read_agenda_item(item, meeting=identity) for item in agenda),
        results_protocol=_file(raw.get("resultsProtocol")),
        web=link(raw.get("web")),
    )


def read_organization(raw: Mapping[str, Any]) -> Organization:
    """An Organization without its members: persons are none of our business here."""
    return Organization(
        id=reference(raw),
        name=text(raw.get("name")),
        short_name=text(raw.get("shortName")),
        organization_type=text(raw.get("organizationType")),
        classification=text(raw.get("classification")),
        web=link(raw.get("web")),
        start=day(raw.get("startDate")),
        end=day(raw.get("endDate")),
    )
