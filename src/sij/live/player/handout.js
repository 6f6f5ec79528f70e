/** One page to print: the plan, its safety lines, and room for a physician's words. */
import { sessionLine } from "./diary.js";
import { dateAfter } from "./events.js";
import { dateInWords, dayInWords } from "./planned.js";
import { h } from "./dom.js";

const shortRow = (item, ...texts) => h("li", {}, h("strong", {}, `${item.title}.`), " ", texts.filter(Boolean).join(" "));

const listPart = (title, rows) => (rows.length ? [h("h4", {}, title), h("ul", {}, ...rows)] : []);

const ofStatus = (plan, status) => plan.items.filter((item) => item.status === status);

/** With a warning sign the signs themselves stand above: the row only says where to go. */
function openRows(plan, rows) {
  if (plan.flags.length) return ofStatus(plan, "open").map((item) => shortRow(item, ...item.safety));
  const grade = (item) => `(${item.who}; ${rows[item.rowId].grade.join(" ")}).`;
  return ofStatus(plan, "open").map((item) => shortRow(item, grade(item), ...item.why.filter((text) => item.role === "ask"
    || item.rowId === "physician" || text !== item.why[0]), ...item.watch, ...item.safety));
}

function planLists(plan, { rows, start }) {
  const next = ofStatus(plan, "next").map((item) => shortRow(item, `Not before ${dayInWords(item.day, start)}.`));
  const closed = plan.flags.length ? [] : ofStatus(plan, "closed").map((item) => shortRow(item, item.why[0]));
  const until = plan.flags.length ? [h("h4", {}, "Closed until then"), h("p", {}, "Everything else on the timeline.")] : [];
  return [...listPart("Open now", openRows(plan, rows)), ...listPart("Next", next),
    ...listPart("Closed, with the first reason", closed), ...until];
}

function runLines(plan, next) {
  if (plan.flags.length || !next) return [];
  const words = next.kind === "session" ? [sessionLine(next), ...next.why, ...next.rules, next.label]
    : [...(next.kind === "none" ? ["No session."] : []), ...next.why];
  return [h("h4", {}, "Back to running"), h("p", {}, words.join(" "))];
}

function flagLines(plan) {
  if (!plan.flags.length) return [];
  return [h("h4", {}, "Warning signs"), h("ul", {}, ...plan.flags.map((flag) =>
    h("li", {}, h("strong", {}, `${flag.urgency}: ${flag.title}.`), ` ${flag.action}`)))];
}

/** The page's parts. `whose` is an example runner's name, or "" for one's own plan. */
export function handoutParts({ plan, next }, show) {
  const { whose, title, start, today } = show;
  const head = `${whose ? `Example runner: ${whose}. ` : ""}Made on ${dateInWords(today)}. `
    + `It is ${dayInWords(plan.day, start)}; it began on ${dateInWords(dateAfter(start, 0))}.`;
  return [h("h3", {}, title), h("p", {}, head), ...flagLines(plan),
    h("p", { class: "sij-handout-net" }, h("strong", {}, "Whatever stands here: "), plan.safetyNet, " ", plan.notADiagnosis),
    h("div", { class: "sij-handout-lists" }, ...planLists(plan, show), ...runLines(plan, next)),
    h("p", {}, plan.footer)];
}
