"""What the portal decides about worksheets: the pure arithmetic of the law and every write."""
