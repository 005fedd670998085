"""The steps, one module for each schema number; their SQL is frozen."""
