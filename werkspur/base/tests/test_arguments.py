"""Arguments that a command cannot take are refused in German, by argparse too."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ([], "trace: Es fehlt: text."),
        (["8?3", "--limit", "zehn"], "trace: --limit: „zehn“ ist keine ganze Zahl."),
        (["8?3", "--limit"], "trace: --limit: Dahinter fehlt die Angabe."),
        (["8?3", "--quatsch"], "trace: Das kennt dieser Befehl nicht: --quatsch."),
        (["8?3", "-v", "9"], "trace: -v/--verbosity: „9“ gibt es nicht. Möglich: 0, 1, 2, 3."),
    ],
)
def test_a_wrong_argument_is_a_german_sentence(tmp_path: Path, typed: list[str], said: str) -> None:
    place = os.environ | {"WERKSPUR_DATA": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "werkspur", "trace", *typed]
    refused = subprocess.run(command, capture_output=True, encoding="utf-8", env=place, check=False)
    assert refused.returncode == 2
    assert refused.stderr.startswith("Aufruf: ")
    assert refused.stderr.splitlines()[-1].endswith(said)
