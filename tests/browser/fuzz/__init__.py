"""Random templates through random states in the browser: what nobody thought of when the corpus was written.

How it works. A seed gives a *story*: a template (and files it includes) from a grammar of everything that Django and HTML let one nest,
a state, and edits of that state in place. The page is served once, and after each edit changed by operations, skipping what the change
tracker lets skip. After each, what is written without marks is Django's bytes, and the document equals the one that Chromium builds by
navigating to them; keyed rows that stay are the same nodes. Three stories in four are *tame*: what projects write. The others hold values
that leave their place and elements where they do not belong. A story that fails is shrunk and printed as a case for
``oracle/corpus/found.py``.

    trees.py     templates as trees, so that they can be cut
    grammar.py   which trees there are; pieces.py: the leaves, vocabulary.py: the names they read
    states.py    states, and edits of them
    story.py     one story, start to end
    shrink.py    the smallest story that fails the same way

``make fuzz MINUTES=60`` goes on with new seeds; ``python -m tests.browser.fuzz --seed 7`` tells one story again.
"""
