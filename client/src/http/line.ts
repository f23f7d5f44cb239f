/**
 * A conversation made of HTTP requests, in the shape of a WebSocket: what `connection/` needs of one, and no more. Messages go up by POST, one
 * request at a time; they come down with its response, or by a stream of server-sent events where the server offers one. The other side is
 * `djust/transports/http.py`.
 */

import type { Socket } from "../connection/connection";

/** Messages in one request. */
const MOST = 64;
/** What the browser sends to the end, though the page goes: small bodies only. */
const KEPT = 60_000;

export function line(base: string, configuration: HTMLElement): Socket {
  const waiting: string[] = [];
  let url = base;
  let isBusy = false;
  let isOver = false;
  let stream: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout>;

  const socket: Socket = {
    onopen: null,
    onmessage: null,
    onclose: null,
    send(text) {
      waiting.push(text as string);
      void exchange();
    },
    close() {
      isOver = true;
      clearTimeout(timer);
      stream?.close();
    },
  };

  function fail(): void {
    if (isOver) return;
    socket.close();
    socket.onclose?.call(socket as WebSocket, new CloseEvent("close"));
  }

  const hear = (data: string): unknown => isOver || socket.onmessage?.call(socket as WebSocket, new MessageEvent("message", { data }));

  function post(body: string): Promise<Response> {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": configuration.dataset.csrf! };
    return fetch(url, { method: "POST", headers, body, keepalive: body.length < KEPT });
  }

  /** Says what waits, or only asks what is new; one after the other, so that all is heard in its order. */
  async function exchange(asks = false): Promise<void> {
    if (isBusy || isOver || !(asks || waiting.length)) return;
    isBusy = true;
    clearTimeout(timer);
    try {
      const body = JSON.stringify(waiting.splice(0, MOST));
      let response = await post(body);
      if (response.status === 403) {
        // The token is out of date: somebody logged in or out, perhaps in another tab.
        configuration.dataset.csrf = ((await (await fetch(base)).json()) as { token: string }).token;
        response = await post(body);
      }
      if (!response.ok || response.headers.has("X-Djust-Gone")) return fail();
      url = `${base}${response.headers.get("X-Djust-Line")}/`;
      for (const message of (await response.json()) as unknown[]) hear(JSON.stringify(message));
      if (response.headers.has("X-Djust-Stream") && !stream) await opened((stream = new EventSource(url)));
      const pause = response.headers.get("X-Djust-Ask");
      if (pause) timer = setTimeout(() => void exchange(true), +pause * 1000);
    } catch {
      return fail();
    }
    isBusy = false;
    void exchange();
  }

  /** Until the stream stands nothing is said: what it answered could come both ways. */
  const opened = (source: EventSource): Promise<unknown> =>
    new Promise((resolve) => {
      source.onopen = resolve;
      source.onmessage = ({ data }) => hear(data as string);
      source.onerror = () => {
        fail();
        resolve(0);
      };
    });

  queueMicrotask(() => isOver || socket.onopen?.call(socket as WebSocket, new Event("open")));
  return socket;
}
