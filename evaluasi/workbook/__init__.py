"""Workbooks that units fill in: read as plain cells, examined, and written with live formulas. No database here."""
