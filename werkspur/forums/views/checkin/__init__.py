"""Check-in: the scanner's page, what it asks for and brings, what it keeps, and the page of the doors."""

from werkspur.forums.views.checkin.device import checkin_package, checkin_sync
from werkspur.forums.views.checkin.doors import checkin_door_remove, checkin_doors
from werkspur.forums.views.checkin.offline import checkin_manifest, checkin_shell, checkin_worker
from werkspur.forums.views.checkin.scanning import checkin, checkin_walk_in, checkins

__all__ = [
    "checkin",
    "checkin_door_remove",
    "checkin_doors",
    "checkin_manifest",
    "checkin_package",
    "checkin_shell",
    "checkin_sync",
    "checkin_walk_in",
    "checkin_worker",
    "checkins",
]
