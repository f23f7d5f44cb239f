"""What changed in a view's state, however it was changed.

How it works. After each render ``StateTracker.hold(state)`` walks all names once and keeps, for every container it reaches (list, dict,
set, deque, dataclass, model instance, plain object …), the container itself and the objects that lay in it: its *shallow contents*.
Nothing is copied deeply. ``compare(state)`` looks whether each container still has the very same objects in it, so an edit in place is
seen wherever it happened; ``restore(state)`` puts the same objects back into the same containers.

    view.rows[3]["done"] = True     →  Changes(names={"rows"}, objects={id(view.rows), id(view.rows[3])}, …)

* ``identity.py``  are these the same objects? At the speed of ``memcmp``.
* ``kinds.py``     what a type is: a leaf, something to walk, or something that cannot be walked.
* ``shapes.py``    how an object that is no plain dict or list is read and written.
* ``exchange.py``  which containers left and which came, between two looks at the same place.
* ``batches.py``   containers of one kind, checked all at once: a thousand rows cost no loop in Python. ``dicts.py``, ``lists.py`` and
  ``objects.py`` are the kinds, ``grouping.py`` sorts containers into them.
* ``snapshot.py``  the walk, what it held, and how it keeps up with a state without a new one.
* ``tracker.py``   ``StateTracker``.
"""

from djust.view.changes.kinds import NoState
from djust.view.changes.tracker import StateTracker

__all__ = ["NoState", "StateTracker"]
