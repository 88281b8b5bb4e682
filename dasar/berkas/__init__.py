"""Bytes that people upload or the portal makes: content-addressed, checked as hostile, never served without a question."""
