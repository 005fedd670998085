"""Takes in what comes by itself: pages from the browser, files of a watched folder. Uses style, tasks and lists."""
