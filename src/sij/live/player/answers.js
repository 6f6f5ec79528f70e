/** The symptom explorer's form: one field a finding, "don't know" unless something is entered. */
import { buildPills } from "./pills.js";
import { freshId, h, say } from "./dom.js";

const UNSURE = "don't know";
const NUMBER_HELP = (one) => `Give a number from ${one.low} to ${one.high}, or leave it empty.`;

function radioField(one, set) {
  const pills = buildPills("radio", freshId("finding"), [["", UNSURE], ...one.options],
    (value) => set(value || undefined));
  return { nodes: [pills.node], show: (answer) => pills.show([answer ?? ""]) };
}

/** "None of these" goes with no other answer: the last one that was ticked stays. */
function withOne(chosen, value, on, alone) {
  if (!on) return chosen.filter((other) => other !== value);
  return alone.includes(value) ? [value] : [...chosen.filter((other) => !alone.includes(other)), value];
}

function boxesField(one, set, legend, alone) {
  let chosen = [];
  const pills = buildPills("checkbox", freshId("finding"), one.options, (value, on) => {
    const next = withOne(chosen, value, on, alone);
    set(next.length ? next : undefined);
  });
  const show = (answer) => {
    chosen = answer ?? [];
    pills.show(chosen);
  };
  return { nodes: [pills.node], show };
}

/** A number as people write it: 1,5 is 1.5; null when it is none. */
export function readAmount(text, low, high) {
  const cleaned = text.trim().replace(",", ".");
  const number = Number(cleaned);
  return cleaned && Number.isFinite(number) && number >= low && number <= high ? number : null;
}

function amountField(one, set, legend) {
  const complaint = h("span", { class: "sij-complaint", role: "alert", id: freshId("complaint") });
  const input = h("input", { type: "text", inputmode: "decimal", "aria-labelledby": legend,
    "aria-describedby": complaint.id });
  input.addEventListener("change", () => {
    const number = readAmount(input.value, one.low, one.high);
    const empty = input.value.trim() === "";
    say(complaint, number === null && !empty ? NUMBER_HELP(one) : "");
    input.toggleAttribute("aria-invalid", number === null && !empty);
    set(number ?? undefined);
  });
  const show = (answer) => {
    // What cannot be read stays where it was typed, with the sentence that says what to do.
    if (answer !== undefined && readAmount(input.value, one.low, one.high) !== answer) input.value = String(answer);
    if (answer === undefined && readAmount(input.value, one.low, one.high) !== null) input.value = "";
  };
  const forget = () => {
    if (readAmount(input.value, one.low, one.high) === null) input.value = "";
    input.removeAttribute("aria-invalid");
    say(complaint, "");
  };
  return { nodes: [h("p", { class: "sij-row" }, input, h("span", {}, one.unitWords), complaint)], show, forget };
}

const ANSWER_FIELDS = { number: amountField, several: boxesField };

/**
 * One finding as a group with its question; `set(answer)` hears undefined for unknown. `alone` are
 * the answers that go with no other one. `forget` drops what was typed and could not be read.
 */
export function buildAnswer(one, set, alone) {
  const legend = freshId("asks");
  const field = (ANSWER_FIELDS[one.kind] ?? radioField)(one, set, legend, alone);
  const node = h("fieldset", { class: "sij-finding", "data-finding": one.id },
    h("legend", { id: legend }, one.question), ...field.nodes);
  field.show(undefined);
  return { id: one.id, node, show: field.show, forget: field.forget };
}

/**
 * The answer that denies a finding, if it has one. A "no" can be bad news ("Can you put weight on
 * the leg?"), so a choice is denied only by an answer whose name says that nothing is there.
 */
export function denial(one, denied) {
  if (one.kind === "yes-no") return "no";
  return one.kind === "choice" ? one.options.map(([id]) => id).find((id) => denied.includes(id)) : undefined;
}
