"""Why a file of boundaries is refused: a class for each reason, with a German sentence; `row` numbers the feature."""

from __future__ import annotations

from werkspur.facts.tables.errors import TableError, _


class OutlineError(TableError):
    """A file of boundaries that is not imported. Nothing of it is kept."""


class NotGeoJSON(OutlineError):
    code = "outlines_not_geojson"
    sentence = _(
        "Das ist kein GeoJSON. Wandeln Sie die Datei um, zum Beispiel mit ogr2ogr -f GeoJSON -t_srs EPSG:4326."
    )


class CutOff(OutlineError):
    code = "outlines_cut_off"
    sentence = _("Die Datei bricht mittendrin ab. Laden Sie sie noch einmal.")


class NotJSON(OutlineError):
    code = "outlines_not_json"
    sentence = _("Die Datei ist kein gültiges JSON (Zeile %(line)s).")


class NoCollection(OutlineError):
    code = "outlines_no_collection"
    sentence = _("Erwartet wird eine FeatureCollection mit den Kreisen, gefunden ist „%(kind)s“.")


class NoFeatures(OutlineError):
    code = "outlines_no_features"
    sentence = _("Die Datei enthält keine Flächen.")


class OtherSystem(OutlineError):
    code = "outlines_other_system"
    sentence = _("Die Koordinaten sind in %(system)s. Wandeln Sie die Datei nach WGS84 um (EPSG:4326).")


class NotDegrees(OutlineError):
    code = "outlines_not_degrees"
    sentence = _(
        "Das sind keine Längen- und Breitengrade: %(x)s, %(y)s. Wandeln Sie die Datei nach WGS84 um (EPSG:4326)."
    )


class Swapped(OutlineError):
    code = "outlines_swapped"
    sentence = _("Länge und Breite sind vertauscht: %(x)s, %(y)s. Die Länge steht zuerst.")


class Elsewhere(OutlineError):
    code = "outlines_elsewhere"
    sentence = _("Der Punkt %(x)s, %(y)s liegt nicht in Deutschland.")


class NotAnArea(OutlineError):
    code = "outlines_not_an_area"
    sentence = _("Fläche %(number)s ist „%(kind)s“. Erwartet wird Polygon oder MultiPolygon.")


class BrokenShape(OutlineError):
    code = "outlines_broken"
    sentence = _("Fläche %(number)s ist beschädigt: Eine Linie ist kein geschlossener Ring mit mindestens drei Ecken.")


class TooDetailed(OutlineError):
    code = "outlines_too_detailed"
    sentence = _("Die Datei hat mehr als %(most)s Punkte. Nehmen Sie einen gröberen Maßstab, etwa 1:250.000.")


class Municipalities(OutlineError):
    code = "outlines_municipalities"
    sentence = _("Die Datei enthält Gemeinden (zum Beispiel %(key)s). Erwartet werden Kreise oder Länder.")


class NobodyKnown(OutlineError):
    code = "outlines_nobody_known"
    sentence = _(
        "Kein Gebiet der Datei ist bekannt. Der amtliche Schlüssel gehört in die Eigenschaft AGS, zum Beispiel 14713."
    )
