"""Names that nothing else has."""


def new_uid() -> str:
    """A random UUID as text."""
    import uuid  # start-up time: the window makes none before something is written

    return str(uuid.uuid4())
