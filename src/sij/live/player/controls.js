/** Native form controls with label, unit and the value in words. */
import { spokenValue, withUnit, wordFor } from "./words.js";
import { freshId, h, say } from "./dom.js";
import { calibrateControl } from "./calibrate.js";

const clamp = (control, value) => Math.min(Math.max(value, control.min), control.max);

/** The slider's nearest allowed value, free of binary crumbs. */
export function onStep(control, value) {
  const steps = Math.round((clamp(control, value) - control.min) / control.step);
  return clamp(control, Number((control.min + steps * control.step).toFixed(6)));
}

/** A range input that reports while it moves (`input`) and when it is let go (`change`). */
export function slider(control, id, change) {
  const input = h("input", {
    type: "range", id, min: control.min, max: control.max, step: control.step,
    value: control.value, "aria-describedby": control.hint ? `${id}-hint` : undefined,
  });
  input.addEventListener("input", () => change(Number(input.value), false));
  input.addEventListener("change", () => change(Number(input.value), true));
  return input;
}

/** A − or + button that moves a slider by one step. */
export function stepButton(control, sign, current, change) {
  const name = `${control.label}: one step ${sign > 0 ? "more" : "less"}`;
  const press = () => change(onStep(control, current() + sign * control.step), true);
  return h("button", { type: "button", class: "sij-step", "aria-label": name, onclick: press },
    sign > 0 ? "+" : "\u2212");
}

const hintLine = (control, id) =>
  control.hint ? h("p", { class: "sij-hint", id: `${id}-hint` }, control.hint) : undefined;

function rangeControl(control, change) {
  const id = freshId(control.id);
  let now = control.value;
  const input = slider(control, id, change);
  const number = h("output", { for: id, class: "sij-number" });
  const word = h("span", { class: "sij-word" });
  const less = stepButton(control, -1, () => now, change);
  const more = stepButton(control, +1, () => now, change);
  const node = h("div", { class: `sij-control sij-range${control.compact ? " sij-compact" : ""}` },
    h("div", { class: "sij-label-row" }, h("label", { for: id }, control.label), number, word),
    h("div", { class: "sij-slider-row" }, less, input, more),
    hintLine(control, id));
  const show = (value) => {
    now = value;
    if (Number(input.value) !== value) input.value = String(value);
    const spoken = spokenValue(control, value);
    if (input.getAttribute("aria-valuetext") !== spoken) input.setAttribute("aria-valuetext", spoken);
    say(number, withUnit(value, control.digits ?? 1, control.unit));
    say(word, wordFor(control, value));
  };
  return { node, show };
}

function choiceControl(control, change) {
  const name = freshId(control.id);
  const inputs = control.options.map((option, place) =>
    h("input", { type: "radio", name, value: place, id: `${name}-${place}`,
      onchange: () => change(place, true) }));
  const rows = control.options.map((option, place) =>
    h("label", { class: "sij-option", for: `${name}-${place}` }, inputs[place],
      h("span", {}, option.label)));
  const node = h("fieldset", { class: "sij-control sij-choice" },
    h("legend", {}, control.label), ...rows, hintLine(control, name));
  return { node, show: (value) => inputs.forEach((input, k) => (input.checked = k === value)) };
}

function toggleControl(control, change) {
  const id = freshId(control.id);
  const input = h("input", { type: "checkbox", id, onchange: () => change(Number(input.checked), true) });
  const node = h("div", { class: "sij-control sij-toggle" },
    h("label", { class: "sij-option", for: id }, input, h("span", {}, control.label)),
    hintLine(control, id));
  return { node, show: (value) => (input.checked = Boolean(value)) };
}

const BUILDERS = {
  range: rangeControl,
  choice: choiceControl,
  toggle: toggleControl,
  calibrate: calibrateControl,
};

/** Build one control; `change(value, final)` hears the reader, `show(value)` sets what is seen. */
export const buildControl = (control, change, setOther) =>
  BUILDERS[control.kind](control, change, setOther);
