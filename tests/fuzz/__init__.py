"""Hostile messages: random ones and mutated ones, against everything that reads what a browser sent.

``python -m tests.fuzz --minutes 10`` (``make fuzz-wire``) hunts; ``test_fuzz.py`` is a sample of bounded length for every test run.
"""
