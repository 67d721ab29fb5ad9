"""A client for council information systems that speak OParl 1.0 and 1.1 (https://oparl.org, specification in `src/`).

From the socket upwards: `trouble` (what can go wrong, as codes), `net` (safe and polite fetching), `reading` (objects,
tolerant of what servers get wrong), `vendors` (one loader per vendor), `storing` (what a harvest keeps), `harvest` (the
incremental pass), `fake` (a server of our own invention, with faults). Nothing here knows Django: the storage is a
protocol, and sentences for people are the app's matter.
"""
