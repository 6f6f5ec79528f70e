/** The body map: a tap on a zone enters or clears pain there. The list of zones says the same. */
import { buildPills } from "./pills.js";
import { fixed, reuse } from "./reuse.js";
import { freshId, h } from "./dom.js";

const SIDES = { left: ["left"], right: ["right"], both: ["left", "right"] };

/** The zone's answer after one side was tapped. */
export function tapped(answer, side) {
  const before = SIDES[answer] ?? [];
  const after = before.includes(side) ? before.filter((other) => other !== side) : [...before, side];
  if (after.length === 2) return "both";
  return after[0];
}

const zoneOf = (node) => {
  const [, name, side] = node.id.match(/zone-(.+)-(left|right|mid)-(?:front|back)$/) ?? [];
  return name && { name, side, node };
};

function wireZone(zone, question, press) {
  const { node, side } = zone;
  node.setAttribute("role", "button");
  node.setAttribute("tabindex", "0");
  node.setAttribute("aria-label", side === "mid" ? question : `${question} ${side}`);
  node.classList.add("sij-zone");
  const act = (event) => {
    event.preventDefault();
    press();
  };
  node.addEventListener("click", act);
  node.addEventListener("keydown", (event) => ["Enter", " "].includes(event.key) && act(event));
}

function zoneState(zone, answer) {
  if (zone.side === "mid") return answer === "yes";
  return (SIDES[answer] ?? []).includes(zone.side);
}

/** `ids` are findings by zone name; `get(id)` and `set(id, answer)` reach what was entered. */
export function buildBodyMap(pictures, findings, get, set) {
  const zones = pictures.flatMap((svg) => [...svg.querySelectorAll("[id*='zone-']")]
    .map(zoneOf).filter(Boolean));
  const wired = zones.flatMap((zone) => {
    const one = zone.side === "mid" ? findings["midline-pain"] : findings[`zone-${zone.name}`];
    if (!one) return [];
    wireZone(zone, one.question, () => set(one.id, zone.side === "mid"
      ? (get(one.id) === "yes" ? undefined : "yes") : tapped(get(one.id), zone.side)));
    return [{ ...zone, id: one.id }];
  });
  const show = () => wired.forEach((zone) => {
    const on = zoneState(zone, get(zone.id));
    if (on === zone.on) return;
    zone.on = on;
    zone.node.classList.toggle("sij-zone-on", on);
    zone.node.setAttribute("aria-pressed", String(on));
  });
  const frames = pictures.map((svg, k) => h("div",
    { class: `sij-picture sij-room-${k ? "narrow" : "wide"}` }, svg));
  return { node: h("div", { class: "sij-bodymap" }, ...frames), show };
}

/** Behind one's own door the plates with figures are taken out of the picture. */
function platesOf(refer) {
  const plates = [...refer.querySelectorAll("[id$='-plate'], [id$='-plate-edge'], [id$='-words'], [id*='-size-line']")];
  return (own) => (own ? plates.forEach((one) => one.remove()) : refer.append(...plates));
}

function referChoices(studies, choose) {
  const options = [{ id: "", title: "off" }, ...studies].map(({ id, title }) => [id, title]);
  const pills = buildPills("radio", freshId("refer"), options, choose);
  pills.show([""]);
  return pills.node;
}

/**
 * Where studies found pain to spread, laid over the map when asked for.
 * @param {Element[]} pictures body maps with groups of the class sij-refer
 * @param {object} referral `title` and `studies`: each with its words for the two doors
 * @param {function} proof makes the fold with the sources of claims
 */
export function buildOverlay(pictures, referral, proof) {
  let [chosen, door] = ["", "example"];
  const groups = pictures.flatMap((svg) => [...svg.querySelectorAll(".sij-refer")])
    .map((node) => ({ node, study: node.id.match(/-refer-([a-z]+)/)[1], plates: platesOf(node) }));
  const legend = h("div", { class: "sij-refer-legend", "aria-live": "polite" });
  const words = () => referral.studies.filter(({ id }) => id === chosen).flatMap((study) => [
    fixed(`${study.id} ${door}`, () => h("p", {}, study[door])),
    fixed(`proof ${study.id} ${door}`, () => proof(study.claims, door === "own" ? "sources" : "whole"))]);
  const show = () => {
    groups.forEach(({ node, study }) => (node.style.display = study === chosen ? "inline" : ""));
    reuse(legend, words());
  };
  const node = h("fieldset", { class: "sij-finding sij-refer-choice" }, h("legend", {}, referral.title),
    referChoices(referral.studies, (id) => {
      chosen = id;
      show();
    }), legend);
  return { node, turn: (to) => {
    door = to;
    groups.forEach(({ node: group, plates }) => {
      group.classList.toggle("sij-refer-plain", door === "own");
      plates(door === "own");
    });
    show();
  } };
}
