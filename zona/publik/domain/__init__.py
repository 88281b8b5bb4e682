"""What the city publishes: the decision, and reading exactly that."""
