/** What a tab knows of its way to the server, from one page to the next. */

const KEY = "djust.http";

/** Storage may be forbidden; then each page finds out for itself. */
function storage(): Storage | undefined {
  try {
    return sessionStorage;
  } catch {
    return;
  }
}

/** Whether the last page of this tab spoke over HTTP. */
export const remembered = (): boolean => !!storage()?.getItem(KEY);

export const remember = (isHttp: boolean): void => storage()?.[isHttp ? "setItem" : "removeItem"](KEY, "1");
