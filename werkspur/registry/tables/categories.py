"""What kind of thing a name means: slugs of categories <- parts of German and English words.

Only the slugs that exist are used (`registry` initial data); the first that fits wins, so special words stand first.
"""

from __future__ import annotations

from collections.abc import Mapping

from werkspur.registry.tables.headings import letters

WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("bagger", ("bagger", "radlader", "dumper", "excavator", "hoflader", "raupe", "kompaktlader", "teleskoplader")),
    ("ruettler", ("ruettel", "stampfer", "walze", "ruettler", "verdichter", "innenruettler")),
    ("anhaenger", ("anhaenger", "trailer", "transporter", "pkw", "lkw", "sprinter", "kastenwagen", "fahrzeug",
        "fahrrad",
                   "pedelec", "ebike", "stapler")),
    ("drohne", ("drohne", "drone", "kamera", "camera", "gimbal")),
    ("laser", ("laser", "nivellier", "tachymeter", "messgeraet", "entfernungsmesser", "theodolit", "rover", "gnss")),
    ("elektro", ("multimeter", "pruefgeraet", "waermebild", "oszilloskop", "spannungspruefer", "installationstester",
                 "isolationsmess", "leitungssuch")),
    ("bohrer", ("bohrhammer", "abbruchhammer", "meisselhammer", "stemmhammer", "kombihammer", "schrauber",
        "bohrmaschine",
                "kernbohr", "drill", "bohrer", "hammer")),
    ("garten", ("motorsaege", "kettensaege", "rasenmaeher", "freischneider", "heckenschere", "laubblaeser", "maeher",
                "haecksler", "vertikutierer", "motorsense", "hochentaster", "forst")),
    ("saege", ("kreissaege", "tauchsaege", "stichsaege", "saebelsaege", "saege", "saw")),
    ("trennschleifer", ("trennschleifer", "winkelschleifer", "trennjaeger", "fugenschneider", "flex", "schleifer",
        "grinder")),
    ("stromerzeuger", ("stromerzeuger", "generator", "notstrom", "aggregat", "kompressor", "druckluft")),
    ("werkstatt", ("diagnose", "hebebuehne", "wuchtmaschine", "schweiss", "wagenheber", "rangierheber", "drehmoment")),
    ("kueche", ("backofen", "kaffeemaschine", "ruehrmaschine", "knetmaschine", "teig", "mixer", "ofen",
        "kuehlschrank")),
    ("friseur", ("foehn", "haarschneid", "glaetteisen", "trockenhaube", "friseur")),
    ("edv", ("laptop", "notebook", "computer", "monitor", "drucker", "tablet", "ipad", "iphone", "smartphone", "handy",
             "telefon", "server", "router", "bildschirm")),
)  # fmt: skip
FALLBACK = ("werkzeug", "sonstiges")


def category_of(name: str, *, slugs: Mapping[str, str]) -> str:
    """The slug a name means; "" when none fits and there is no fallback.

    Args:
        slugs: letters of slugs and names of the categories there are -> slug.
    """
    key = letters(name)
    if direct := slugs.get(key):
        return direct
    for slug, words in WORDS:
        if slug in slugs and any(word in key for word in words):
            return slugs[slug]
    longest = max((known for known in slugs if len(known) > 4 and known in key), key=len, default="")
    return slugs.get(longest) or next((slugs[slug] for slug in FALLBACK if slug in slugs), "")
