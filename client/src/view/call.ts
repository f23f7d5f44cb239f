/** Server functions, called by the page's scripts over HTTP: `await djust.call("app.View", "name", {…})`. */

import type { Json } from "../messages";
import type { Params } from "../types";

type Answer = {
  readonly result?: Json;
  readonly error?: string;
  readonly message?: string;
  readonly detail?: string;
  /** Where the page should go: the login page, or what a redirect names. */
  readonly to?: string;
  /** The one that was sent is out of date; this one is not. */
  readonly token?: string;
};

/** Returns what the function returned; rejected with an `Error` that has `code`, `status` and `details`. */
export async function call(view: string, name: string, params: Params = {}): Promise<Json> {
  const { dataset } = document.querySelector<HTMLElement>("script[data-session]")!;
  for (let last = false; ; last = true) {
    const response = await fetch(`${dataset.prefix || "/djust/"}call/${view}/${name}/`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": dataset.csrf! },
      body: JSON.stringify(params),
    }).catch(() => Response.error());
    const { result, error, message, detail, to, token }: Answer = await response.json().catch(() => ({ error: "call.failed", message: `call.failed: ${response.status} ${response.url}` }));
    if (to) location.assign(to);
    if (!error) return result!;
    if (last || !token) throw Object.assign(new Error(message ?? error), { code: error, status: response.status, details: detail });
    dataset.csrf = token;
  }
}
