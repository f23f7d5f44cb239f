"""From what a browser sent to the keyword arguments of a handler.

How it works, in three stages:

1. ``parameters_of(function)`` reads a signature once (``signature.py``): names in order, defaults, whether there is a ``**kwargs``.
2. Each annotation becomes a *converter* (``converters.py``): a callable that takes what came and returns a value of the annotated type, or
   raises ``Mismatch`` with what was expected. Scalars stand in one table (``scalars.py``) that ``register_coercion`` extends; choices,
   containers, records (dataclasses) and models have a file each.
3. ``Parameters.bind(params, args)`` puts names, positional arguments, defaults and converters together and gives the arguments
   of the call, or raises one ``InvalidParams`` that lists every problem.

    >>> def add(self, item_id: int, tags: list[str] = [], note="", **rest): ...
    >>> parameters_of(add).bind({"item_id": "5", "tags": "red, blue", "note": 7})
    {'item_id': 5, 'tags': ['red', 'blue'], 'note': 7}

A parameter without an annotation gets what came; its default's type is never guessed. What the handler does not accept is dropped.
"""

from djust.params.parameters import Parameters, parameters_of
from djust.params.scalars import register_coercion

__all__ = ["Parameters", "parameters_of", "register_coercion"]
