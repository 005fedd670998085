"""Unpacks files that hold others: ZIP archives, gzip, property lists; with a limit on what comes out."""
