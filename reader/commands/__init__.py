"""Defines what the user can ask for, and by which key; uses what is below the user interface."""
