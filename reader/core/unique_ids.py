"""Creates unique ids."""


def new_uid() -> str:
    """Returns a random UUID as text."""
    import uuid  # start-up time: the window makes none before something is written

    return str(uuid.uuid4())


ACT = "act "  # how the merge keys of acts begin


def act_key() -> str:
    """Returns a merge key for the parts of one act: they are one step, whatever is written in between."""
    return f"{ACT}{new_uid()}"
