"""Which numbers were seen, one bit for each."""

from __future__ import annotations


class Seen:
    """A set of numbers from 0 on that takes as many bits as the highest of them."""

    def __init__(self) -> None:
        self._bits = bytearray()
        self._size = 0

    def __contains__(self, number: object) -> bool:
        if not isinstance(number, int) or number >> 3 >= len(self._bits):
            return False
        return bool(self._bits[number >> 3] & 1 << (number & 7))

    def __len__(self) -> int:
        return self._size

    def add(self, number: int) -> bool:
        """Add a number; answer whether it is new."""
        if number in self:
            return False
        if (missing := (number >> 3) + 1 - len(self._bits)) > 0:
            self._bits.extend(bytes(missing))
        self._bits[number >> 3] |= 1 << (number & 7)
        self._size += 1
        return True
