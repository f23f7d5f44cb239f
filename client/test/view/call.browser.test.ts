import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { call } from "../../src/view/call";

type Sent = [string, RequestInit];

let answers: (() => Response)[];
const sent: Sent[] = [];

const json = (status: number, body: unknown) => () => new Response(JSON.stringify(body), { status });
const html = () => new Response("<h1>Bad gateway</h1>", { status: 502 });
const header = ([, { headers }]: Sent): unknown => (headers as Record<string, string>)["X-CSRFToken"];
const failure = (promise: Promise<unknown>) => promise.then(() => expect.unreachable(), (error: unknown) => error);

function configured(data: Record<string, string>): void {
  const element = document.createElement("script");
  Object.assign(element.dataset, { session: "s", csrf: "t1" }, data);
  document.body.append(element);
}

beforeEach(() => {
  sent.length = 0;
  answers = [];
  vi.stubGlobal("fetch", async (...given: Sent) => {
    sent.push(given);
    const answer = answers.shift();
    if (!answer) throw new TypeError("Failed to fetch");
    return answer();
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

test("a call posts its parameters and gives what the function returned", async () => {
  configured({});
  answers = [json(200, { result: [1, 2] })];

  expect(await call("app.View", "find", { q: "x" })).toEqual([1, 2]);
  expect(sent).toEqual([
    ["/djust/call/app.View/find/", { method: "POST", headers: { "Content-Type": "application/json", "X-CSRFToken": "t1" }, body: '{"q":"x"}' }],
  ]);
});

test("without parameters an empty object is sent, to the prefix that the page names", async () => {
  configured({ prefix: "/en/live/" });
  answers = [json(200, { result: null })];

  expect(await call("app.View", "find")).toBeNull();
  expect([sent[0]![0], sent[0]![1].body]).toEqual(["/en/live/call/app.View/find/", "{}"]);
});

test("a refused token is replaced by the fresh one, once, and kept for the calls that follow", async () => {
  configured({});
  answers = [json(403, { error: "csrf.failed", message: "", token: "t2" }), json(200, { result: 1 }), json(200, { result: 2 })];

  expect([await call("v", "f"), await call("v", "f")]).toEqual([1, 2]);
  expect(sent.map(header)).toEqual(["t1", "t2", "t2"]);
});

test("a token that is refused again is an error", async () => {
  configured({});
  answers = [json(403, { error: "csrf.failed", message: "No", token: "t2" }), json(403, { error: "csrf.failed", message: "No", token: "t3" })];

  expect(await failure(call("v", "f"))).toMatchObject({ code: "csrf.failed", status: 403 });
  expect(sent.length).toBe(2);
});

test("a refusal is an Error with code, status and details", async () => {
  configured({});
  answers = [json(400, { error: "params.invalid", message: "Some of the values are not valid.", detail: "n: expected a whole number" })];
  const error = await failure(call("v", "f"));

  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({
    message: "Some of the values are not valid.",
    code: "params.invalid",
    status: 400,
    details: "n: expected a whole number",
  });
});

test("an answer that is no JSON, or none at all, is an Error as well", async () => {
  configured({});
  answers = [html];

  expect(await failure(call("v", "f"))).toMatchObject({ code: "call.failed", status: 502 });
  expect(await failure(call("v", "f"))).toMatchObject({ code: "call.failed", status: 0 });
});
