"""Everything a person can do here, one verb each."""

from werkspur.partners.services.accounts import companies_led_alone, delete_account
from werkspur.partners.services.companies import (
    answer_question,
    change_company,
    close_company,
    looks_registered,
    register_company,
    resubmit_company,
)
from werkspur.partners.services.invitations import (
    accept_invitation,
    find_invitation,
    grant,
    invite_colleague,
    invite_staff,
    register_invited,
    remove_colleague,
    revoke,
    withdraw_invitation,
)
from werkspur.partners.services.letters import owners
from werkspur.partners.services.people import erase, open_administration, rename
from werkspur.partners.services.verification import accept_company, ask_back, refuse_company

__all__ = [
    "accept_company",
    "accept_invitation",
    "answer_question",
    "ask_back",
    "change_company",
    "close_company",
    "companies_led_alone",
    "delete_account",
    "erase",
    "find_invitation",
    "grant",
    "invite_colleague",
    "invite_staff",
    "looks_registered",
    "open_administration",
    "owners",
    "refuse_company",
    "register_company",
    "register_invited",
    "remove_colleague",
    "rename",
    "resubmit_company",
    "revoke",
    "withdraw_invitation",
]
