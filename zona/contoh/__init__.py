"""Sample cities: what public sources say of them, and marked examples where they say nothing.

Everything is written through the same domain functions that people use; nothing goes around them.
"""
