"""Pages for the browser tests, beside those of ``tests.site``: each one shows one promise."""
