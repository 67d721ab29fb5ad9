"""What this app gives to the whole."""

from werkspur.base.bausteine import Baustein

baustein = Baustein(name="partners", label="Partnerschaft", order=20)
