"""The week and the calendar through the API."""
