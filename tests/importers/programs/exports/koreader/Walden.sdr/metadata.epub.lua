-- /books/Walden.sdr/metadata.epub.lua
return {
    ["annotations"] = {
        [1] = {
            ["chapter"] = "Economy",
            ["color"] = "yellow",
            ["datetime"] = "2026-01-05 21:14:08",
            ["datetime_updated"] = "2026-01-06 08:00:00",
            ["drawer"] = "lighten",
            ["note"] = "first line\
second\9line \"said\" C:\\dir\13",
            ["page"] = "/body/DocFragment[2]/body/p[81]/text().81",
            ["pageno"] = 42,
            ["pos0"] = "/body/DocFragment[2]/body/p[81]/text().81",
            ["pos1"] = "/body/DocFragment[2]/body/p[81]/text()[2].5",
            ["text"] = "two\
paragraphs",
        },
        [2] = {
            ["datetime"] = "2026-01-05 21:15:08",
            ["page"] = "/body/DocFragment[2]",
            ["text"] = "in Economy",
        },
    },
    ["doc_path"] = "/books/Walden.epub",
    ["doc_props"] = {
        ["authors"] = "Thoreau, Henry David\
Bo Other",
        ["language"] = "en",
        ["title"] = "Walden",
    },
    ["percent_finished"] = 0.25,
    ["summary"] = { status = "reading", },
    ["x"] = 1e+15, ["y"] = -inf, -- a comment
}
