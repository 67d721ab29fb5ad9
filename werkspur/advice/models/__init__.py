"""Advisers and their time, offers, slots, bookings, letters; checklists, visits and what follows; campaigns."""

from werkspur.advice.models.advisers import Adviser, Closure, DayChange, WorkHours
from werkspur.advice.models.bookings import Booking, BookingLink, WaitingEntry
from werkspur.advice.models.checklists import Category, Checklist, ChecklistItem, ChecklistVersion
from werkspur.advice.models.letters import Letter, Reminder, ReminderRule
from werkspur.advice.models.offers import ConsultationDay, DaySeries, Offer, Topic
from werkspur.advice.models.outreach import (
    Call,
    Campaign,
    CampaignInvitation,
    FigureRelease,
    Installer,
    InvitationRefusal,
)
from werkspur.advice.models.places import Place, TravelTime
from werkspur.advice.models.slots import Slot
from werkspur.advice.models.visits import (
    CompanyKey,
    Proof,
    Recommendation,
    SelfCheck,
    TaskLink,
    Visit,
    VisitAnswer,
    VisitPhoto,
)

__all__ = [
    "Adviser",
    "Booking",
    "BookingLink",
    "Call",
    "Campaign",
    "CampaignInvitation",
    "Category",
    "Checklist",
    "ChecklistItem",
    "ChecklistVersion",
    "Closure",
    "CompanyKey",
    "ConsultationDay",
    "DayChange",
    "DaySeries",
    "FigureRelease",
    "Installer",
    "InvitationRefusal",
    "Letter",
    "Offer",
    "Place",
    "Proof",
    "Recommendation",
    "Reminder",
    "ReminderRule",
    "SelfCheck",
    "Slot",
    "TaskLink",
    "Topic",
    "TravelTime",
    "Visit",
    "VisitAnswer",
    "VisitPhoto",
    "WaitingEntry",
    "WorkHours",
]
