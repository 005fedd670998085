"""Tag names, their nesting, renaming plans and suggestions. Uses core only."""
