"""Reads for pages and documents: one function per board or list, a constant number of statements."""
