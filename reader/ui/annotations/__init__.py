"""The annotation sidebar: cards, notes and their drafts. Uses keys and what is below."""
