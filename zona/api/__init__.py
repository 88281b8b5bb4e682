"""What all programming interfaces of the portal share: errors and their description."""
