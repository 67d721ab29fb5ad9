"""What came back: noted, put right, decided, shown to everybody."""

from werkspur.advocacy.views.answers.commitments import commitment_decide, commitment_edit, commitment_new
from werkspur.advocacy.views.answers.evidence import evidence_check, evidence_new
from werkspur.advocacy.views.answers.page import answer_remove, answers, publish
from werkspur.advocacy.views.answers.replies import quotation_edit, quotation_new, reply_edit, reply_new

__all__ = [
    "answer_remove",
    "answers",
    "commitment_decide",
    "commitment_edit",
    "commitment_new",
    "evidence_check",
    "evidence_new",
    "publish",
    "quotation_edit",
    "quotation_new",
    "reply_edit",
    "reply_new",
]
