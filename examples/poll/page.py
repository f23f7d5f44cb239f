"""A poll: each visitor has one vote, and every open page sees each vote at once."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest

import djust
from djust import LiveView, event_handler
from examples.poll.models import Answer

#: What pages listen to.
TOPIC = "poll"
#: Where a visitor's vote stands in their session.
VOTE = "poll_vote"


class Poll(LiveView):
    """The question, and how it stands."""

    template_name = "poll.html"
    here = "poll"

    def mount(self, request: HttpRequest) -> None:
        self.subscribe(TOPIC)  # before the answers are read: so nothing falls between
        if request.session.session_key is None:
            request.session.create()  # now: two tabs of one visitor are to have one vote
        self.mine: int | None = request.session.get(VOTE)
        self._count()

    @event_handler(atomic=True)
    def vote(self, answer: Answer) -> None:
        """Vote; or change one's mind."""
        before = self.request.session.get(VOTE)
        if answer.pk == before:
            return
        Answer.objects.filter(pk=before).update(votes=F("votes") - 1)
        Answer.objects.filter(pk=answer.pk).update(votes=F("votes") + 1)
        self.request.session[VOTE] = self.mine = answer.pk
        self._count()
        transaction.on_commit(lambda: djust.broadcast(TOPIC, None))

    def handle_info(self, message: Any) -> None:
        """Somebody voted: see how it stands now."""
        self._count()

    def _count(self) -> None:
        self.answers = list(Answer.objects.all())
        self.total = sum(answer.votes for answer in self.answers)
