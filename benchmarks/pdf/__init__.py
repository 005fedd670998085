"""Documents on which the reading of PDF files is measured, and what they say."""
