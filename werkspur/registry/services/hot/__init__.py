"""Hot runs: keys that thousands of marks share carry a pattern, so that a look-up spells out instead of reading.

A row of `HotKey` in state HOT or WARMING is the base of its key, there is at most one. Rows of state WIDER add to it.
The pattern that holds is the union of all rows of the key. Key rows stay complete all the time, so a key that is not
hot is simply read, and every mistake here but one costs time only: a pattern that lacks a character of a mark.

Why that cannot happen. Take a mark whose transaction T ended before a look-up began, one of its keys K that the look-up
asks for, and suppose the look-up sees K hot, with base B. Its statement sees the state of one moment after T's end.

1. T shares the lock "keys" from before it reads what is known of K until it ends (`schemelock`). B was put in by a
   transaction P that had that lock alone (`put_in`). So T ended before P began, or T took the lock after P had ended.
   (SQLite: both write, and writers come one after the other.)
2. T before P: the rows of K were read after P had ended, T's row among them, so its characters are in B. Should the
   mark have gone before its page was read, nothing has to be found. Whoever reads a second time, after a kill or beside
   another, stores nothing if B is read already (`_store` locks B's row), so B never becomes narrower.
3. T after P: T sees B, or no base if B had gone by then. B gone does not come back; one put in later is another base,
   and 1 holds for it. Seeing B, T compares with the union of all rows of K and adds what is missing in a row of its
   own, in the same transaction. What it found there stays: rows that widen are deleted only together with B, or in the
   transaction that adds their characters to B, or by P for a key without base, when no T is under way.
4. So the union that the look-up sees, in the same moment as the state HOT, has every character of the mark at its
   place: `marks.spell` writes out every text within the edits, and those that exist are found by the index of readings.

Not covered: transactions with another isolation than READ COMMITTED, which Werkspur does not use. A transaction that is
rolled back takes its rows along; a pattern widened by others for nothing is only wider.

    storing     what the transaction of a mark does: `widen`, `notice`
    making      `make_hot`, `settle`, `cool_down`, each interruptible
    walking     `find_hot`, the nightly walk
    patterns    patterns as stored, and when spelling pays

Decision and figures: docs/decisions/0011-hot-runs.md.
"""

from werkspur.registry.services.hot.making import cool_down, make_hot
from werkspur.registry.services.hot.storing import notice, widen
from werkspur.registry.services.hot.walking import find_hot

__all__ = ["cool_down", "find_hot", "make_hot", "notice", "widen"]
