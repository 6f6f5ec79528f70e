/** Control values as numbers, and what one change does to the others (twin of sij.live.settle). */

/** The controls' first values. */
export function startValues(spec) {
  const start = (control) => {
    if (control.kind === "choice") return placeOf(control, control.value);
    return Number(control.value ?? 1);
  };
  return Object.fromEntries(spec.controls.map((control) => [control.id, start(control)]));
}

export const placeOf = (control, id) => control.options.findIndex((option) => option.id === id);

/** Apply one change: a preset sets sliders, moving one leaves the preset; a switch may set others. */
export function settle(spec, values, id, value) {
  const next = { ...values, [id]: value };
  const changed = spec.controls.find((control) => control.id === id);
  if (changed.kind === "toggle" && value) Object.assign(next, changed.sets ?? {});
  if (changed.kind === "choice") Object.assign(next, changed.options[value].sets ?? {});
  for (const control of spec.controls) {
    if (control.kind !== "choice" || control.otherwise === undefined) continue;
    const sets = control.options[next[control.id]].sets ?? {};
    const left = Object.entries(sets).some(([name, wanted]) => next[name] !== wanted);
    if (left) next[control.id] = placeOf(control, control.otherwise);
  }
  return next;
}

/** What a widget trait holds for a control's number, and back. */
export function toTrait(control, value) {
  if (control.kind === "choice") return control.options[value].id;
  return control.kind === "toggle" ? Boolean(value) : value;
}

export function fromTrait(control, value) {
  return control.kind === "choice" ? placeOf(control, value) : Number(value);
}
