"""What one server process carries: idle pages, events per second, and how long they take; beside a bare Channels echo consumer.

``make bench-load`` starts real uvicorn processes and speaks to them over real sockets.
"""
