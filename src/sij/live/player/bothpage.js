/** What a page runs that holds more than one kind of form. */
import { exploreSafely } from "./explorer.js";
import { mountCase } from "./casekeep.js";
import { planSafely } from "./planner.js";
import { hydrate } from "./hydrate.js";
import { reviewSafely } from "./review.js";

function mountForm(sheet, host) {
  if (host.classList.contains("sij-case")) return mountCase(sheet, host);
  if (host.classList.contains("sij-review")) return reviewSafely(sheet, host);
  return (host.classList.contains("sij-planner") ? planSafely : exploreSafely)(sheet, host);
}

hydrate(mountForm);
