/// <reference path="../../../src/djust/djust.d.ts" />
/** What is declared for authors is what the client is; and a script of theirs reads as it is meant. Checked by tsc, never run. */

import type { Djust as Ours } from "../../src";
import type { Complaint } from "../../src/errors";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Bound<T> = { [K in keyof T]: T[K] };

/** Each way round: neither says more than the other. */
const isDeclared = (ours: Ours): Djust.Global => ours;
const isShipped = (declared: Djust.Global): Ours => declared;
const names: Same<keyof Bound<Omit<Djust.Global, "debug">>, keyof Bound<Ours>> = true;
const complaint = (ours: Complaint): Djust.Complaint => ours as Djust.Complaint;

/** An author's script. */
class Chart implements Djust.Hook {
  shown = 0;

  mounted(this: Djust.Mounted & Chart): void {
    this.handleEvent("points", (payload) => (this.shown = Number(payload)));
    void this.pushEvent("pick", { day: 3 }).then((reply: Djust.Json) => reply);
    // @ts-expect-error the element has no such method
    this.el.draw();
  }
}

async function script(): Promise<void> {
  djust.hooks = { ...djust.hooks, Chart, Plain: { mounted() { this.el.textContent = "x"; } } };
  const price: Djust.Json = await djust.call("shop.Basket", "price", { item: 3 });
  djust.state.set("price", price);
  const end = djust.state.subscribe("price", (value, previous, key) => console.log(value, previous, key));
  end();
  djust.cache.clear("search");
  document.addEventListener("djust:error", (event) => console.log(event.detail.code.length, event.detail.who));
  document.addEventListener("djust:event", ({ detail }) => console.log(detail.name, detail.payload));
  // @ts-expect-error a date does not travel
  djust.state.set("when", new Date());
  // @ts-expect-error there is no such function
  djust.start();
}

export { Chart, complaint, isDeclared, isShipped, names, script };
