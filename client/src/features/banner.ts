/**
 * Says that the connection is lost, and when something was not done, or may not have been. An app restyles `.dj-banner`, or hides it: the rules
 * weigh nothing. `dj-disconnected` stands on <html> meanwhile.
 */

import { alarm } from "../alarm";
import { claim } from "../dom/marks";
import type { Complaint } from "../errors";
import type { Feature } from "../feature";

/** A loss that mends at once is not worth a word. */
const PATIENCE = 400;
const NOTICE = 10_000;
/** What went wrong, and yet nothing that somebody at the page did was lost. */
const MENDED = /^(page|pred|hook)/;

export const banner: Feature = {
  install({ on }) {
    const root = document.documentElement;
    const element = claim(document.createElement("div"));
    const later = alarm();
    function say(text: string): void {
      // Outside the body: the page's own layout and updates do not meet it. Text that comes after is read out.
      root.append(element);
      element.textContent = text;
    }
    const hush = (): void => element.remove();

    element.className = "dj-banner";
    element.role = "status";
    on(document, "djust:disconnected", () => {
      root.classList.add("dj-disconnected");
      later(() => say("Connection lost. Reconnecting…"), PATIENCE);
    });
    on(document, "djust:connected", () => {
      root.classList.remove("dj-disconnected");
      later(hush);
    });
    // The window hears after all that listen in the page: an app, or the overlay, that says so itself has prevented the default.
    const notify = ({ defaultPrevented, detail }: Event & { detail?: Partial<Complaint> }): void => {
      const { code, message = "Please check: your last action may not have been done." } = detail!;
      if (defaultPrevented || MENDED.test(code!)) return;
      say(message);
      later(hush, NOTICE);
    };
    on(window, "djust:uncertain", notify);
    on(window, "djust:error", notify);
  },
};
