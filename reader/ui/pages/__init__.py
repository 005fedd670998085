"""What pages that take the whole window have in common. Uses keys and what is below."""
