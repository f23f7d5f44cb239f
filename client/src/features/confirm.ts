/** `dj-confirm="Really?"`, on the element or on the button that submits: asks first. */

import type { Feature } from "../feature";

export const confirmation: Feature = {
  gate({ submitter, element }) {
    const question = submitter?.getAttribute("dj-confirm") ?? element.getAttribute("dj-confirm");
    return !!question && !confirm(question);
  },
};
