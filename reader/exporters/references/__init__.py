"""Writes articles as entries of reference managers: BibTeX, RIS and CSL JSON."""
