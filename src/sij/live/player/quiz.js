/** Hide the names and ask: find the part, or name the part. */
import { freshId, h, say } from "./dom.js";

const CHOICES = 4;

/** Places in an order that looks mixed and is the same each time for the same picture. */
export function mixed(count, seed) {
  let state = [...seed].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 2147483647, 7);
  const places = Array.from({ length: count }, (_, k) => k);
  for (let k = count - 1; k > 0; k -= 1) {
    state = (state * 48271) % 2147483647;
    const other = state % (k + 1);
    [places[k], places[other]] = [places[other], places[k]];
  }
  return places;
}

/** The right name among three more, from the same group where there are enough. */
export function choicesFor(regions, place, order) {
  const others = order.filter((k) => k !== place);
  const same = others.filter((k) => regions[k].group === regions[place].group);
  const rest = others.filter((k) => regions[k].group !== regions[place].group);
  return [place, ...same, ...rest].slice(0, CHOICES)
    .sort((a, b) => regions[a].label.localeCompare(regions[b].label, "en"));
}

const factOf = (region, wanted) => (region.facts ?? []).find(([label]) => label === wanted)?.[1] ?? "";

function wayChoice(name, change) {
  const option = (value, text, checked) => h("label", { class: "sij-option" },
    h("input", { type: "radio", name, value, checked, onchange: () => change(value) }), h("span", {}, text));
  return h("fieldset", { class: "sij-control sij-choice" }, h("legend", {}, "What shall be asked?"),
    option("find", "Find the part I name", true), option("name", "Name the part that is lit", false));
}

/** Build the quiz; `quiet(answer)` turns names off and sends picks to `answer`, `quiet(null)` back. */
export function buildQuiz(spec, board, quiet) {
  const order = mixed(board.regions.length, spec.name);
  const state = { on: false, way: "find", at: -1, right: 0, asked: 0, done: false };
  const ask = h("p", { class: "sij-quiz-ask", role: "status" });
  const where = h("p", { class: "sij-sr", role: "status" });
  const told = h("p", { class: "sij-quiz-told", role: "status" });
  const score = h("p", { class: "sij-hint" });
  const id = freshId("answer");
  const select = h("select", { id });
  const answerName = h("button", { type: "button", onclick: () => judge(Number(select.value)) }, "Answer");
  const row = h("div", { class: "sij-row" }, h("label", { for: id }, "It is the"), select, answerName);
  const next = h("button", { type: "button", onclick: () => turn() }, "Next");
  const label = (place) => board.regions[place].label;

  function judge(place) {
    if (state.done || place < 0) return;
    state.done = true;
    state.asked += 1;
    const hit = place === state.at;
    state.right += Number(hit);
    say(told, hit ? `\u2713 Right: ${label(state.at)}.`
      : `\u2717 Not this one. You chose: ${label(place)}. Asked for: ${label(state.at)}, now lit.`);
    say(score, `${state.right} of ${state.asked} right.`);
    board.lightOnly(state.at);
    next.hidden = false;
    next.focus();
  }

  function turn() {
    const shown = order.filter((place) => board.shown(place));
    state.at = shown.find((place) => order.indexOf(place) > order.indexOf(state.at)) ?? shown[0] ?? -1;
    state.done = state.at < 0;
    next.hidden = true;
    say(told, "");
    say(where, "");
    const naming = state.way === "name" && state.at >= 0;
    row.hidden = !naming;
    board.lightOnly(naming ? state.at : -1);
    if (state.at < 0) say(ask, "Switch a layer on, so that there is something to ask.");
    else if (naming) offer();
    else say(ask, `Find this part: ${label(state.at)}. Choose it in the picture.`);
    if (state.at < 0) next.hidden = false;
  }

  function offer() {
    say(ask, "One part is lit. What is it called?");
    // Said, not shown: it is what the eye sees in the picture.
    say(where, factOf(board.regions[state.at], "Where"));
    select.replaceChildren(h("option", { value: -1 }, "Choose a name"),
      ...choicesFor(board.regions, state.at, order).map((place) => h("option", { value: place }, label(place))));
  }

  function choose(way) {
    state.way = way;
    turn();
  }

  const box = h("div", { class: "sij-quiz-box" }, wayChoice(freshId("way"), choose), ask, where, row, told, next, score);
  const button = h("button", { type: "button", class: "sij-quiz-button", "aria-pressed": "false",
    onclick: () => toggle() }, "Hide names and quiz me");

  function toggle() {
    state.on = !state.on;
    button.setAttribute("aria-pressed", String(state.on));
    box.hidden = !state.on;
    say(button, state.on ? "End the quiz" : "Hide names and quiz me");
    board.hush(spec.quiz.hides ?? [], state.on);
    board.rename(state.on ? (_, k) => `Part ${order.indexOf(k) + 1}` : (region) => region.label);
    quiet(state.on ? (place) => (state.way === "find" ? judge(place) : undefined) : null);
    if (state.on) turn();
  }

  box.hidden = true;
  return h("div", { class: "sij-quiz" }, button, box);
}
