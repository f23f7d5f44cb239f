"""What can be called over HTTP: server functions by a page's scripts, exposed handlers by anybody's program.

How it works: ``calls.py`` holds the one way that every call goes, in this order: CSRF token (``csrf.py``) → the view is found
(``directory.py``) → the method is marked → the view lets the visitor in (``entry.py``) → permissions → rate (the session's guard, which
events of pages pass as well) → parameters → ``api_mount`` → the call. ``functions.py`` and ``exposed.py`` are its two doors, ``answers.py``
writes what comes out, ``openapi.py`` and ``schema.py`` describe the second door.
"""
