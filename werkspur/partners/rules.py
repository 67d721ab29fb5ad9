"""Decisions about companies, without Django: states, telephone numbers, districts, tidy text."""

from __future__ import annotations

import unicodedata

import phonenumbers

# (state, verb) -> next state; what is not here is refused.
TRANSITIONS = {
    ("pending", "accept"): "verified",
    ("asked", "accept"): "verified",
    ("pending", "refuse"): "refused",
    ("asked", "refuse"): "refused",
    ("verified", "refuse"): "refused",
    ("pending", "ask"): "asked",
    ("asked", "answer"): "pending",
    ("refused", "resubmit"): "pending",
    ("pending", "close"): "closed",
    ("asked", "close"): "closed",
    ("verified", "close"): "closed",
    ("refused", "close"): "closed",
}

# What a chamber verifies: a change to one of these asks for a new look.
VERIFIED_FIELDS = frozenset({"name", "legal_form", "chamber", "member_number"})

# Postcodes of the three districts of the Leipzig police directorate, by their towns' own websites. Some postcodes
# reach over a border; the company may choose its district itself.
CITY_PREFIXES = ("041", "042", "043")
DISTRICT_POSTCODES = {
    "14729": (
        "04416 04420 04442 04451 04463 04523 04539 04552 04564 04565 04567 04571 04575 04643 04651 04654 04668 04680 "
        "04683 04687 04808 04821 04824 04827 04828"
    ),
    "14730": (
        "04425 04435 04509 04519 04758 04769 04774 04779 04838 04849 04860 04862 04874 04880 04886 04889"
    ),
}  # fmt: skip
DISTRICT_BY_POSTCODE = {code: key for key, codes in DISTRICT_POSTCODES.items() for code in codes.split()}
SHORTEST = 10_000  # area code and two digits: what is shorter rings nowhere or at an emergency service


def next_state(state: str, verb: str) -> str:
    """The state after `verb`, '' when the verb is not possible in this state."""
    return TRANSITIONS.get((state, verb), "")


def possible_verbs(state: str) -> list[str]:
    """What can be done with a company in this state."""
    return [verb for known, verb in TRANSITIONS if known == state]


def needs_new_look(changed: set[str], *, state: str) -> bool:
    """Whether changing these fields of a verified company brings it back before its chamber."""
    return state == "verified" and bool(changed & VERIFIED_FIELDS)


def district_of(postcode: str) -> str:
    """Official key (AGS, 5 digits) of the district a postcode belongs to; '' when it is none of ours."""
    if len(postcode) == 5 and postcode.startswith(CITY_PREFIXES):
        return "14713"
    return DISTRICT_BY_POSTCODE.get(postcode, "")


def phone(text: str) -> str:
    """A telephone number in international form (ITU-T E.123), "+49 341 12670"; without country code it is German.

    Raises:
        ValueError: no number that could be dialled (wrong length, letters, no area code).
    """
    try:
        number = phonenumbers.parse(text, "DE")
    except phonenumbers.NumberParseException as error:
        raise ValueError(text) from error
    if not phonenumbers.is_possible_number(number) or (number.national_number or 0) < SHORTEST:
        raise ValueError(text)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def tidy(text: str) -> str:
    """Text without invisible and control characters (zero width, direction marks), with single spaces, NFC."""
    plain = unicodedata.normalize("NFC", text)
    kept = (character if unicodedata.category(character) not in {"Cf", "Cc"} else " " if character in "\t\n\r" else ""
            for character in plain)  # fmt: skip
    return " ".join("".join(kept).split())
