"""The page of imports from other programs: what will happen, options, progress, and what was done."""
