"""What this app gives to the whole."""

from werkspur.base.bausteine import Baustein

baustein = Baustein(name="portal", label="Portal", order=10)
