"""Shows the pages of a PDF file as they are printed, with the highlights of its text."""
