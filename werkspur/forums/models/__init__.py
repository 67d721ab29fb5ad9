"""Kinds of event, series and events; registrations with their waiting list; check-in; questions, minutes, materials."""

from werkspur.forums.models.aftermath import Decision, EventFigures, EventTask, Feedback, Material, Minutes
from werkspur.forums.models.checkins import Door, Scan
from werkspur.forums.models.events import AgendaItem, Event, EventSeries, Speaker
from werkspur.forums.models.invitations import Invitation, Quota
from werkspur.forums.models.kinds import EventKind, KindStep, Room, Venue
from werkspur.forums.models.letters import Letter, Mailing, MailingReceipt, MailingRule
from werkspur.forums.models.questions import Question
from werkspur.forums.models.registrations import (
    TAKING,
    FormQuestion,
    Participant,
    Registration,
    RegistrationLink,
)

__all__ = [
    "TAKING",
    "AgendaItem",
    "Decision",
    "Door",
    "Event",
    "EventFigures",
    "EventKind",
    "EventSeries",
    "EventTask",
    "Feedback",
    "FormQuestion",
    "Invitation",
    "KindStep",
    "Letter",
    "Mailing",
    "MailingReceipt",
    "MailingRule",
    "Material",
    "Minutes",
    "Participant",
    "Question",
    "Quota",
    "Registration",
    "RegistrationLink",
    "Room",
    "Scan",
    "Speaker",
    "Venue",
]
