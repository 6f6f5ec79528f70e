/** The body map: a tap on a zone enters or clears pain there. The list of zones says the same. */
import { h } from "./dom.js";

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
    zone.node.classList.toggle("sij-zone-on", on);
    zone.node.setAttribute("aria-pressed", String(on));
  });
  const frames = pictures.map((svg, k) => h("div",
    { class: `sij-picture sij-room-${k ? "narrow" : "wide"}` }, svg));
  return { node: h("div", { class: "sij-bodymap" }, ...frames), show };
}
