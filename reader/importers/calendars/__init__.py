"""Parses dates, in many languages and some calendars."""
