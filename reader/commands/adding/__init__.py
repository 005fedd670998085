"""Commands that add articles: from files, the web, the browser, a folder, other programs."""
