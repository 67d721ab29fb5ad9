"""Days and times of the partnership: wall clock, holidays of Saxony, series by rule, invitations as iCalendar.

Shared by consultations and forums. Pure: values in, values out; `now` and today are arguments.
"""
