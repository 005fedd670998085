"""Runs commands in the window: the frontend they see, their prompts, and what the keys do now."""
