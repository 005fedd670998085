"""Defines and checks the arguments of the subcommands."""
