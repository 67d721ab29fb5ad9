"""The search keys of a stored mark.

A mark is cut into segments (`scheme`); each key leaves out two of them. Two edits damage at most two segments, so one
key is undamaged, and `probes` asks for it. A key is plain text, compared only for equality:

    prefix, pair letter, two hexadecimal digits for the length, kept characters

Kept characters beyond 40 are replaced by a digest of them, so that a key fits `scheme.KEY_LENGTH`. Short marks have a
key per character left out (prefix, `s`, text), the longest only one for the whole text (prefix, `w`, digest).
"""

from functools import lru_cache
from hashlib import blake2b

from werkspur.marks.scheme import EVEN, PAIRS, SHORT, Scheme

#: pair letters: a, b, c … in the order of `Scheme.pairs`
PAIR_LETTERS = "abcdefghij"
#: what a key has after the prefix: pair letter and length
TAG_LENGTH = 3
#: kept characters beyond this are stored as a digest
KEPT_LONGEST = 40
SHORT_LETTER = "s"
_WHOLE_LETTER = "w"
_DIGEST_BYTES = 16


def keys(folded: str, scheme: Scheme = EVEN) -> list[str]:
    """Return the keys under which a folded mark is stored; none for an empty one.

    6 keys for 5 to 200 characters (10 where these are cut into five segments), up to 5 for shorter, 1 for longer marks.
    """
    length = len(folded)
    if length not in PAIRS:
        return sorted(short_keys(folded, scheme)) if length in SHORT else whole_keys(folded, scheme)
    made = pair_keys(folded, scheme)
    if length > KEPT_LONGEST:
        made = [shorten(key, tag_length=len(scheme.prefix) + TAG_LENGTH) for key in made]
    return made


def pair_keys(folded: str, scheme: Scheme) -> list[str]:
    """Return the key per pair of segments left out, with all kept characters."""
    return [head + folded[:a] + folded[b:c] + folded[d:] for head, a, b, c, d in _plan(len(folded), scheme)]


def tag(pair: int, length: int, scheme: Scheme) -> str:
    """Return what a key starts with: prefix, pair letter and length of the stored mark."""
    return f"{scheme.prefix}{PAIR_LETTERS[pair]}{length:02x}"


def shorten(key: str, *, tag_length: int) -> str:
    """Replace kept characters beyond 40 by their digest. Equal keys stay equal; different ones stay different."""
    kept = key[tag_length:]
    return key if len(kept) <= KEPT_LONGEST else key[:tag_length] + _digest(kept)


def short_keys(folded: str, scheme: Scheme) -> set[str]:
    """Return the text itself and the text with one character left out: equal for any two texts one edit apart."""
    left_out = {folded[:i] + folded[i + 1 :] for i in range(len(folded))}
    return {scheme.prefix + SHORT_LETTER + text for text in left_out | {folded}}


def whole_keys(folded: str, scheme: Scheme) -> list[str]:
    """Return the one key of a mark that is longer than any with pair keys."""
    return [scheme.prefix + _WHOLE_LETTER + _digest(folded)] if folded else []


@lru_cache(maxsize=1024)
def _plan(length: int, scheme: Scheme) -> list[tuple[str, int, int, int, int]]:
    """Return for every pair its tag and the borders of its two segments."""
    at = scheme.borders(length)
    pairs = enumerate(scheme.pairs(length))
    return [(tag(pair, length, scheme), at[a], at[a + 1], at[b], at[b + 1]) for pair, (a, b) in pairs]


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=_DIGEST_BYTES).hexdigest()
