"""Where the pages are."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import path

from tests.site.views import broken, caching, counting, deriving, failing, flooding, following, hooked, moving, people, tasking, working


def plain(request: HttpRequest) -> HttpResponse:
    """A page that is not live."""
    return HttpResponse("plain")


urlpatterns = [
    path("counter/", counting.Counter.as_view(), name="counter"),
    path("counter/<int:start>/", counting.Counter.as_view(), name="counter-from"),
    path("step/", counting.Step.as_view()),
    path("rows/", counting.Rows.as_view()),
    path("fragile/", failing.Fragile.as_view()),
    path("broken-template/", failing.BrokenTemplate.as_view()),
    path("broken-mount/", failing.BrokenMount.as_view()),
    path("slow/", failing.Slow.as_view()),
    path("flooding/", flooding.Flooding.as_view()),
    path("flooded/", flooding.flooded),
    path("breaking/", broken.Breaking.as_view()),
    path("deriving/", deriving.Deriving.as_view()),
    path("following/", following.Following.as_view()),
    path("tasking/", tasking.Tasking.as_view()),
    path("beginning/", tasking.Beginning.as_view()),
    path("running/", tasking.Running.as_view()),
    path("caching/", caching.Towns.as_view()),
    path("caching/effects/", caching.Effects.as_view()),
    path("caching/notes/", caching.Notes.as_view()),
    path("caching/declared/", caching.Declared.as_view()),
    path("going/", failing.Going.as_view()),
    path("working/", working.Working.as_view()),
    path("telling/", working.Telling.as_view()),
    path("restricted/", working.Restricted.as_view()),
    path("reacting/", working.Reacting.as_view()),
    path("counted/", working.Counted.as_view()),
    path("forgetful/", working.Forgetful.as_view()),
    path("hooked/", hooked.Hooked.as_view()),
    path("hooked/<str:answer>/", hooked.Hooked.as_view()),
    path("guarded/", hooked.Guarded.as_view()),
    path("account/", people.Account.as_view()),
    path("members/", people.Members.as_view()),
    path("vault/", people.Vault.as_view()),
    path("mixin-vault/", people.MixinVault.as_view()),
    path("decorated/", login_required(counting.Counter.as_view())),
    path("basket/", people.Basket.as_view()),
    path("notes/", people.Notes.as_view()),
    path("moving/", moving.Moving.as_view()),
    path("moving/everything/", moving.Everything.as_view()),
    path("moving/never/", moving.Never.as_view()),
    path("moving/locked/", moving.Locked.as_view()),
    path("moving/locked-always/", moving.LockedAlways.as_view()),
    path("moving/long/", moving.Long.as_view()),
    path("moving/spoken/", moving.Spoken.as_view()),
    path("moving/working/", moving.Working.as_view()),
    path("moving/hearing/", moving.Hearing.as_view()),
    path("moving/pushing/", moving.Pushing.as_view()),
    path("moving/named/", moving.Named.as_view()),
    path("login/", plain, name="login"),
    path("plain/", plain),
]
