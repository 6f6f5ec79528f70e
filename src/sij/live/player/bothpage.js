/** What a page runs that holds both the symptom explorer and the planner. */
import { exploreSafely } from "./explorer.js";
import { planSafely } from "./planner.js";
import { hydrate } from "./hydrate.js";

hydrate((sheet, host) =>
  (host.classList.contains("sij-planner") ? planSafely : exploreSafely)(sheet, host));
