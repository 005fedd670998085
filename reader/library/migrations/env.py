"""Runs the steps for Alembic, on the connection and in the transaction that ``upgrade`` holds."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
