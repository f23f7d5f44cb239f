"""The pages' addresses; those of the tests' site come after them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from tests.browser.site import (
    caching,
    calling,
    cards,
    chatting,
    composing,
    constructs,
    course,
    forming,
    gates,
    hooking,
    meanwhile,
    members,
    pacing,
    polluting,
    predicting,
    releasing,
    sharing,
    views,
    workbench,
)


def favicon(request: HttpRequest) -> HttpResponse:
    """Answer with nothing: a browser that asks must not complain."""
    return HttpResponse(status=204)


def plain_rows(request: HttpRequest) -> HttpResponse:
    """Answer with Django's own page of ``views.Rows``."""
    return render(request, "browser/rows.html", {"count": 0, "rows": views.Rows.first_rows()})


urlpatterns = [
    path("favicon.ico", favicon),
    path("gate/<slug:name>/", gates.gate),
    path("browser/forms/", forming.Wishes.as_view()),
    path("browser/counter/", views.Counter.as_view()),
    path("browser/composing/", composing.Composing.as_view()),
    path("browser/baking/", course.Baking.as_view()),
    path("browser/washing/", course.Washing.as_view()),
    path("browser/ringing/", course.Ringing.as_view()),
    path("browser/counting/", course.Counting.as_view()),
    path("browser/club/", members.Club.as_view()),
    path("browser/theatre/", members.Theatre.as_view()),
    path("enter/<slug:name>/", members.enter),
    path("leave/", members.leave),
    path("expire/", members.expire),
    path("revoke/", members.revoke),
    path("door/", members.door),
    path("box-office/", members.box_office),
    path("browser/pacing/", pacing.Pacing.as_view()),
    path("browser/pacing/last/", pacing.last_search),
    path("browser/kitchen/", predicting.Kitchen.as_view()),
    path("browser/shelf/", predicting.Shelf.as_view()),
    path("browser/releasing/", releasing.Releasing.as_view()),
    path("browser/sharing/", sharing.Sharing.as_view()),
    path("browser/strict/", sharing.Strict.as_view()),
    path("browser/counter/kept/", views.KeptCounter.as_view()),
    path("browser/payloads/", views.Payloads.as_view()),
    path("browser/order/", views.Order.as_view()),
    path("browser/rows/", views.Rows.as_view()),
    path("browser/rows/plain/", plain_rows),
    path("browser/room/", chatting.Room.as_view()),
    path("browser/room/announce/", chatting.announce),
    path("browser/polluting/", polluting.Polluting.as_view()),
    path("browser/hostile/", views.Hostile.as_view()),
    path("browser/typing/", views.Typing.as_view()),
    path("browser/following/", views.Following.as_view()),
    path("browser/basket/", views.Basket.as_view()),
    path("browser/hooking/", hooking.Hooking.as_view()),
    path("browser/hooking/script.js", hooking.script),
    path("browser/workbench/", workbench.Workbench.as_view()),
    path("browser/towns/", calling.Towns.as_view()),
    path("browser/caching/", caching.Towns.as_view()),
    path("browser/caching/composed/", caching.Composed.as_view()),
    path("browser/caching/upside/", caching.Upside.as_view()),
    path("browser/caching/keyless/", caching.Keyless.as_view()),
    path("browser/caching/around/", caching.Around.as_view()),
    path("browser/caching/members/", caching.Members.as_view()),
    path("browser/caching/runs/", caching.runs),
    path("browser/caching/later/", caching.later),
    path("browser/caching/shown/", caching.shown),
    path("browser/secrets/", calling.Secrets.as_view()),
    path("djust/", include("djust.urls")),
    path("browser/failing/", views.Failing.as_view()),
    path("browser/cards/", cards.Cards.as_view()),
    path("browser/cards/nonced/", cards.NoncedCards.as_view()),
    path("browser/breaking/", views.Breaking.as_view()),
    path("browser/meanwhile/", meanwhile.Meanwhile.as_view()),
    path("browser/meanwhile/turn/", meanwhile.turn_all),
    path("browser/constructs/", constructs.Constructs.as_view()),
    path("browser/constructs/<int:to>/", constructs.plain),
    path("", include("tests.site.urls")),
]
