"""A page goes on in another process.

How it works: when a browser goes away, when the process is told to end, or after each event (``resume = "every-event"``), what another
process needs is written down (`kept`), its state pickled (`state`), all of it sealed with a key that is derived from ``SECRET_KEY`` *and*
from the browser's resume key (`djust.signing`), and put into a place that processes share (`base`, `memory`, `cache`; `place` says
which). A browser that comes to a process which does not have its session gets it from there (`adoption`): the page's GET is replayed,
as in a join, with the state put back where ``mount`` would run.

Each time a session is taken up its *generation* grows by one, and so does the name it lies under next. A name can be taken once, by
whoever adds its mark first. So no two processes go on with one session, and a process that was too late learns it when it next asks.
"""
