"""The journal: who did what, when, before and after; append-only, hash-chained, verifiable."""
