"""What kind of thing a name means: parts of German and English words -> slugs of categories.

Only the slugs that exist are used (`registry` initial data); the first that fits wins, so special words stand first.
"""

from __future__ import annotations

from collections.abc import Mapping

from werkspur.registry.tables.headings import letters

WORDS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("minibagger", "bagger", "radlader", "dumper", "excavator", "lader", "raupe", "hoflader"), ("baumaschine", "baumaschinen", "bagger")),
    (("ruettelplatte", "stampfer", "walze", "ruettler", "verdichter", "kompaktor"), ("verdichtung", "verdichter", "baumaschine", "baumaschinen")),
    (("anhaenger", "trailer"), ("anhaenger", "fahrzeug", "fahrzeuge")),
    (("fahrrad", "ebike", "pedelec", "lastenrad"), ("fahrrad", "fahrraeder", "fahrzeug", "fahrzeuge")),
    (("transporter", "pkw", "lkw", "fahrzeug", "sprinter", "kastenwagen"), ("fahrzeug", "fahrzeuge")),
    (("bohrhammer", "meisselhammer", "abbruchhammer", "stemmhammer", "kombihammer"), ("bohrhammer", "bohren", "elektrowerkzeug", "handmaschine")),
    (("akkuschrauber", "bohrschrauber", "schlagschrauber", "bohrmaschine", "schrauber", "drill", "bohrer"), ("akkuschrauber", "bohren", "elektrowerkzeug", "handmaschine")),
    (("trennschleifer", "winkelschleifer", "flex", "trennjaeger", "schleifer", "grinder"), ("trennschleifer", "schleifen", "elektrowerkzeug", "handmaschine")),
    (("motorsaege", "kettensaege"), ("motorsaege", "garten", "gartengeraet", "saege", "saegen")),
    (("kreissaege", "tauchsaege", "stichsaege", "saebelsaege", "tischsaege", "saege", "saw"), ("saege", "saegen", "elektrowerkzeug", "handmaschine")),
    (("laser", "nivellier", "tachymeter", "messgeraet", "multimeter", "waermebild", "pruefgeraet", "kamera"), ("messgeraet", "messgeraete", "messen")),
    (("generator", "stromerzeuger", "notstrom", "aggregat"), ("stromerzeuger", "generator", "aggregat")),
    (("kompressor", "druckluft", "nagler"), ("kompressor", "druckluft")),
    (("rasenmaeher", "freischneider", "heckenschere", "laubblaeser", "maeher", "haecksler"), ("garten", "gartengeraet", "gartengeraete")),
    (("schweiss", "inverter"), ("schweissgeraet", "schweissen", "metall")),
    (("leiter", "geruest"), ("leiter", "leitern", "geruest")),
    (("pumpe", "hochdruckreiniger", "sauger", "nasssauger"), ("reinigung", "pumpe", "sauger")),
    (("handy", "smartphone", "iphone", "telefon", "tablet", "ipad"), ("telefon", "handy", "it", "edv")),
    (("laptop", "notebook", "computer", "monitor", "drucker", "drohne", "bildschirm"), ("computer", "it", "edv")),
    (("kaffeemaschine", "backofen", "ruehrmaschine", "teigknet", "foehn", "haarschneide"), ("betriebsausstattung", "ausstattung")),
)  # fmt: skip
FALLBACK = ("werkzeug", "sonstiges", "anderes")


def category_of(name: str, *, slugs: Mapping[str, str]) -> str:
    """The slug a name means; "" when none fits and there is no fallback.

    Args:
        slugs: letters of slugs and names of the categories there are -> slug.
    """
    key = letters(name)
    if direct := slugs.get(key):
        return direct
    for words, candidates in WORDS:
        if any(word in key for word in words):
            if found := next((slugs[c] for c in (*words, *candidates) if c in slugs), ""):
                return found
    longest = max((known for known in slugs if len(known) > 4 and known in key), key=len, default="")
    return slugs.get(longest) or next((slugs[letters(c)] for c in FALLBACK if letters(c) in slugs), "")
