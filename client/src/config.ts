/** What the server told this page about itself (docs/internals/wire.md, 4). */

export interface Config {
  readonly session: string;
  readonly digest: string;
  /** How many marks the server wrote into the page. */
  readonly marks: number;
  /** Where the WebSocket is. */
  readonly url: string;
  /** Where the developers' half of the client is; empty without DEBUG. */
  readonly debug: string;
  readonly nonce: string;
}

/** Reads the configuration element, or nothing on a page that is not live. A new body may bring a new one: ask again at each join. */
export function readConfig(document: Document): Config | null {
  const element = document.querySelector<HTMLScriptElement>("script[data-session]");
  if (!element) return null;
  const data = element.dataset;
  const url = new URL(data.ws || "/ws/live/", location.href);
  url.protocol = url.protocol.replace("http", "ws");
  return {
    session: data.session!,
    digest: data.digest!,
    marks: +data.marks!,
    url: url.href,
    debug: data.debug ? element.src.replace(".js", "-debug.js") : "",
    nonce: element.nonce!,
  };
}
