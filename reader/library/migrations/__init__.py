"""How each schema became the next; Alembic runs these, and only when a library is not current."""
