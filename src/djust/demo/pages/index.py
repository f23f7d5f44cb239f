"""The front page: the counter's own class, running beside its source, and the way to the other pages."""

from __future__ import annotations

import inspect

from djust.demo.highlight import python
from djust.demo.pages.counter import CounterPage


class IndexPage(CounterPage):
    slug = "index"
    template_name = "demo/index.html"
    source = python(inspect.getsource(CounterPage))
