/** A bad line, at will: slower, deaf, cut. What the page does then is what people on trains see. */

import type { Desk, Tab } from "../desk";
import { button, el } from "../elements";

const LONGEST = 3000;
const CUT = 5000;

/** Whether the line is worse than it would be. */
export const isTroubled = ({ trouble }: Desk): boolean => trouble.delay > 0 || trouble.deaf;

function delay({ trouble, changed }: Desk): HTMLElement {
  const said = el("output", `${trouble.delay} ms`);
  const range = document.createElement("input");
  Object.assign(range, { type: "range", min: "0", max: `${LONGEST}`, step: "50", value: `${trouble.delay}`, id: "delay" });
  range.oninput = () => {
    trouble.delay = +range.value;
    said.textContent = `${trouble.delay} ms`;
    changed();
  };
  const label = el("label", "Delay, there and back ");
  label.setAttribute("for", "delay");
  return el("p", label, range, " ", said);
}

function deaf({ trouble, changed }: Desk): HTMLElement {
  const box = document.createElement("input");
  Object.assign(box, { type: "checkbox", checked: trouble.deaf });
  box.onchange = () => {
    trouble.deaf = box.checked;
    changed();
  };
  return el("p", el("label", box, " Lose what the server says"), el("small", " It handles events, and the page does not hear of it. Cut the line and mend it to see them answered."));
}

export const simulator: Tab = {
  name: "simulator",
  title: "Simulator",
  open(desk) {
    let timer: ReturnType<typeof setTimeout>;
    const said = el("p.dim");
    said.setAttribute("role", "status");
    const cut = (words: string): void => {
      clearTimeout(timer);
      desk.history.note("cut", "by the simulator");
      desk.disconnect();
      said.textContent = words;
    };
    const mend = (): void => {
      clearTimeout(timer);
      desk.history.note("mended", "by the simulator");
      desk.connect();
      said.textContent = "";
    };
    const briefly = (): void => {
      cut("The line is cut for five seconds.");
      timer = setTimeout(mend, CUT);
    };
    const buttons = el("p", button("Cut the line", () => cut("The line is cut until it is mended.")), " ", button("Cut it for 5 s", briefly), " ", button("Mend it", mend));
    const element = el("div.scroll", el("h3", "A bad line"), delay(desk), deaf(desk), buttons, said);
    return { element, update: () => undefined };
  },
};
