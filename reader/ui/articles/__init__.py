"""The article list: model, delegate, filter and controller. Uses keys and what is below."""
