"""The demo: a small Django project with one live page per file, started by ``python -m djust demo``."""
