/**
 * The client without what decorators ask of the browser and without `djust.call`: what a page of events, parts and reconnection needs, the morph
 * (a file of its own otherwise) included. It is built only to be weighed (`npm run size`, test/built.test.ts), so that what comes on top cannot make
 * it heavier unseen.
 */

import "./morph";
import { ownPace } from "./events/pace";
import { core } from "./features";
import { launch } from "./start";

launch(core(ownPace));
