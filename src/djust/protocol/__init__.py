"""The wire between a page and the server: what travels (``messages``) and how it is written (``codec``).

``docs/internals/wire.md`` is the contract; ``tests/wire/*.json`` are examples that both sides test against.
"""
