"""Defines the commands of the user and their keys; independent of the user interface."""
