"""Demands, addressees, deliveries, what came back; files and their words; contacts; figures; council papers."""

from werkspur.advocacy.models.addressees import Addressee, DeadlineRule, Officeholder, Session, SessionFeed
from werkspur.advocacy.models.answers import Commitment, Evidence, Quotation, Reply
from werkspur.advocacy.models.contacts import Contact, ContactParticipant
from werkspur.advocacy.models.deliveries import Delivery, DueNotice
from werkspur.advocacy.models.demands import (
    KINDS,
    STAFF,
    Demand,
    DemandVersion,
    IncomingDraft,
    Signature,
    StatusChange,
    Topic,
)
from werkspur.advocacy.models.figures import CitedFigure, FigureReading
from werkspur.advocacy.models.files import Document, DocumentPage, SearchText
from werkspur.advocacy.models.papers import (
    Council,
    CouncilHistory,
    CouncilObject,
    HarvestRun,
    ListCursor,
    Paper,
    PaperConsultation,
    PaperLink,
    SavedSearch,
    SearchAlert,
    StatusProposal,
)

__all__ = [
    "KINDS",
    "STAFF",
    "Addressee",
    "CitedFigure",
    "Commitment",
    "Contact",
    "ContactParticipant",
    "Council",
    "CouncilHistory",
    "CouncilObject",
    "DeadlineRule",
    "Delivery",
    "Demand",
    "DemandVersion",
    "Document",
    "DocumentPage",
    "DueNotice",
    "Evidence",
    "FigureReading",
    "HarvestRun",
    "IncomingDraft",
    "ListCursor",
    "Officeholder",
    "Paper",
    "PaperConsultation",
    "PaperLink",
    "Quotation",
    "Reply",
    "SavedSearch",
    "SearchAlert",
    "SearchText",
    "Session",
    "SessionFeed",
    "Signature",
    "StatusChange",
    "StatusProposal",
    "Topic",
]
