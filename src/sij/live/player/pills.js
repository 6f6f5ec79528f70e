/** Answers side by side, as radio buttons or boxes in pills. */
import { h } from "./dom.js";

/**
 * @param {"radio"|"checkbox"} type @param {string} name of the group
 * @param {[string, string][]} options value and words of each
 * @param {(value: string, on: boolean) => void} change hears what was pressed
 * @returns {{ node: Element, show: (values: string[]) => void }}
 */
export function buildPills(type, name, options, change) {
  const pills = options.map(([value, words]) => {
    const input = h("input", { type, name, value, onchange: () => {
      mark();
      change(value, input.checked);
    } });
    return { value, input, label: h("label", { class: "sij-pill" }, input, h("span", {}, words)) };
  });
  // By a class: a rule that looks into each pill would be asked again at every change of the page.
  // The pill without a value says that nothing was chosen, so it does not stand out.
  const mark = () => pills.forEach(({ value, input, label }) =>
    label.classList.toggle("sij-picked", input.checked && value !== ""));
  const show = (values) => {
    pills.forEach(({ value, input }) => (input.checked = values.includes(value)));
    mark();
  };
  return { node: h("div", { class: "sij-pills" }, ...pills.map((pill) => pill.label)), show };
}
