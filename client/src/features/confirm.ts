/** `dj-confirm="Really?"`, on the element or on the button that submits: asks first. */

import type { Feature } from "../feature";

export const confirmation: Feature = {
  gate(action, go) {
    const question = (action.submitter ?? action.element).getAttribute("dj-confirm") ?? action.element.getAttribute("dj-confirm");
    if (!question || confirm(question)) go(action);
  },
};
