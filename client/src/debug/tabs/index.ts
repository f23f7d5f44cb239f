/** The tabs, from left to right. */

import type { Tab } from "../desk";
import { connectionTab } from "./connection";
import { events } from "./events";
import { handlers } from "./handlers";
import { queries } from "./queries";
import { simulator } from "./simulator";
import { stateTab } from "./state";
import { tasks } from "./tasks";
import { template } from "./template";
import { updates } from "./updates";

export const tabs: readonly Tab[] = [events, updates, stateTab, queries, tasks, handlers, template, connectionTab, simulator];
