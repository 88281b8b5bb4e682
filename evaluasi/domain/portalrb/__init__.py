"""What the ministry's PortalRB pulls: question master, frozen proposal, answers to its requests, rehearsal, evidence."""
