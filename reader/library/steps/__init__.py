"""Records changed rows as undo steps, stores these, and undoes and redoes them."""
