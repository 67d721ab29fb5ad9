"""Reading, judging, comparing and finding the marks of things. Pure Python, usable without the rest of Werkspur.

clean, fold        typed text -> canonical characters -> characters used only for finding
kinds, judge       what kind of number this is, and what is worth saying while it is typed
readings           one scan -> its alternative readings
scheme, keys,      the index that finds every mark within two edits
probes, spell
fragments, words   parts of a number, and marks that are no number
compare, rank      how near two marks are, why, and what comes first
weights,           what each misreading weighs, and counting it from real look-ups
misreadings
codes              our own marks for things that have none
"""
