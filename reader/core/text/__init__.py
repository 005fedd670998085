"""The canonical text and its units: blocks, sentences, words, sections, the reading cursor. Uses core only."""
