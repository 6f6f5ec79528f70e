/** Buttons that print one part of the page alone. */
import { printAlone } from "./printing.js";

/** Each `<button data-prints="id">` prints the part with this id. */
export function offerPrints() {
  for (const button of document.querySelectorAll("button[data-prints]")) {
    button.addEventListener("click", () => printAlone(document.getElementById(button.dataset.prints)));
    button.hidden = false;
  }
}
