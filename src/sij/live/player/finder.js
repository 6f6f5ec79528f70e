/** The list of parts: folded away, or open with a search field and headings. */
import { freshId, h, say } from "./dom.js";

/** Lower case without accents, so that a search forgives. */
export const plainLetters = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function groupsOf(regions, buttons) {
  const groups = new Map();
  regions.forEach((region, place) => {
    const name = region.group ?? "";
    groups.set(name, [...(groups.get(name) ?? []), buttons[place]]);
  });
  return [...groups].map(([name, some]) =>
    h("div", { class: "sij-group" }, name ? h("p", { class: "sij-group-name" }, name) : "",
      h("div", { class: "sij-chips" }, ...some)));
}

function countWords(count) {
  if (count === 0) return "No part has that name. Try fewer letters.";
  return count === 1 ? "1 part matches." : `${count} parts match.`;
}

const NO_MATCH = 9;

/** How well a part fits what was typed: its name starts so, a whole word is so, a word starts so. */
function rank(text, wanted) {
  if (!wanted || !text.includes(wanted)) return NO_MATCH;
  if (text.startsWith(wanted)) return 0;
  const all = text.split(/[^\p{L}\p{N}]+/u);
  if (all.includes(wanted)) return 1;
  return all.some((word) => word.startsWith(wanted)) ? 2 : 3;
}

/** The place of the part that fits best, or -1. */
export function bestMatch(texts, wanted) {
  const ranks = texts.map((text) => rank(text, wanted));
  const best = Math.min(...ranks);
  return best === NO_MATCH ? -1 : ranks.indexOf(best);
}

/** Build the list; `pick(place)` hears a choice. */
export function buildFinder(spec, board, buttons, pick) {
  if (!spec.finder) {
    return h("details", { class: "sij-parts" },
      h("summary", {}, "Parts of this picture, as a list"),
      h("div", { class: "sij-chips" }, ...buttons));
  }
  const words = board.regions.map((region) =>
    plainLetters([region.label, region.plain, region.latin].filter(Boolean).join(" ")));
  const groups = groupsOf(board.regions, buttons);
  const id = freshId("find");
  const count = h("p", { class: "sij-hint", role: "status" });
  const matches = () => words.map((text) => text.includes(plainLetters(input.value.trim())));
  const filter = () => {
    const fits = matches();
    buttons.forEach((button, place) => (button.hidden = !fits[place]));
    groups.forEach((group) => (group.hidden = !group.querySelector("button:not([hidden])")));
    list.open = list.open || Boolean(input.value.trim());
    say(count, input.value.trim() ? countWords(fits.filter(Boolean).length) : "");
  };
  const input = h("input", { type: "search", id, autocomplete: "off", oninput: filter,
    onkeydown: (event) => {
      if (event.key === "Escape") input.value = "";
      const best = bestMatch(words, plainLetters(input.value.trim()));
      if (event.key === "Enter" && best >= 0) pick(best);
      if (event.key === "Enter" || event.key === "Escape") event.preventDefault();
      if (event.key === "Escape") filter();
    } });
  const list = h("details", { class: "sij-parts" }, h("summary", {}, "All parts, by name"), ...groups);
  return h("div", { class: "sij-finder" },
    h("div", { class: "sij-find" }, h("label", { for: id }, "Search by name"), input, count), list);
}
