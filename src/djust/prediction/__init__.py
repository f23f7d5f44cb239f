"""Prediction: from a handler's source and a template to what a browser needs to show the outcome before the server has it.

How it works
============
1. ``source.py`` finds the definition of a handler when its class is created; nothing of it is ever run.
2. ``survey.py`` goes through a compiled template: the lists that it loops over, and the places where it shows a value as it is.
   What the page does not show never travels.
3. ``statements.py`` and ``expressions.py`` read the handler into a program of a few operations with Python's semantics; what they do not
   know is passed by, and whatever it assigned is unknown from there on (``scope.py`` keeps the books).
4. ``entries.py`` (with ``shown.py`` for expressions and ``markup.py`` for HTML) writes how to draw the parts that depend on what
   programs change.
5. ``forecast.py`` puts both together and leaves out what neither needs; ``numbering.py`` writes it as it travels, ``state.py`` and
   ``lists.py`` tell the state.

A handler, its program, a part of ``<p>{{ count }} clicks</p>``::

    self.count += 1
    ["=", 0, ["+", [0], 1]]
    [0, 0, ["cat", [0], " clicks"]]

The language is in ``docs/internals/wire.md``, 9; the browser's half is ``client/src/predict/``.
"""

from djust.prediction.forecast import Forecast, Optimistic
from djust.prediction.parameters import told_parameters
from djust.prediction.scope import World
from djust.prediction.source import read_source
from djust.prediction.state import State
from djust.prediction.telling import ABSENT
from djust.prediction.trees import OutOfReach

__all__ = ["ABSENT", "Forecast", "Optimistic", "OutOfReach", "State", "World", "read_source", "told_parameters"]
