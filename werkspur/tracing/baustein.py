"""What this app gives to the whole."""

from werkspur.base.bausteine import Baustein

baustein = Baustein(name="tracing", label="Ermittlung", order=40)
