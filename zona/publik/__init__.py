"""What citizens may see without signing in: promises with their dates, and how to check a document."""
