"""What the command line says about arguments it cannot take: German sentences where argparse has English ones."""

from __future__ import annotations

import argparse

#: template of argparse -> ours; the same names and number of placeholders
GERMAN = {
    "usage: ": "Aufruf: ",
    "positional arguments": "Angaben",
    "options": "Schalter",
    "show this help message and exit": "zeigt diese Hilfe",
    "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "the following arguments are required: %s": "Es fehlt: %s.",
    "one of the arguments %s is required": "Eine dieser Angaben fehlt: %s.",
    "unrecognized arguments: %s": "Das kennt dieser Befehl nicht: %s.",
    "not allowed with argument %s": "Das geht nicht zusammen mit %s.",
    "expected one argument": "Dahinter fehlt die Angabe.",
    "expected at least one argument": "Dahinter fehlt mindestens eine Angabe.",
    "ignored explicit argument %r": "Eine Angabe gehört hier nicht hin: %s.",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s ist nicht eindeutig: %(matches)s.",
    "invalid %(type)s value: %(value)r": "„%(value)s“ ist keine ganze Zahl.",  # int is the only type that refuses
    "invalid choice: %(value)r (choose from %(choices)s)": "„%(value)s“ gibt es nicht. Möglich: %(choices)s.",
}


def speak_german() -> None:
    """Make argparse speak German in this process; it asks gettext for its sentences, which has no catalogue of them."""
    vars(argparse)["_"] = lambda text: GERMAN.get(text, text)
