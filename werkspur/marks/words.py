"""Words of marks that are no number: "hellblauer Punkt auf dem Typenschild".

Searching asks for the same words in another form: case, umlauts typed as ä, ae or a, and the endings of adjectives
differ. A word of two colours or with hell- and dunkel- also counts as its last part (hellblau, blau).
"""

import re
import unicodedata

_WORD = re.compile(r"[a-z0-9]+")
# ae, oe and ue are umlauts unless a vowel or q stands before them (blauer, Quelle).
_UMLAUT = re.compile(r"(?<![aeiouyq])([aou])e")
_ENDINGS = ("em", "en", "er", "es", "e")
_STEM_SHORTEST = 4
_SHADES = ("hell", "dunkel", "knall", "neon", "gras", "himmel", "signal")
_IDLE = frozenset(
    re.findall(
        r"\w+",
        "am an auf aus bei das dem den der des die ein eine einem einen einer eines es ich im in ist mit oder und unter"
        " uber vom von vor zu zum zur",
    )
)


def tokens(text: str) -> list[str]:
    """Return the words to store and to ask for, in order, each once; words without meaning of their own left out."""
    found: dict[str, None] = {}
    for word in _WORD.findall(letters(text)):
        if word not in _IDLE:
            stem = _stem(word)
            found[stem] = None
            found.update(dict.fromkeys(_last_part(stem)))
    return list(found)


def letters(text: str) -> str:
    """Lower case without accents; ä and ae become a, ö and oe o, ü and ue u, ß ss."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    return _UMLAUT.sub(r"\1", plain)


def _stem(word: str) -> str:
    """Cut one ending of an adjective or plural off a word that stays long enough."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM_SHORTEST:
            return word[: -len(ending)]
    return word


def _last_part(stem: str) -> list[str]:
    """Return what a shade is a shade of: blau for hellblau."""
    return [stem[len(shade) :] for shade in _SHADES if stem.startswith(shade) and len(stem) > len(shade) + 2]
