"""What this app gives to the whole."""

from werkspur.base.bausteine import Baustein

baustein = Baustein(name="journal", label="Journal", order=90)
