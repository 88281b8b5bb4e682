"""Open data: what the city publishes, for everyone, without a key."""
