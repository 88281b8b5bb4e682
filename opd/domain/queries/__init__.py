"""Reads that several edges share: one function per list or board, with a constant number of SQL queries."""
