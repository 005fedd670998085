"""The Preferences page: a row for each setting, and a preview of the text. Uses reading and what is below."""
