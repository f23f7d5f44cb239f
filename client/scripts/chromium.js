// Where the browser is and how it is started: the same one for tests and measurements.
import { existsSync } from "node:fs";

const installed = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Options of Playwright's `launch`; `CHROMIUM` names another browser, and without any Playwright's own is used. */
export const launchOptions = {
  executablePath: process.env.CHROMIUM ?? installed.find(existsSync),
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};
