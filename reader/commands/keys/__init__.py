"""Keys of commands: presets, the user's own keys over them, and the sheet that lists all of them."""
