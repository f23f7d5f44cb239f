"""Messages for every page that listens to a topic, in this process and in others.

How it works: a page *subscribes* to topics (``listeners.py`` knows which listen to what). `broadcast` turns a message into text, hands
it to the listeners of this process and, where the project has a channel layer, to a courier (``courier.py``), which carries it to
the other processes. What arrives there is handed to *their* listeners; that it arrives is tried out (``memberships.py``). A listener
is given text: each page reads a message of its own from it, so nothing that one page does to a message is seen by another, on one
machine as on many.
"""

from djust.topics.broadcast import broadcast

__all__ = ["broadcast"]
