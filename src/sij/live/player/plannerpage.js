/** What a page with the planner runs: only there do its modules come along. */
import { planSafely } from "./planner.js";
import { hydrate } from "./hydrate.js";

// One argument less: on a page nobody listens to what is entered.
hydrate((sheet, host) => planSafely(sheet, host));
