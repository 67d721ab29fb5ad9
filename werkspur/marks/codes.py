"""Our own marks for things that have none: codes like WS-W92T-E5T2, engraved or on a plate.

Thirteen characters, none of which looks like another of them (no fold class, no pair of `weights.TABLE`), so folding
leaves them alone. A code is `WS`, six characters and two check characters: a Reed-Solomon code over the integers modulo
13. Two codes differ in at least three characters, so neither one or two wrong characters nor a swap of neighbours gives
another code, and one wrong character can be put right. The code holds no address and no name; it can move with the
thing to its next owner. 4,826,809 codes.
"""

from random import Random

from werkspur.marks.clean import clean
from werkspur.marks.errors import CharacterError, CheckError, FormatError, LengthError, MarkError
from werkspur.marks.fold import fold

ALPHABET = "259ACEHJKPTWY"
PREFIX = "WS"
#: how many codes there are; numbers run from 0 to this
COUNT = len(ALPHABET) ** 6

_FOLDED_PREFIX = fold(PREFIX)
_BASE = len(ALPHABET)
_PAYLOAD, _LENGTH = 6, 8
# Neighbouring numbers give codes that look nothing alike; coprime to COUNT, so every code occurs once.
_SCATTER, _OFFSET = 2_985_052, 1_234_567


def issue(number: int | Random) -> str:
    """Return the code of a number from 0 to COUNT - 1, or a random code from a generator of random numbers."""
    if isinstance(number, Random):
        number = number.randrange(COUNT)
    if not 0 <= number < COUNT:
        raise ValueError(f"codes are numbered from 0 to {COUNT - 1}, not {number}")
    rest = (number * _SCATTER + _OFFSET) % COUNT
    values = []
    for _ in range(_PAYLOAD):
        rest, value = divmod(rest, _BASE)
        values.append(value)
    return display("".join(ALPHABET[value] for value in values + _checks(values)))


def compact(text: str) -> str:
    """Return the eight characters after the prefix, confusable characters put right; no check."""
    folded = fold(text)
    return folded.removeprefix(_FOLDED_PREFIX) if len(folded) > _LENGTH else folded


def validate(text: str) -> str:
    """Return a code as it is displayed, or raise what is wrong with it.

    Raises FormatError without the prefix, LengthError, CharacterError, or CheckError.
    """
    if not fold(text).startswith(_FOLDED_PREFIX):
        raise FormatError
    body = fold(text)[len(_FOLDED_PREFIX) :]
    if len(body) != _LENGTH:
        raise LengthError(count=len(clean(text)), expected=len(PREFIX) + _LENGTH)
    foreign = sorted(set(body) - set(ALPHABET))
    if foreign:
        raise CharacterError(characters=", ".join(foreign))
    if _syndrome(body) != (0, 0):
        raise CheckError
    return display(body)


def is_valid(text: str) -> bool:
    """Tell whether this is a code that may have been issued."""
    try:
        validate(text)
    except MarkError:
        return False
    return True


def correct(text: str) -> str | None:
    """Return the only code that differs from `text` in one character (or none), if there is one."""
    body = compact(text)
    if len(body) != _LENGTH:
        return None
    for at in range(_LENGTH):
        for character in ALPHABET:
            candidate = body[:at] + character + body[at + 1 :]
            if not set(candidate) - set(ALPHABET) and _syndrome(candidate) == (0, 0):
                return display(candidate)
    return None


def display(body: str) -> str:
    """Return the eight characters as they are engraved: WS-XXXX-XXXX."""
    return f"{PREFIX}-{body[:4]}-{body[4:]}"


def _syndrome(body: str) -> tuple[int, int]:
    """Return both check sums modulo 13; (0, 0) for a code. The weights differ at every place and are never 0."""
    values = [ALPHABET.index(character) for character in body]
    return sum(values) % _BASE, sum(place * value for place, value in enumerate(values, 1)) % _BASE


def _checks(values: list[int]) -> list[int]:
    """Return the two values that make both check sums 0."""
    plain = -sum(values) % _BASE
    weighted = -sum(place * value for place, value in enumerate(values, 1)) % _BASE
    last = (weighted - (_PAYLOAD + 1) * plain) % _BASE  # the weights of the last two places are 7 and 8
    return [(plain - last) % _BASE, last]
