"""The page of all highlights and notes. Uses annotations, reading and what is below."""
