"""What people do with the register: one verb each."""

from werkspur.registry.services.keys import index_marks
from werkspur.registry.services.marks import add_mark

__all__ = ["add_mark", "index_marks"]
