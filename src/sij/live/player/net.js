/** The safety net as a list: one line for each speed, so that it can be found at a glance. */
import { h } from "./dom.js";

const LINES = / (?=(?:Emergency|Urgent|Soon), |Routine: |Until )/;

function netLine(text) {
  const [, speed, rest] = text.match(/^((?:Emergency|Urgent|Soon)(?=,)|Routine(?=:))?(.*)$/s);
  return h("li", {}, speed ? h("strong", {}, speed) : "", rest);
}

/** @param {string} lead what goes before it, @param {string} text all of it in one piece */
export function netNode(lead, text) {
  const [intro, ...lines] = text.split(LINES);
  return h("div", { class: "sij-net" }, h("p", {}, h("strong", {}, lead), ` ${intro}`),
    h("ul", {}, ...lines.map(netLine)));
}
