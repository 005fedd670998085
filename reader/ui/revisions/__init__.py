"""The review page and the page of an article's texts. Uses annotations, reading and what is below."""
