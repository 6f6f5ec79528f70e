/** Sentences from numbers: a twin of the lower half of sij.live.evaluate. */
import { formatNumber, formatSigned } from "./numbers.js";
import { evaluateTree } from "./evaluate.js";

/** A slider's value in words; a choice's label; a toggle's on or off. */
export function wordFor(control, value) {
  if (control.kind === "choice") return control.options[Math.round(value)].label;
  if (control.kind === "toggle") return value ? "on" : "off";
  const said = (control.words ?? []).filter((word) => word.start <= value + 1e-9);
  return said.length ? said[said.length - 1].text : "";
}

/** Fill `{name}`, `{name:2}` (decimals), `{name:s2}` (signed) and `{name:word}`. */
export function fillTemplate(text, values, spec) {
  return text.replace(/\{([a-z][a-z0-9_]*)(?::([a-z0-9]+))?\}/g, (_, name, form) => {
    const control = spec.controls.find((part) => part.id === name);
    if (form === "word") return wordFor(control, values[name]);
    if (form?.startsWith("s")) return formatSigned(values[name], Number(form.slice(1)));
    const readout = (spec.readouts ?? []).find((part) => part.id === name);
    const fallback = control ? (control.digits ?? 0) : (readout?.digits ?? 1);
    return formatNumber(values[name], form === undefined ? fallback : Number(form));
  });
}

/** What the picture shows now. */
export function describe(spec, values) {
  return (spec.describe ?? [])
    .filter((part) => evaluateTree(part.when, values) > 0.5)
    .map((part) => fillTemplate(part.text, values, spec))
    .join(" ");
}

/** A number with its unit; degrees, percent and times stand close, other units after a space. */
export function withUnit(value, digits, unit = "") {
  const gap = ["", "\u00b0", "\u00d7", "%"].includes(unit) ? "" : "\u00a0";
  return formatNumber(value, digits) + gap + unit;
}

/** What a screen reader says for a slider's value: number, unit, words. */
export function spokenValue(control, value) {
  const unit = control.spoken ?? control.unit ?? "";
  const word = wordFor(control, value);
  return `${formatNumber(value, control.digits ?? 1)} ${unit}${word ? `, ${word}` : ""}`;
}
