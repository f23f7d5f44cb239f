"""The pages of the demo: each a view in one file, with one template."""
