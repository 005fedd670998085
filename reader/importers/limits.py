"""Limits how much is imported, so that stored texts can always be laid out.

The figures come from what QTextDocument, libxml2 and html5ever were measured to bear.
"""

FILE_BYTES = 50 * 1024 * 1024
UNPACKED_BYTES = 200 * 1024 * 1024  # what is in a compressed file
PACKED_FILES = 10_000  # in an archive
TEXT_CHARACTERS = 6_000_000  # of an article's plain text
LINES = 400_000  # of a plain text, that are not empty
HTML_CHARACTERS = 20_000_000  # once embedded images are taken out
ELEMENTS = 1_000_000

DEPTH = 100  # deeper elements are unwrapped
TABLE_DEPTH = 3  # tables in tables; layout time doubles with each level
CELLS = 20_000  # of an article; further tables become lines of text
GRID = 100_000  # places that the tables of an article make with their spans: 0.5 s of layout
SPAN = 100  # of a cell, in rows or columns
QUOTE_DEPTH = 10
LIST_DEPTH = 10
IMAGES = 500
ATTRIBUTE_CHARACTERS = 1000  # of a title or an alternative text
ADDRESS_CHARACTERS = 8000

IMAGE_BYTES = 20 * 1024 * 1024
ARTICLE_IMAGE_BYTES = 200 * 1024 * 1024  # all images of one article together

TITLE_CHARACTERS = 500
EXCERPT_CHARACTERS = 1200
FRONT_MATTER_CHARACTERS = 65_536
