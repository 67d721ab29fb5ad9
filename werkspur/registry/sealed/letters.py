"""Folded texts as arrays: characters as small numbers, letter counts as bits, hashes of what a key keeps."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from werkspur.marks.clean import ANY_RUN, UNREADABLE
from werkspur.marks.fold import ALPHABET, CLASSES

Bytes = NDArray[np.uint8]
Bits = NDArray[np.uint64]

#: every character a cleaned text consists of; its place in here is its code
CLEAN = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" + UNREADABLE + ANY_RUN
#: bits of the letter counts for a digit, a letter, and for `?` and `*`: together 64
_DIGIT_BITS, _LETTER_BITS, _OTHER_BITS = 3, 2, 1


def _codes() -> Bytes:
    codes = np.full(256, 255, np.uint8)
    codes[np.frombuffer(CLEAN.encode(), np.uint8)] = np.arange(len(CLEAN), dtype=np.uint8)
    return codes


def _folded() -> Bytes:
    standing_for = [CLEAN.index(CLASSES.get(character, character)) for character in CLEAN]
    return np.array(standing_for, np.uint8)


def _scattered(count: int, *, seed: int) -> Bits:
    """Return odd numbers that look random and never change, by splitmix64 (Steele, Lea, Flood 2014)."""
    out, state, most = [], seed, 2**64 - 1
    for _ in range(count):
        state = (state + 0x9E3779B97F4A7C15) & most
        mixed = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & most
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & most
        out.append((mixed ^ (mixed >> 31)) | 1)
    return np.array(out, np.uint64)


#: byte -> code, 255 for what no cleaned text has
CODES = _codes()
#: code -> code of the folded character
FOLDED = _folded()

_BY_CHARACTER = _scattered(len(CLEAN), seed=1)
_BY_PLACE = _scattered(64, seed=2)
_BY_LENGTH = _scattered(64, seed=3)


def matrix(texts: Sequence[str], length: int) -> Bytes:
    """Return cleaned texts of one length as codes, shape (texts, length)."""
    joined = np.frombuffer("".join(texts).encode("ascii"), np.uint8)
    return CODES[joined].reshape(len(texts), length)


@lru_cache(maxsize=1)
def _bits() -> tuple[NDArray[np.uint8], Bits]:
    """Return for each code the first bit of its count, and how many bits it has (as a mask)."""
    first, masks, at = np.zeros(len(CLEAN), np.uint8), np.zeros(len(CLEAN), np.uint64), 0
    for character in [*ALPHABET, UNREADABLE, ANY_RUN]:
        width = _DIGIT_BITS if character.isdigit() else _LETTER_BITS if character.isalpha() else _OTHER_BITS
        code = CLEAN.index(character)
        first[code], masks[code], at = at, (1 << width) - 1, at + width
    return first, masks


def counts(folded: Bytes) -> Bits:
    """Return the letter counts of folded codes (texts, length) as bits, as many set as the letter occurs.

    One replaced, missing or extra character changes at most two bits, a swap none; so texts within k edits differ in
    at most 2k bits. Digits count up to 3, letters up to 2, `?` and `*` up to 1.
    """
    first, masks = _bits()
    out = np.zeros(len(folded), np.uint64)
    one = np.uint64(1)
    for column in folded.T:
        at, mask = first[column].astype(np.uint64), masks[column]
        have = (out >> at) & mask
        out |= (((have << one) | one) & mask) << at
    return out


def hashes(folded: Bytes, picks: Sequence[int], length: int) -> Bits:
    """Return a hash of the characters that a key keeps, for each text.

    Args:
        folded: codes, shape (texts, characters).
        picks: places of the kept characters, in order.
        length: of the stored mark, part of the key.
    """
    out = np.full(len(folded), _BY_LENGTH[length], np.uint64)
    for place, pick in enumerate(picks):
        out += _BY_CHARACTER[folded[:, pick]] * _BY_PLACE[place]
    out ^= out >> np.uint64(29)
    out *= np.uint64(0xBF58476D1CE4E5B9)
    out ^= out >> np.uint64(32)
    return out
