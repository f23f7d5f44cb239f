"""One connected page on the server.

How it works: a transport makes a `Connection` for each socket and gives it what the socket says. The first message decides which
`Session` the socket belongs to: `joining` finds the page that was served (or replays its GET), a resume finds the session that
lost its socket. From then on a session takes one message at a time from its mailbox, in one hop to a thread: `guard` → parameters
→ the author's method → what changed → the template's values → `updates`, which turns the difference into one frame.

Nothing here does I/O: texts come in by `Connection.receive`, texts go out by the `Outlet` that the transport gave.
"""
