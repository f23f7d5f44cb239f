/** Text that changes in place: one text node, one mutation, and a selection in the part that stays is not disturbed. */

import { isText } from "./nodes";
import type { Part } from "./blocks";

/** Makes `text` the data of a node by replacing only what differs. */
function change(node: Text, text: string): void {
  const { data } = node;
  const most = Math.min(data.length, text.length);
  let head = 0;
  while (head < most && data[head] === text[head]) head++;
  let tail = 0;
  while (tail < most - head && data.at(-1 - tail) === text.at(-1 - tail)) tail++;
  if (data !== text) node.replaceData(head, data.length - head - tail, text.slice(head, text.length - tail));
}

/** Makes `text` all that stands in a part, or adds it at the end. */
export function write(part: Part, text: string, append: boolean): void {
  const nodes = part.nodes();
  const last = nodes.at(-1);
  if (last && isText(last) && (append || !nodes[1])) {
    if (append) last.appendData(text);
    else change(last, text);
    return;
  }
  if (!append) for (const node of nodes) node.remove();
  if (text) part.host.insertBefore(new Text(text), part.end);
}
