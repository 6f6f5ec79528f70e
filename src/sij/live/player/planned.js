/** What may be shown of a plan: warning signs first, then what is open, next and closed, and why. */
import { kilometres, sessionLine } from "./diary.js";
import { dateAfter } from "./events.js";
import { flagCard, keptFold, lineItem, listOf, noteItem, proofOf, titleItem } from "./outcome.js";
import { fixed } from "./reuse.js";
import { h, say } from "./dom.js";

const MONTH_NAMES = ["January", "February", "March", "April", "May", "June", "July", "August",
  "September", "October", "November", "December"];

/** 2026-03-01 as 1 March 2026, in no other language than the page's. */
export function dateInWords(date) {
  const [year, month, day] = date.split("-").map(Number);
  return `${day} ${MONTH_NAMES[month - 1]} ${year}`;
}

/** A day of the pain, with its date where the start is known. */
export const dayInWords = (day, start) =>
  (start ? `day ${day} of the pain, ${dateInWords(dateAfter(start, day))}` : `day ${day} of the pain`);

const lines = (texts, looks) => texts.map((text) => h("p", { class: looks }, text));

function titleLine(item, show) {
  const [mark, words] = show.rows[item.rowId].grade;
  return h("p", {}, h("strong", { class: "sij-plan-title" }, item.title), " ",
    h("span", { class: "sij-note sij-grade" }, h("span", { "aria-hidden": "true" }, mark), ` ${words}`));
}

/** What to mind stands open where the row does; in a closed row it is folded with the sources. */
function planRow(item, show) {
  const proof = show.proof(item.claims);
  const mind = lines(item.safety, "sij-mind");
  const fold = () => keptFold(`mind ${item.rowId}`, "What to mind, and where this comes from",
    show.opened, () => [...lines(item.safety, "sij-mind"), show.proof(item.claims)], "sij-proof");
  const later = item.day === null || !show.start ? []
    : lines([`Day ${item.day} is ${dateInWords(dateAfter(show.start, item.day))}.`], "sij-note");
  return h("li", { class: `sij-plan-row sij-plan-${item.status}`, "data-row": item.rowId },
    titleLine(item, show), h("p", { class: "sij-note" }, `Who: ${item.who}`),
    ...lines(item.why), ...later, ...lines(item.watch.map((text) => `Not known yet: ${text}`), "sij-note"),
    ...(item.status === "closed" ? (item.safety.length ? [fold()] : [proof]) : [...mind, proof]));
}

const rowItems = (key, items, show) => items.map((item) => ({ key: `${key} ${item.rowId}`,
  shows: [item, show.start, show.door], make: () => planRow(item, show) }));

const rowsPart = (key, words, items, show) =>
  (items.length ? [titleItem(key, words), listOf(key, rowItems(key, items, show))] : []);

/** Most rows are closed: they are folded, and stay unfolded once they were opened. */
function closedPart(items, show) {
  const words = `Closed, and why (${items.length})`;
  const summary = { key: "words", shows: words, renew: (node) => say(node.firstChild, words),
    make: () => h("summary", {}, h("strong", {}, words)) };
  return [{ key: "closed", make: () => h("details", { class: "sij-closed" }),
    within: [summary, listOf("closed", rowItems("closed", items, show))] }];
}

function flagsPart(flags, show) {
  const tools = { proof: (ids) => proofOf(ids, show.claims, "sources", show.opened) };
  const cards = flags.map((flag) => ({ key: flag.id, shows: flag, make: () => flagCard(flag, tools) }));
  return [titleItem("flags", "Warning signs"), listOf("flags", cards, "sij-raised")];
}

/** The cards above say why and how fast: the row only says where to go. */
const careRow = (item, show) => h("li", { class: "sij-plan-row", "data-row": item.rowId },
  h("p", {}, h("strong", { class: "sij-plan-title" }, item.title)), ...lines(item.safety, "sij-mind"),
  show.proof(item.claims));

/** A warning sign closes everything but the physician, and says it once. */
function flaggedParts(plan, show) {
  // Who has just met a warning sign is not told that asking about them is closed.
  const closed = plan.items.filter((item) => item.status === "closed" && item.role !== "screen");
  const titles = closed.map((item) => item.title);
  const care = plan.items.filter((item) => item.status === "open").map((item) =>
    ({ key: `care ${item.rowId}`, shows: item, make: () => careRow(item, show) }));
  return [...flagsPart(plan.flags, show), lineItem("lead", closed[0].why[0], "sij-verdict"),
    titleItem("open", "Open now"), listOf("care", care),
    titleItem("closed", "Closed until then"),
    { key: "titles", shows: titles, make: () => h("ul", { class: "sij-closed-titles" },
      ...titles.map((title) => h("li", {}, title))) }];
}

const withStatus = (plan, status) => plan.items.filter((item) => item.status === status);

/** What is open: warning signs, then whom to see and how soon, then the rest in the timeline's order. */
export function openItems(plan, physician) {
  const place = (item) => (item.role === "screen" ? 0 : item.rowId === physician ? 1 : 2);
  return withStatus(plan, "open").sort((one, other) => place(one) - place(other));
}

/** How many rows stand where, in one sentence. */
export const countedInWords = (plan) => `${withStatus(plan, "open").length} open now, `
  + `${withStatus(plan, "next").length} next, ${withStatus(plan, "closed").length} closed.`;

function planParts(plan, show) {
  return [lineItem("lead", countedInWords(plan), "sij-verdict"),
    ...rowsPart("open", "Open now", openItems(plan, show.physician), show),
    ...rowsPart("next", "Next", withStatus(plan, "next"), show),
    ...closedPart(withStatus(plan, "closed"), show)];
}

/** The next session, or that there is none and why, in words. */
export function nextInWords(next) {
  if (next.kind === "session") return sessionLine(next);
  return next.kind === "none" ? `No session. ${next.why.join(" ")}` : next.why.join(" ");
}

function aheadFold(next, show) {
  const rows = next.ahead.map((phase) => h("li", {}, `Phase ${phase.number}. `,
    sessionLine({ phase, distanceKm: phase.distanceKm })));
  return keptFold("ahead", "The phases ahead in the table", show.opened,
    () => [rows.length ? h("ul", { class: "sij-studied" }, ...rows) : h("p", {}, "This is the last one.")]);
}

function sessionNode(next, show) {
  const words = (texts) => h("ul", { class: "sij-studied" }, ...texts.map((text) => h("li", {}, text)));
  return h("div", { class: "sij-session" },
    h("p", { class: "sij-verdict" }, sessionLine(next)),
    h("p", { class: "sij-note" }, `For ${dayInWords(next.day, show.start)}.`),
    ...lines(next.why), words(next.rules), h("p", { class: "sij-note" }, next.label),
    ...(next.ahead ? [aheadFold(next, show)] : []),
    keptFold("own choices", "What no study holds: our own choices", show.opened, () => [words(next.ownChoices)]),
    show.proof(next.claims));
}

function otherNode(next, show) {
  const limit = next.kind === "finished" && next.limitKm !== null
    ? [`By that rule one run now is at most ${kilometres(next.limitKm)} long.`] : [];
  const day = next.nextDay ? [`That is ${dayInWords(next.nextDay, show.start)}.`] : [];
  const first = next.kind === "none" ? ["No session."] : [];
  return h("div", { class: "sij-session" }, ...lines(first, "sij-verdict"), ...lines([...next.why, ...limit, ...day]),
    ...(next.kind === "finished" ? [show.proof(show.runClaims)] : []));
}

function runPart(next, show) {
  return [titleItem("run", "Back to running"),
    ...(show.diaryFault ? [lineItem("diary fault", show.diaryFault, "sij-complaint")] : []),
    ...(show.flagged ? [lineItem("refused", `No session. ${show.comesFirst}`)] : next ? [{ key: "session", shows: [next, show.start, show.door],
      make: () => (next.kind === "session" ? sessionNode : otherNode)(next, show) }] : []),
    ...(show.diary ? [show.diary] : [])];
}

/**
 * The whole result as items for `reuse`.
 * @param {object} made `plan`, `next` (null while the diary cannot be read), `waiting` (no day yet),
 *   `fault` (a sentence on what cannot be read)
 * @param {object} show `claims`, `opened`, `door`, `rows` by id, `physician` (that row's id), `start` (date), `diary` and `files`
 *   (items or null), `runClaims`, `diaryFault`, `comesFirst` (why a warning sign leaves no session)
 */
export function plannedParts(made, show) {
  const { plan, next, waiting, fault } = made;
  const part = show.door === "own" || plan.flags.length ? "sources" : "whole";
  const tools = { ...show, flagged: plan.flags.length > 0, proof: (ids) => proofOf(ids, show.claims, part, show.opened) };
  const body = plan.flags.length ? flaggedParts(plan, tools) : waiting ? [] : planParts(plan, tools);
  const wait = waiting && !plan.flags.length
    ? [lineItem("wait", "Give the day when the pain began, and the plan stands here.", "sij-verdict")] : [];
  return [...(fault ? [lineItem("fault", fault, "sij-complaint")] : []), ...wait, ...body,
    ...(waiting ? [] : runPart(next, tools)), ...(show.files && !waiting ? [show.files] : []),
    fixed("net", () => h("p", { class: "sij-net" }, h("strong", {}, "Whatever stands above: "), plan.safetyNet)),
    noteItem("limits", plan.notADiagnosis), noteItem("footer", plan.footer)];
}

/** One polite sentence for those who listen; `compared` is what a changed diary led to. */
export function plannedSentence({ plan, next, waiting, fault }, compared) {
  const [first] = plan.flags;
  const begin = fault ? `${fault} ` : "";
  if (first) return `${begin}${first.urgency}: ${first.title}. ${first.action}`;
  if (waiting) return `${begin}The plan waits for the day when the pain began.`;
  return `${begin}${countedInWords(plan)} ${compared || (next ? `Running: ${nextInWords(next)}` : "")}`;
}
