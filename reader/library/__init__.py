"""The one package that speaks SQL."""
