"""Advisers and their time, offers, slots, bookings, letters."""

from werkspur.advice.models.advisers import Adviser, Closure, DayChange, WorkHours
from werkspur.advice.models.bookings import Booking, BookingLink, WaitingEntry
from werkspur.advice.models.letters import Letter, Reminder, ReminderRule
from werkspur.advice.models.offers import ConsultationDay, DaySeries, Offer, Topic
from werkspur.advice.models.places import Place, TravelTime
from werkspur.advice.models.slots import Slot

__all__ = [
    "Adviser",
    "Booking",
    "BookingLink",
    "Closure",
    "ConsultationDay",
    "DayChange",
    "DaySeries",
    "Letter",
    "Offer",
    "Place",
    "Reminder",
    "ReminderRule",
    "Slot",
    "Topic",
    "TravelTime",
    "WaitingEntry",
    "WorkHours",
]
