"""Finding one's way: units, declarations, worksheets, questions and documents that a person may see."""
