"""What this app gives to the whole."""

from werkspur.base.bausteine import Baustein

baustein = Baustein(name="registry", label="Register", order=30)
