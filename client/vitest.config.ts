import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";

import { launchOptions } from "./scripts/chromium.js";

const setupFiles = "test/setup.ts";
const inBrowser = ["test/dom/**/*.test.ts", "test/**/*.browser.test.ts"];

// Pure logic runs in Node. What touches a document runs in Chromium: `test/dom/` and every `*.browser.test.ts`.
export default defineConfig({
  test: {
    allowOnly: false,
    projects: [
      { test: { name: "node", setupFiles, include: ["test/**/*.test.ts"], exclude: inBrowser, environment: "node" } },
      {
        test: {
          name: "browser",
          setupFiles,
          include: inBrowser,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
    ],
  },
});
