/** One page to print: the plan, its safety lines, and room for a physician's words. */
import { sessionLine } from "./diary.js";
import { dateAfter } from "./events.js";
import { dateInWords, dayInWords, openItems } from "./planned.js";
import { answerInWords, shortestNumber } from "./rules.js";
import { h } from "./dom.js";

const RUNS_PRINTED = 5;

/** An option's id as a reader would say it. */
export const optionWords = (id) => id.replaceAll("-", " ");

const shortRow = (item, ...texts) => h("li", {}, h("strong", {}, `${item.title}.`), " ", texts.filter(Boolean).join(" "));

const listPart = (title, rows) => (rows.length ? [h("h4", {}, title), h("ul", {}, ...rows)] : []);

const ofStatus = (plan, status) => plan.items.filter((item) => item.status === status);

/** With a warning sign the signs themselves stand above: the row only says where to go. */
function openRows(plan, { rows, tables: { physician } }) {
  if (plan.flags.length) return ofStatus(plan, "open").map((item) => shortRow(item, ...item.safety));
  const grade = (item) => `(${item.who}; ${rows[item.rowId].grade.join(" ")}).`;
  return openItems(plan, physician).map((item) => shortRow(item, grade(item), ...item.why.filter((text) => item.role === "ask"
    || item.rowId === physician || text !== item.why[0]), ...item.watch, ...item.safety));
}

function planLists(plan, show) {
  const { start } = show;
  const next = ofStatus(plan, "next").map((item) => shortRow(item, `Not before ${dayInWords(item.day, start)}.`));
  const closed = plan.flags.length ? [] : ofStatus(plan, "closed").map((item) => shortRow(item, item.why[0]));
  const until = plan.flags.length ? [h("h4", {}, "Closed until then"), h("p", {}, "Everything else on the timeline.")] : [];
  return [...listPart("Open now", openRows(plan, show)), ...listPart("Next", next),
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

const withOptions = (spec) => ({ ...spec, options: spec.options?.map((option) => [option, optionWords(option)]) });

/** What was said of warning signs: a list nobody answered is named, for it never counts as fine. */
function signLines({ screening }, { red_flags: said = {} }) {
  const titles = (answer) => screening.filter(({ id }) => said[id] === answer).map(({ title }) => title);
  const named = (words, found) => (found.length === screening.length ? [`${words} all lists`]
    : found.length ? [`${words} ${found.join(", ")}`] : []);
  return [...named("yes to", titles("yes")), ...named("no to", titles("no")), ...named("not answered:", titles(undefined))];
}

const pain = (value) => (value === undefined || value === null ? "?" : shortestNumber(value));

function printedRun(run, start) {
  const limp = { yes: "limp", no: "no limp" }[run.limp] ?? "limp ?";
  return `${dayInWords(run.day, start)}: ${pain(run.distance_km)} km, ${[run.pain_before, run.pain_during, run.morning_after]
    .map(pain).join(" / ")}, ${limp}`;
}

function diaryLine(runs, start) {
  const dated = runs.filter((run) => Number.isInteger(run.day)).sort((one, other) => one.day - other.day);
  const last = dated.slice(-RUNS_PRINTED);
  if (!last.length) return [];
  const left = dated.length - last.length;
  return [h("p", {}, h("strong", {}, "Diary "), "(pain before / while running / next morning; ? is not known). ",
    `${left ? `The last ${last.length} of ${dated.length} runs. ` : ""}${last.map((run) => printedRun(run, start)).join("; ")}.`)];
}

/** What the plan was made from, so that a physician need not ask it all again. */
function enteredPart({ tables, entered, diary, start }) {
  const asked = tables.fields.filter(({ id }) => id !== "day");
  const given = asked.filter(({ id }) => entered[id] !== undefined)
    .map((spec) => `${spec.short}: ${answerInWords(withOptions(spec), entered[spec.id])}`);
  const open = asked.filter(({ id }) => entered[id] === undefined).map(({ short }) => short);
  const told = Object.entries(entered.findings ?? {}).map(([id, answer]) => {
    const spec = tables.flags.findings.find((one) => one.id === id);
    return `${spec.question} ${answerInWords(spec, answer)}`;
  });
  const sentence = (words, parts) => (parts.length ? `${words}${parts.join("; ")}. ` : "");
  return [h("h4", {}, "What was entered"), h("p", { class: "sij-handout-entered" }, sentence("Warning signs: ", signLines(tables.flags, entered)),
    sentence("", given), sentence("Also told: ", told), sentence("Not answered: ", open)), ...diaryLine(diary, start)];
}

/** The page's parts. `whose` is an example runner's name, or "" for one's own plan. */
export function handoutParts({ plan, next }, show) {
  const { whose, title, start, today } = show;
  const head = `${whose ? `Example runner: ${whose}. ` : ""}Made on ${dateInWords(today)}. `
    + `It is ${dayInWords(plan.day, start)}; it began on ${dateInWords(dateAfter(start, 0))}.`;
  return [h("h3", {}, title), h("p", {}, head), ...flagLines(plan),
    h("p", { class: "sij-handout-net" }, h("strong", {}, "Whatever stands here: "), plan.safetyNet, " ", plan.notADiagnosis),
    h("div", { class: "sij-handout-lists" }, ...planLists(plan, show), ...runLines(plan, next)),
    ...enteredPart(show), h("p", {}, plan.footer)];
}
