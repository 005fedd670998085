"""Rewrites content that a page shows by scripts, styles and its own markup into plain HTML.

Done before the article is chosen: to tell text from what is beside it, formulas, code and images
have to be there.
"""

from lxml import etree

from reader.importers.documents.google_docs_lists import nest_lists
from reader.importers.documents.word_lists import build_word_lists
from reader.importers.web.code.code_blocks import rewrite_code
from reader.importers.web.extraction.tab_panels import open_tab_panels
from reader.importers.web.normalization.formulas import rewrite_formulas
from reader.importers.web.normalization.inline_styles import rewrite_styles
from reader.importers.web.normalization.lazy_pictures import restore_lazy_pictures
from reader.importers.web.normalization.ruby import rewrite_ruby
from reader.importers.web.normalization.visually_hidden_text import remove_unread_text


def rewrite_inline(root: etree._Element) -> None:
    """Rewrites formulas, code, ruby, styled words and late images; removes what nobody reads."""
    open_tab_panels(root)
    rewrite_formulas(root)
    remove_unread_text(root)
    rewrite_code(root)
    build_word_lists(root)
    rewrite_styles(root)
    nest_lists(root)
    rewrite_ruby(root)
    restore_lazy_pictures(root)
