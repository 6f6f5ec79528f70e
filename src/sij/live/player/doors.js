/** What the forms with two doors share: the choice of a door, and a brief of the result in sight. */
import { freshId, h, say } from "./dom.js";

/** @param {[string, string, string][]} doors id, words and what is behind it */
export function buildDoors(legend, doors, enter) {
  const name = freshId("door");
  const options = doors.map(([id, words, about]) => {
    const input = h("input", { type: "radio", name, value: id, onchange: () => enter(id) });
    return h("label", { class: "sij-option" }, input, h("span", {}, h("strong", {}, words), ` ${about}`));
  });
  return h("fieldset", { class: "sij-control sij-doors" }, h("legend", {}, legend), ...options);
}

/**
 * The form is long: what matters of the result stays in sight, and leads to it.
 * `show({ words, more, warns })`: `more` is left out where the result itself stands beside the form.
 */
export function buildBrief(goal, toResult) {
  const first = h("span", {}, " ");
  const second = h("span", { class: "sij-brief-more" }, " ");
  const node = h("button", { type: "button", class: "sij-brief", hidden: true, onclick: toResult },
    first, second, h("span", {}, goal));
  const show = ({ words, more = "", warns = false }) => {
    node.hidden = false;
    say(first, words && `${words} `);
    say(second, more && `${more} `);
    node.classList.toggle("sij-brief-warns", warns);
  };
  return { node, show };
}
