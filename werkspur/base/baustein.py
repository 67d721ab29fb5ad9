"""What this app gives to the whole."""

from werkspur.base.bausteine import Baustein

baustein = Baustein(
    name="base",
    label="Grundlage",
    order=0,
    urls="werkspur.base.urls",
    public_urls=("base:healthz", "base:style", "base:language", "base:theme"),
)
