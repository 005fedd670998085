"""Takes in what arrives automatically: pages from the browser, files of a watched folder. Uses style, tasks and lists."""
