"""Background jobs as rows: the row is the truth, a message is only a nudge to look at it."""
