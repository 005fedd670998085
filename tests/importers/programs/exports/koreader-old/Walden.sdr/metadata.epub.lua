return {
    ["bookmarks"] = {
        [1] = { ["datetime"] = "2021-01-05 21:14:08", ["highlighted"] = true, ["notes"] = "The quote.", ["page"] = 7, ["text"] = "“The quote.” is from him." },
        [2] = { ["datetime"] = "2021-01-05 21:15:08", ["highlighted"] = true, ["notes"] = "Another quote.", ["page"] = 8, ["text"] = "Page 8 Another quote. @ 2021-01-05 21:15:08" },
        [3] = { ["datetime"] = "2021-01-05 21:16:08", ["notes"] = "a bookmark", ["page"] = 9 },
    },
    ["highlight"] = { [7] = { [1] = { ["color"] = "green", ["datetime"] = "2021-01-05 21:14:08", ["drawer"] = "lighten", ["text"] = "The quote." } } },
    ["stats"] = { ["authors"] = "", ["title"] = "Old Book" },
}
