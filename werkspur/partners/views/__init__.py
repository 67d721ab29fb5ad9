"""Pages about companies and the people in them."""

from werkspur.partners.views.accounts import account, account_data, account_delete
from werkspur.partners.views.colleagues import colleague_remove, colleagues, invitation, invitation_withdraw
from werkspur.partners.views.companies import (
    company,
    company_answer,
    company_close,
    company_edit,
    company_register,
    company_resubmit,
    company_switch,
)
from werkspur.partners.views.verification import verification, verification_queue

__all__ = [
    "account",
    "account_data",
    "account_delete",
    "colleague_remove",
    "colleagues",
    "company",
    "company_answer",
    "company_close",
    "company_edit",
    "company_register",
    "company_resubmit",
    "company_switch",
    "invitation",
    "invitation_withdraw",
    "verification",
    "verification_queue",
]
