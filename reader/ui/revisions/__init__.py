"""The review page and the page of revisions. Uses annotations, reading and what is below."""
