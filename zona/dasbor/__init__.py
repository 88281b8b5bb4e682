"""What leadership looks at: the board of declarations on a phone, a desk and a wall."""
