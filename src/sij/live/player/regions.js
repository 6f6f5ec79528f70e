/** Parts of a picture that can be focused, clicked and explained, with an equal list beside it. */
import { h, say } from "./dom.js";
import { buildFinder } from "./finder.js";
import { buildQuiz } from "./quiz.js";

function factList(region) {
  const rows = (region.facts ?? []).flatMap(([label, text]) => [h("dt", {}, label), h("dd", {}, text)]);
  return rows.length ? h("dl", { class: "sij-facts" }, ...rows) : "";
}

function explainPanel() {
  const title = h("p", { class: "sij-explain-title" });
  const text = h("div", { class: "sij-explain-text" });
  const sources = h("p", { class: "sij-explain-sources" });
  const node = h("div", { class: "sij-explain", role: "status" }, title, text, sources);
  node.hidden = true;
  const show = (region) => {
    node.hidden = false;
    say(title, region.label);
    text.replaceChildren(region.text ?? "", factList(region));
    say(sources, region.sources ?? "");
  };
  return { node, show };
}

/** One tab stop for the picture; arrow keys, Home and End go from part to part that is shown. */
function roam(parts, shown) {
  const tabStop = (to) => parts.forEach((part, k) => part.setAttribute("tabindex", k === to ? "0" : "-1"));
  const firstShown = (places) => places.find((place) => shown(place));
  const forward = (from) => parts.map((_, k) => k).slice(from);
  const backward = (from) => parts.map((_, k) => k).slice(0, from + 1).reverse();
  const target = (key, place) => {
    const last = parts.length - 1;
    if (key === "ArrowDown" || key === "ArrowRight") return firstShown(forward(place + 1));
    if (key === "ArrowUp" || key === "ArrowLeft") return firstShown(backward(place - 1));
    if (key === "Home") return firstShown(forward(0));
    return key === "End" ? firstShown(backward(last)) : undefined;
  };
  parts.forEach((part, place) => {
    part.addEventListener("focus", () => tabStop(place));
    part.addEventListener("keydown", (event) => {
      if (!/^(Arrow|Home|End)/.test(event.key)) return;
      event.preventDefault();
      const to = target(event.key, place);
      if (to !== undefined) parts[to].focus();
    });
  });
  return () => {
    const now = parts.findIndex((part) => part.getAttribute("tabindex") === "0");
    if (now < 0 || !shown(now)) tabStop(firstShown(forward(0)) ?? -1);
  };
}

function makeFocusable(part, region, act) {
  part.setAttribute("role", "button");
  part.setAttribute("aria-label", region.label);
  part.classList.add("sij-region");
  (part.querySelector('[id$="-mark"]') ?? part).classList.add("sij-hit");
  part.addEventListener("click", act.pick);
  part.addEventListener("focus", act.point);
  part.addEventListener("blur", act.leave);
  part.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && act.point());
  part.addEventListener("pointerleave", act.leave);
  part.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    act.pick();
  });
}

/** The parts as one object: what is shown, what is lit, what was picked. */
function buildBoard(spec, scenes, layers) {
  const regions = spec.regions;
  const marks = regions.map((region) => scenes.map((scene) => scene.part(region.part)));
  const light = (place, on) => marks[place].forEach((part) => part.classList.toggle("sij-lit", on));
  return {
    regions,
    marks,
    shown: (place) => layers.isOn(regions[place].layer),
    show: (place) => layers.turnOn(regions[place].layer),
    lightOnly: (place) => marks.forEach((_, k) => light(k, k === place)),
    rename: (name) => marks.forEach((parts, k) =>
      parts.forEach((part) => part.setAttribute("aria-label", name(regions[k], k)))),
    hush: (names, on) => scenes.forEach((scene) =>
      names.forEach((name) => scene.part(name).classList.toggle("sij-hushed", on))),
  };
}

/** Wire all regions; returns the nodes below the picture and what to do after each redraw. */
export function buildRegions(spec, scenes, layers) {
  if (!spec.regions?.length) return { nodes: [], refresh: () => {} };
  const board = buildBoard(spec, scenes, layers);
  const panel = explainPanel();
  const caption = spec.finder ? h("p", { class: "sij-caption" }, "\u00a0") : "";
  const state = { picked: -1, answer: null };
  const buttons = [];
  const press = (place) => {
    state.picked = place;
    buttons.forEach((button, k) => button.setAttribute("aria-pressed", String(k === place)));
    board.lightOnly(place);
  };
  const point = (place) => caption && !state.answer && say(caption, board.regions[place]?.label ?? "\u00a0");
  const pick = (place) => {
    if (state.answer) return state.answer(place);
    board.show(place);
    panel.show(board.regions[place]);
    point(place);
    panel.node.scrollIntoView({ block: "nearest" });
    return press(place);
  };
  board.regions.forEach((region, place) => {
    const act = { pick: () => pick(place), point: () => point(place), leave: () => point(state.picked) };
    board.marks[place].forEach((part) => makeFocusable(part, region, act));
    buttons.push(h("button", { type: "button", class: "sij-chip", "aria-pressed": "false",
      onclick: () => pick(place) }, region.label));
  });
  const freshen = scenes.map((_, k) => roam(board.marks.map((parts) => parts[k]), board.shown));
  const list = buildFinder(spec, board, buttons, pick);
  const quiet = (answer) => {
    state.answer = answer;
    [panel.node, list].forEach((node) => (node.hidden = Boolean(answer) || (node === panel.node && state.picked < 0)));
    if (caption) say(caption, "\u00a0");
    if (!answer) press(state.picked);
  };
  const quiz = spec.quiz ? [buildQuiz(spec, board, quiet)] : [];
  const refresh = () => freshen.forEach((once) => once());
  return { nodes: [caption, ...quiz, panel.node, list].filter(Boolean), refresh };
}
