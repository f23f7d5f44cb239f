/** Text that changes in place: one text node, one mutation, and a selection in the part that stays is not disturbed. */

import { isText, nodesBetween } from "./nodes";

/** Makes `text` the data of a node by replacing only what differs. */
function change(node: Text, text: string): void {
  const { data } = node;
  const most = Math.min(data.length, text.length);
  let head = 0;
  while (head < most && data[head] === text[head]) head++;
  let tail = 0;
  while (tail < most - head && data.at(-1 - tail) === text.at(-1 - tail)) tail++;
  if (head + tail < Math.max(data.length, text.length)) node.replaceData(head, data.length - head - tail, text.slice(head, text.length - tail));
}

/** Makes `text` the only content of an element. */
export function setText(element: Element, text: string): void {
  const { firstChild, lastChild } = element;
  if (firstChild && firstChild === lastChild && isText(firstChild)) change(firstChild, text);
  else element.textContent = text;
}

/** Makes `text` all that stands between two siblings. */
export function setTextBetween(start: ChildNode, end: ChildNode, text: string): void {
  const [only, ...more] = nodesBetween(start, end);
  if (only && isText(only) && !more.length) return change(only, text);
  for (const node of only ? [only, ...more] : []) node.remove();
  if (text) end.before(text);
}

/** Adds text at the end of an element, or before `end`. */
export function appendText(parent: Element, end: ChildNode | null, text: string): void {
  const last = end ? end.previousSibling : parent.lastChild;
  if (last && isText(last)) last.appendData(text);
  else parent.insertBefore(parent.ownerDocument.createTextNode(text), end);
}
