"""Keys of commands: presets, a person's own keys over them, and the sheet that lists all of them."""
