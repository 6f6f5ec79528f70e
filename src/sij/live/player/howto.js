/** How a test is done and whether examiners agree: folded under its field, drawn when it opens. */
import { fixed, reuse } from "./reuse.js";
import { parseSvg } from "./svg.js";
import { h } from "./dom.js";

const HOW_TITLE = "How it is done, and whether examiners agree";
const HANDS_OFF = "For a trained examiner. Do not try this on yourself.";

const sentence = (key, words, looks) =>
  (words ? [{ key, shows: words, make: () => h("p", { class: looks }, words) }] : []);

const howTitle = () => fixed("title", () => h("summary", {}, HOW_TITLE));

/** Behind one's own door there is no figure: words only, and a warning first. */
function howItems(how, door, proof) {
  const own = door === "own";
  return [howTitle(),
    ...sentence("off", own && HANDS_OFF, "sij-hands-off"),
    ...(how.svg ? [fixed("picture", () => h("div", { class: "sij-howto-picture" }, parseSvg(how.svg)))] : []),
    ...sentence("how", how.how),
    ...sentence("agreement", own ? how.agreementWords : how.agreement),
    ...sentence("caution", how.caution, "sij-note"),
    fixed(`proof ${own}`, () => proof(how.claims, own ? "sources" : "whole"))];
}

/** `turn(door)` says which door is open; `proof(claims, part)` makes the fold with the sources. */
export function buildHowTo(how, proof) {
  let door = "example";
  const node = h("details", { class: "sij-howto" });
  reuse(node, [howTitle()]);
  const fill = () => {
    // What was filled behind the other door goes even while the fold is closed.
    if (node.open || node.childElementCount > 1) reuse(node, howItems(how, door, proof));
  };
  node.addEventListener("toggle", fill);
  return { node, turn: (to) => {
    door = to;
    fill();
  } };
}
