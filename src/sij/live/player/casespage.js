/** What a page with cases runs: only there do their modules come along. */
import { mountCase } from "./casekeep.js";
import { hydrate } from "./hydrate.js";

hydrate(mountCase);
