class AppendOnlyError(RuntimeError):
    """Code tried to change or remove a journal row: a fault of the program, never of a person."""
