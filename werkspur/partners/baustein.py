"""What this app gives to the whole."""

from __future__ import annotations

from werkspur.base.bausteine import Baustein


def initial_data() -> None:
    from werkspur.partners.initial_data import load

    load()


baustein = Baustein(name="partners", label="Partnerschaft", order=20, initial_data=initial_data)
