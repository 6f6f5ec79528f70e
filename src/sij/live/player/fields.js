/** One field for each kind of question: build it, read the answer, put an answer back. */
import { freshId, h, say } from "./dom.js";

const radioOrBox = (type, name, option, changed) => {
  const id = `${name}-${option.id}`;
  const input = h("input", { type, name, id, value: option.id, onchange: changed });
  const label = h("label", { class: "sij-option", for: id }, input,
    h("span", {}, option.letter ? h("strong", {}, `${option.letter} `) : "", option.label));
  return { input, label };
};

function chosenField(type, legend, spec, changed) {
  const name = freshId(spec.id);
  const rows = spec.options.map((option) => radioOrBox(type, name, option, changed));
  const node = h("fieldset", { class: "sij-answers" },
    h("legend", { class: "sij-sr" }, legend), ...rows.map((row) => row.label));
  const picked = () => rows.filter((row) => row.input.checked).map((row) => row.input.value);
  const write = (ids) => rows.forEach(({ input }) => (input.checked = ids.includes(input.value)));
  return { node, rows, picked, write };
}

function singleField(spec, changed) {
  const { node, rows, picked, write } = chosenField("radio", "Choose one", spec, changed);
  return { node, rows, read: () => picked()[0] ?? null, write: (id) => write([id]) };
}

function severalField(spec, changed) {
  const { node, picked, write } = chosenField("checkbox", "Choose all that fit", spec, changed);
  const about = h("p", { class: "sij-hint" }, "Choose all that fit.");
  return { node: h("div", {}, about, node), read: picked, write };
}

/** The pins only point: the radio buttons beside them are the answer, for keys and for fingers. */
function placeField(spec, changed, svg) {
  const field = singleField(spec, () => {
    mark();
    changed();
  });
  const pin = (letter) => svg.querySelector(`[id="${spec.id}-pin-${letter.toLowerCase()}"]`);
  const mark = () => spec.options.forEach((option) =>
    pin(option.letter)?.classList.toggle("sij-pin-chosen", field.read() === option.id));
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", spec.alt);
  spec.options.forEach((option, k) => {
    for (const part of ["pin", "pin-letter"]) {
      const node = svg.querySelector(`[id="${spec.id}-${part}-${option.letter.toLowerCase()}"]`);
      node?.classList.add("sij-pin");
      node?.addEventListener("click", () => {
        field.rows[k].input.checked = true;
        field.rows[k].input.focus();
        mark();
        changed();
      });
    }
  });
  const write = (id) => {
    field.write(id);
    mark();
  };
  const picture = h("div", { class: "sij-pinned" }, svg);
  return { node: h("div", { class: "sij-place" }, picture, field.node), read: field.read, write };
}

function numberField(spec, changed) {
  const id = freshId(spec.id);
  const input = h("input", { type: "text", inputmode: "decimal", id, autocomplete: "off",
    size: 8, oninput: changed });
  const node = h("p", { class: "sij-row" }, h("label", { for: id }, "Your number"), input,
    h("span", {}, spec.unit));
  return { node, read: () => input.value, write: (value) => (input.value = String(value)) };
}

function orderField(spec, changed) {
  let ids = spec.options.map((option) => option.id);
  let touched = false;
  const labels = Object.fromEntries(spec.options.map((option) => [option.id, option.label]));
  const told = h("p", { class: "sij-sr", role: "status" });
  const list = h("ol", { class: "sij-order" });
  const buttons = {};
  const shift = (id, by) => {
    const from = ids.indexOf(id);
    const to = from + by;
    touched = true;
    if (to >= 0 && to < ids.length) {
      ids.splice(to, 0, ...ids.splice(from, 1));
      place();
      say(told, `${labels[id]}: now number ${to + 1} of ${ids.length}`);
    }
    buttons[id][by > 0 ? 1 : 0].focus();
    changed();
  };
  const rows = Object.fromEntries(spec.options.map(({ id, label }) => {
    const button = (words, sign, by) => h("button", { type: "button", class: "sij-step",
      "aria-label": `Move ${words}: ${label}`, onclick: () => shift(id, by) }, sign);
    buttons[id] = [button("up", "\u2191", -1), button("down", "\u2193", 1)];
    return [id, h("li", {}, h("span", { class: "sij-row" }, ...buttons[id],
      h("span", { class: "sij-order-label" }, label)))];
  }));
  const place = () => list.append(...ids.map((id) => rows[id]));
  place();
  const node = h("div", { class: "sij-ordering" }, h("p", { class: "sij-hint" }, spec.first), list,
    h("p", { class: "sij-hint" }, spec.last), told);
  const write = (given) => {
    if (!Array.isArray(given) || given.length !== ids.length) return;
    touched = true;
    ids = [...given];
    place();
  };
  return { node, read: () => (touched ? [...ids] : null), write };
}

function chanceField(spec, changed) {
  const id = freshId(spec.id);
  let touched = false;
  const number = h("output", { for: id, class: "sij-number" });
  const input = h("input", { type: "range", id, min: 0, max: 100, step: 5, value: 50 });
  const show = () => {
    const words = touched ? `${input.value}% likely` : "not set yet";
    say(number, words);
    input.setAttribute("aria-valuetext", words);
  };
  const touch = () => {
    touched = true;
    show();
    changed();
  };
  for (const event of ["input", "change", "click", "keydown"]) {
    input.addEventListener(event, (told) => {
      if (told.key !== "Tab" && told.key !== "Shift") touch();
    });
  }
  show();
  const node = h("div", { class: "sij-control sij-range" },
    h("div", { class: "sij-label-row" },
      h("label", { for: id }, "How likely is it that this is true?"), number),
    h("div", { class: "sij-slider-row" }, h("span", {}, "false"), input, h("span", {}, "true")));
  const write = (percent) => {
    touched = true;
    input.value = String(percent);
    show();
  };
  return { node, read: () => (touched ? Number(input.value) : null), write };
}

/** The interactive that a question wants moved, wherever it stands on the page. */
export function findFigure(name) {
  const hosts = [...document.querySelectorAll(".sij-live")];
  return hosts.find((host) => host.sij?.spec?.name === name) ?? null;
}

function reachField(spec) {
  const told = h("p", { class: "sij-hint" });
  const link = h("a", { href: `#${spec.figure}` }, "the picture");
  link.addEventListener("click", (event) => {
    const host = findFigure(spec.figure);
    if (!host) return;
    event.preventDefault();
    host.scrollIntoView();
    host.querySelector("input")?.focus();
  });
  const node = h("div", {},
    h("p", {}, "Set ", link, " as asked, then come back and check."), told);
  const read = () => {
    const player = findFigure(spec.figure)?.sij;
    if (!player || !player.moved()) return null;
    return Object.fromEntries(spec.goals.map((goal) =>
      [goal.quantity, Number(player.values[goal.quantity].toFixed(6))]));
  };
  const write = (answer) => {
    const shown = spec.goals.map((goal) => answer?.[goal.quantity] === undefined ? ""
      : `${goal.words}: ${answer[goal.quantity].toFixed(goal.digits)} ${goal.unit}`.trim());
    say(told, shown.some(Boolean) ? `When you checked, the picture showed ${shown.join("; ")}.` : "");
  };
  return { node, read, write };
}

const FIELDS = {
  single: singleField,
  several: severalField,
  place: placeField,
  number: numberField,
  order: orderField,
  probability: chanceField,
  reach: reachField,
};

/** `read()` gives the answer or null, `write(answer)` shows one that was kept. */
export const buildField = (spec, changed, svg) => FIELDS[spec.kind](spec, changed, svg);
