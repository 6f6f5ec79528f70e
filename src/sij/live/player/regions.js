/** Parts of a picture that can be focused, clicked and explained, with an equal list beside it. */
import { h, reducedMotion, say } from "./dom.js";

function explainPanel() {
  const title = h("p", { class: "sij-explain-title" });
  const text = h("p", { class: "sij-explain-text" });
  const sources = h("p", { class: "sij-explain-sources" });
  const node = h("div", { class: "sij-explain", role: "status" }, title, text, sources);
  node.hidden = true;
  const show = (region) => {
    node.hidden = false;
    say(title, region.label);
    say(text, region.text);
    say(sources, region.sources ?? "");
  };
  return { node, show };
}

/** One tab stop for the picture; arrow keys, Home and End go from part to part. */
function roam(parts) {
  const go = (from, to) => {
    parts[from].setAttribute("tabindex", "-1");
    parts[to].setAttribute("tabindex", "0");
    parts[to].focus();
  };
  parts.forEach((part, place) => {
    part.setAttribute("tabindex", place ? "-1" : "0");
    part.addEventListener("keydown", (event) => {
      const last = parts.length - 1;
      const to = { ArrowDown: place + 1, ArrowRight: place + 1, ArrowUp: place - 1,
        ArrowLeft: place - 1, Home: 0, End: last }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      go(place, Math.min(Math.max(to, 0), last));
    });
  });
}

function makeFocusable(part, region, pick) {
  part.setAttribute("role", "button");
  part.setAttribute("aria-label", region.label);
  part.classList.add("sij-region");
  part.addEventListener("click", pick);
  part.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    pick();
  });
}

/** Wire all regions; returns the list and the explanation, or nothing when there are none. */
export function buildRegions(spec, scenes) {
  const regions = spec.regions ?? [];
  if (!regions.length) return [];
  const panel = explainPanel();
  const marks = regions.map((region) => scenes.map((scene) => scene.part(region.part)));
  const buttons = [];
  const light = (place, on) => marks[place].forEach((part) => part.classList.toggle("sij-lit", on));
  const pick = (place) => {
    panel.show(regions[place]);
    panel.node.scrollIntoView({ block: "nearest", behavior: reducedMotion() ? "auto" : "smooth" });
    marks.forEach((_, k) => light(k, k === place));
    buttons.forEach((button, k) => button.setAttribute("aria-pressed", String(k === place)));
  };
  regions.forEach((region, place) => {
    marks[place].forEach((part) => makeFocusable(part, region, () => pick(place)));
    buttons.push(h("button", { type: "button", class: "sij-chip", "aria-pressed": "false",
      onclick: () => pick(place) }, region.label));
  });
  scenes.forEach((_, k) => roam(marks.map((parts) => parts[k])));
  const list = h("details", { class: "sij-parts" },
    h("summary", {}, "Parts of this picture, as a list"),
    h("div", { class: "sij-chips" }, ...buttons));
  return [panel.node, list];
}
