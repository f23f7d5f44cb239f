"""A list in plain Python: dictionaries, changed in place."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from djust import event_handler
from djust.demo.page import Page

WALKS = (
    ("Coast path to the lighthouse", "Sea cliffs, gulls, and one tea room exactly half way.", 11.5, 4),
    ("Beech wood ring", "Level and quiet. Best in the last week of October.", 6.0, 2),
    ("The three reservoirs", "Dams, drowned walls, and wind on the second crossing.", 14.0, 5),
    ("Old railway to the viaduct", "Gravel all the way, with a view at the end.", 9.5, 3),
    ("Heather moor and standing stones", "Boggy after rain. The stones do not mind.", 12.0, 4),
    ("River meadow loop", "Cows, kingfishers, and a ford for the brave.", 5.0, 1),
    ("Ridge of the winter sun", "Start early: the last mile is the steep one.", 16.5, 6),
    ("Vineyard terraces", "Two hundred steps up, one bench, one village below.", 7.5, 3),
    ("The ferryman's causeway", "Only at low tide. Check the table by the gate.", 4.5, 1),
)


class LikedPage(Page):
    slug = "liked"
    template_name = "demo/liked.html"

    def mount(self, request: HttpRequest) -> None:
        super().mount(request)
        self.walks: list[dict[str, Any]] = [
            {"id": number, "name": name, "text": text, "km": km, "hours": hours, "liked": number == 2}
            for number, (name, text, km, hours) in enumerate(WALKS, start=1)
        ]

    @property
    def liked_km(self) -> float:
        total: float = sum(walk["km"] for walk in self.walks if walk["liked"])
        return total

    @property
    def likes(self) -> int:
        return sum(walk["liked"] for walk in self.walks)

    @event_handler()
    def toggle(self, walk_id: int) -> None:
        walk = next(walk for walk in self.walks if walk["id"] == walk_id)
        walk["liked"] = not walk["liked"]

    @event_handler()
    def liked_first(self) -> None:
        self.walks.sort(key=lambda walk: (not walk["liked"], walk["id"]))
