"""``python -m djust explain TEMPLATE``: a template's parts, what each reads, and why a region stepped back to one string."""
