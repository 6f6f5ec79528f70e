/** What a page with the symptom explorer runs: only there do the explorer's modules come along. */
import { exploreSafely } from "./explorer.js";
import { hydrate } from "./hydrate.js";

// One argument less: on a page nobody listens to what is entered.
hydrate((sheet, host) => exploreSafely(sheet, host));
