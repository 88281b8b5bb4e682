"""What the boards write: visits, reminders, calendar addresses."""
