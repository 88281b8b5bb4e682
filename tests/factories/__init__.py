"""Valid rows for tests, with nothing surprising in them; one module per app."""
