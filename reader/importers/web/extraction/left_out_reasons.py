"""Names the reasons for which a part of a page is left out, as the article's details show them."""

from reader.core.translation import N_

HIDDEN = N_("not shown on the page")
NAVIGATION = N_("navigation")
FORM = N_("a form")
FOOTER = N_("a footer")
ASIDE = N_("beside the text")
LINK_LIST = N_("links to other pages")
COMMENTS = N_("readers’ comments")  # as it is in libraries
MARGIN = N_("comments in the margin")
FURNITURE = N_("controls and captions of the page")
OUTSIDE = N_("outside of the text")
