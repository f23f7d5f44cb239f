/** What to do about a complaint, by its code; the detail says the rest. */

const HINTS: Record<string, string> = {
  "handler.unknown": "Only methods marked @event_handler() can be called from the page.",
  "handler.failed": "The method raised; the view's state was put back to what it was. The traceback is in the server's log too.",
  "render.failed": "The template could not be drawn with the new state, so the state was put back to what it was.",
  "params.invalid": "What the page sent does not fit the method's annotations: compare the names and types.",
  "permission.denied": "The user of this page may not call this method.",
  "attribute.invalid":
    "An event attribute holds a handler's name, or a call with plain values: pick(1, 'a', true, null). A suffix of data-* or dj-value-* is :int, :float, :bool, :json or :list, and its text has to read as that. dj-text and dj-show hold an expression (tab == 'home' and n > 3), dj-class names with one each (active: tab == 'home'), dj-subscribe keys with a handler each (tab:load).",
  "upload.unsupported": "A file cannot travel with an event yet: post its form to a Django view, without dj-submit and dj-change.",
  "queue.full": "More than 1,000 events wait: the server is away, or something sends without end.",
  "page.failed": "Something outside djust changed what the template drew. dj-update=\"ignore\" keeps updates out of a subtree, and the other way round.",
  "mount.failed": "The page could not be opened again on the socket: see the server's log.",
};

export const hint = (code: string): string | undefined => HINTS[code];
