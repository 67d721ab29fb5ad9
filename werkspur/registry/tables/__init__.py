"""Tables that people bring: opened by what is in them, columns recognised, cells looked at. Pure Python, no Django.

cells              what a cell holds, and how sure that is
files, xlsx, ods,  bytes -> `Book`; each format keeps what the person saw, not what the program made of it
calamine, text
header             which sheet, which row carries the headings
headings, columns  which column holds what
excel              what spreadsheets do to numbers
values             dates, money, categories
verdicts           what becomes of a row
guard              cells that a spreadsheet would take for formulas
writing            rows -> XLSX or CSV
"""
