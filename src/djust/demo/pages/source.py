"""Shows the source of a page of the demo: the view and the template, as they are."""

from __future__ import annotations

from pathlib import Path

from django.http import Http404, HttpRequest

from djust.demo.contents import CONTENTS
from djust.demo.highlight import python, template
from djust.demo.page import Page

HERE = Path(__file__).parent.parent


class SourcePage(Page):
    slug = "source"
    template_name = "demo/source.html"

    def mount(self, request: HttpRequest, slug: str = "") -> None:
        super().mount(request)
        entry = next((entry for entry in CONTENTS if entry.slug == slug), None)
        if entry is None:
            raise Http404(f"The demo has no page {slug!r}.")
        self.entry = entry
        self.files = [
            {"name": entry.view, "lines": python((HERE / entry.view).read_text(encoding="utf-8"))},
            {"name": entry.template, "lines": template((HERE / entry.template).read_text(encoding="utf-8"))},
        ]
