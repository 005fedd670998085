"""What a person can ask for, and by which key."""
