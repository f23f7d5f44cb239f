/** What a tab knows of its way to the server, from one page to the next. Storage may be forbidden; then each page finds out for itself. */

const KEY = "djust.http";

/** Whether the last page of this tab spoke over HTTP. */
export function remembered(): unknown {
  try {
    return sessionStorage[KEY];
  } catch {
    // Each page finds out for itself.
  }
}

export function remember(isHttp: boolean): void {
  try {
    if (isHttp) sessionStorage[KEY] = "1";
    else delete sessionStorage[KEY];
  } catch {
    // As above.
  }
}
