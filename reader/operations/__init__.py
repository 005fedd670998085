"""What can be done: verbs, every one a transaction that can be undone."""
