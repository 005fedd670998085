"""Names the built-in templates of Markdown notes."""

from reader.core.translation import N_

#: The name of each, and what it is for; the usual one first.
NOTE_TEMPLATES = {
    "plain": N_("Plain Markdown"),
    "obsidian": "Obsidian",
    "logseq": "Logseq",
    "joplin": "Joplin",
}
USUAL_TEMPLATE = "plain"
