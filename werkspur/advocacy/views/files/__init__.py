"""Files of the work."""

from werkspur.advocacy.views.files.sending import send

__all__ = ["send"]
