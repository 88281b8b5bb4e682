"""What other systems may read of the promising side: the same figures and rows as the pages, the same rights."""
