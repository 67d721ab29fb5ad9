"""Matching very many numbers at once: the readings of the register as arrays in files, and joins over whole arrays.

No Django and no database in here: processes of their own open the files and compare. `services.matching` reads the
database, seals, and puts together what they find.

letters    characters as numbers, letter counts, hashes of the kept characters of a key
segment    the files: written, checked, mapped
asking     queries as rows: every reading of every query
joining    rows -> stored readings that share a key and nearly all letters
nearness   the distance of many pairs at once
weighing   the weight of many pairs at once
matching   a chunk of queries -> the best marks of each
workers    several processes at it

Why, and what it costs: docs/decisions/0012-sealed-arrays.md.
"""
