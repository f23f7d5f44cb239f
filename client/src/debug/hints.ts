/** What to do about a complaint, by its code; the detail says the rest. docs/reference/errors.md says the same to readers. */

const HINTS: Record<string, string> = {
  "handler.unknown": "Only methods marked @event_handler() can be called from the page: mark it, or correct the name in the template.",
  "handler.failed": "The method raised. What an event had changed in the view was put back; what a background task had assigned stays. The database is yours: atomic=True puts it back as well.",
  "render.failed": "The template could not be drawn with the new state, so the state was put back to what it was.",
  "params.invalid": "What the page sent does not fit the method's annotations: correct data-* in the template, or the annotation. A parameter that may be missing needs a default.",
  "permission.denied": "The user of this page may not call this method: give the permission, or do not show what calls it ({% if perms… %}).",
  "login.required": "Nobody is logged in any more, or somebody else is: the page goes to the login.",
  "not_found": "A row that a parameter names is gone, or Http404 was raised. As a rule somebody else deleted it; nothing is to be done.",
  "rate.limited": "More calls than @rate_limit allows, or a full mailbox (DJUST['MAILBOX']): raise the limit, or put @debounce or @throttle above the method.",
  "action.failed": "The action raised an error that is meant for people; over HTTP its text is the answer.",
  "too_many": "As many pages are open as DJUST['MAX_SESSIONS'], or SESSIONS_PER_USER, allows; the page asks again by itself.",
  "resume.unknown": "The server does not know this page any more (it was started anew, or the page was gone for too long): the page joins anew by itself.",
  "frame.invalid": "The server could not read a message: an old djust.js in the browser's cache, as a rule. Load the page again; run collectstatic after an upgrade.",
  "frame.too_large": "More than DATA_UPLOAD_MAX_MEMORY_SIZE: raise Django's setting, or send less with the event.",
  "view.unknown": "No view of that name answers djust.call(): write the dotted path of a class that a URL leads to, with a @server_function.",
  "csrf.failed": "A call over HTTP without the CSRF token of its cookie: djust.call sends it by itself; from elsewhere send X-CSRFToken.",
  "method.not_allowed": "Calls over HTTP are POST requests.",
  redirect: "The view leads elsewhere before it is mounted: the page goes there.",
  "mount.failed": "The page could not be opened again on the socket: mount(), or what comes before it, raised. See the detail, and the server's log.",
  "attribute.invalid":
    "An event attribute holds a handler's name, or a call with plain values: pick(1, 'a', true, null). A suffix of data-* or dj-value-* is :int, :float, :bool, :json or :list, and its text has to read as that. dj-text and dj-show hold an expression (tab == 'home' and n > 3), dj-class names with one each (active: tab == 'home'), dj-subscribe keys with a handler each (tab:load).",
  "upload.unsupported": "A file cannot travel with an event yet: post its form to a Django view, without dj-submit and dj-change.",
  "connection.impossible":
    "Look in this order: manage.py check finds nothing; 'djust' stands above 'django.contrib.staticfiles' in INSTALLED_APPS (for runserver); asgi.py takes get_asgi_application from djust.asgi; the server speaks ASGI (uvicorn, not gunicorn's own workers); a proxy passes WebSockets on. Without WebSockets: add path(\"djust/\", include(\"djust.urls\")).",
  "queue.full": "More than 1,000 events wait: the server is away, or something sends without end.",
  "page.failed": "Something outside djust changed what the template drew. dj-update=\"ignore\" keeps updates out of a subtree, and the other way round.",
  "prediction.failed": "What @optimistic foresees could not be drawn; the server's answer brings it. This is a defect of djust: please report it, with the template.",
  "document.failed": "The page drawn anew could not be shown either. Is djust-morph.js to be had (collectstatic, the proxy)? Then see the error above it in the console.",
  "hook.unknown": "Define it before the page begins: djust.hooks = { Name: { mounted() { … } } }, in a script of yours that is loaded with defer, or in the page.",
};

/** What went wrong most likely, where Python's own words leave it open. */
const LIKELY: readonly (readonly [RegExp, string])[] = [
  [
    /^TypeError: .*\bstr\b/,
    "A value from data-* or from a field is a text, unless its parameter says otherwise: def add(self, amount: int) makes a number of it.",
  ],
  [
    /^AttributeError: '(?!NoneType)\w+' object has no attribute/,
    "If that object is the view: what a method reads must have been set before, in mount() or on the class. What an event had changed was put back.",
  ],
  [
    /^SynchronousOnlyOperation/,
    "Write the method as a plain def, which runs in a thread and may use the ORM as ever; or use the ORM's async methods: await Item.objects.acount(), async for.",
  ],
];

/** What to do about a complaint, by its code and, where an exception is behind it, by that. */
export const hint = (code: string, exception = ""): string | undefined => LIKELY.find(([words]) => words.test(exception))?.[1] ?? HINTS[code];
