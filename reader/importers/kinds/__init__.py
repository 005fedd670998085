"""Names what is not an article, by its bytes or by its text: pictures, programs, feeds, shortcuts."""
