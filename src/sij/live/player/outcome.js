/** What may be shown of a result: warning signs first, numbers only where the result holds any. */
import { printAlone } from "./printing.js";
import { formatNumber } from "./numbers.js";
import { fixed } from "./reuse.js";
import { netNode } from "./net.js";
import { entropyBits } from "./ratios.js";
import { freshId, h, say } from "./dom.js";

const percent = (share) => `${formatNumber(100 * share, 0)} %`;
const two = (number) => Number(number.toPrecision(2)).toString();
const LOG_ENDS = Math.log(30);

const fromHtml = (text) => {
  const box = document.createElement("div");
  box.innerHTML = text;
  return box;
};

/**
 * A fold that stays open when its row is drawn anew; it is filled when it first opens. A button,
 * since a browser styles the whole page again for each <details> that comes or goes.
 */
export function keptFold(key, words, opened, fill, looks = "") {
  const part = h("div", { class: "sij-fold-part", id: freshId("fold"), hidden: true });
  const turn = (open) => {
    if (open && !part.childElementCount) part.append(...fill());
    part.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
  };
  const button = h("button", { type: "button", class: "sij-fold", "aria-expanded": "false", "aria-controls": part.id,
    onclick: () => {
      if (!opened.delete(key)) opened.add(key);
      turn(opened.has(key));
    } }, words);
  if (opened.has(key)) turn(true);
  return h("div", { class: looks || undefined }, button, part);
}

/** Sources of a row, folded: each number is two clicks from its claim. */
export function proofOf(ids, claims, part, opened) {
  const known = ids.filter((id) => claims[id]);
  if (!known.length) return h("p", { class: "sij-note" }, "Expert opinion, or our own choice.");
  return keptFold(`${part} ${known.join(" ")}`, "Where this comes from", opened,
    () => known.map((id) => fromHtml(claims[id][part])), "sij-proof");
}

export const titleItem = (key, words, level = "h4") => fixed(`title ${key}`, () => h(level, {}, words));
export const noteItem = (key, words) => fixed(`note ${key}`, () => h("p", { class: "sij-note" }, words));
export const listOf = (key, within, looks = "sij-rows") =>
  ({ key: `list ${key}`, make: () => h("ul", { class: looks }), within });
export const lineItem = (key, words, looks) => ({ key, shows: words, renew: (node) => say(node, words),
  make: () => h("p", { class: looks }, words) });

export function flagCard(flag, show) {
  return h("li", { class: `sij-flag sij-flag-${flag.urgency.toLowerCase()}` },
    h("p", {}, h("strong", { class: "sij-urgency" }, flag.urgency), ` ${flag.title}`),
    h("p", {}, flag.action),
    show.proof(flag.claims, "sources"));
}

function flagPart(result, show) {
  if (!result.flags.length) return [];
  return [titleItem("flags", "Warning signs"), listOf("flags",
    result.flags.map((flag) => fixed(flag.id, () => flagCard(flag, show))), "sij-raised")];
}

/** A band with its dot; `at` gives the place of a value on the track in percent. */
function markOf(kind, band, at) {
  const nodes = [h("span", { class: `sij-band sij-band-${kind}` }), h("span", { class: `sij-dot sij-dot-${kind}` })];
  placeMark(nodes, band, at);
  return nodes;
}

function placeMark([bar, dot], band, at) {
  const [low, middle, high] = [band.low, band.middle, band.high].map(at);
  bar.style.left = `${low.toFixed(2)}%`;
  bar.style.width = `${(high - low).toFixed(2)}%`;
  dot.style.left = `${middle.toFixed(2)}%`;
}

const asShare = (share) => 100 * share;
const track = (band, kind) => markOf(kind, band, asShare);
const tracks = (...marks) => h("div", { class: "sij-track", "aria-hidden": "true" }, ...marks.flat());

const range = (band) => (band.high - band.low < 0.005 ? percent(band.middle)
  : `${percent(band.middle)} (${percent(band.low)} to ${percent(band.high)})`);

/** Where a source has a share, what it was before, what it is after, and in words. */
const sharesSaid = ({ before, after, inWords }) => [`before ${range(before)}`, `after ${range(after)}`, inWords];

function numbersOf(source) {
  const { before, after, inWords } = source;
  if (!after) return h("p", { class: "sij-word" }, inWords);
  return h("div", {}, tracks(track(before, "before"), track(after, "after")),
    h("p", { class: "sij-shares" }, ...sharesSaid(source).map((words) => h("span", {}, words))));
}

function renewNumbers(node, source) {
  if (!source.after) return say(node, source.inWords);
  const [line, words] = node.children;
  const [beforeBar, beforeDot, afterBar, afterDot] = line.children;
  placeMark([beforeBar, beforeDot], source.before, asShare);
  placeMark([afterBar, afterDot], source.after, asShare);
  return sharesSaid(source).forEach((text, k) => say(words.children[k], text));
}

function studied(one) {
  const ends = one.low === one.high ? percent(one.low) : `${percent(one.low)} to ${percent(one.high)}`;
  return h("li", {}, `${one.what}: ${ends} (${one.among})`);
}

/** One source under each reading of the tests, where the readings can differ. */
function readingsOf(source, { result, readings }) {
  const rows = readings.map(({ name, sources }) =>
    ({ name, after: sources.find((one) => one.id === source.id).after }));
  const moves = new Set(rows.map(({ after }) => after && range(after))).size > 1;
  // The joint is the one source whose share is the result's own: its readings show even when equal.
  if (!rows.length || !source.after || !(moves || source.after === result.joint)) return [];
  const reading = ({ name, after }) => h("li", {}, h("span", {}, name),
    h("span", {}, `after ${range(after)}`), tracks(track(after, "after")));
  const same = moves ? "" : h("p", { class: "sij-note" },
    "All readings give the same here: no count of tests has come to a result yet.");
  return [{ key: "readings", shows: rows, make: () => h("div", { class: "sij-readings" },
    h("p", { class: "sij-note" }, "The same answers, under each reading of the tests:"),
    h("ul", {}, ...rows.map(reading)), same) }];
}

function sourceRow(source, show) {
  const { before, after, inWords } = source;
  return { key: source.id, make: () => h("li", { class: "sij-origin" }), within: [
    titleItem("source", source.name, "h5"),
    { key: "numbers", shows: [before, after, inWords], make: () => numbersOf(source),
      renew: (node) => renewNumbers(node, source) },
    ...readingsOf(source, show),
    fixed("studied", () => h("ul", { class: "sij-studied" }, ...source.studied.map(studied))),
    ...(source.note ? [noteItem("source", source.note)] : []),
    fixed("proof", () => show.proof(source.claims, "whole"))] };
}

const asPull = (value) => 50 + (50 * Math.min(Math.max(value, -LOG_ENDS), LOG_ENDS)) / LOG_ENDS;
const pullBand = ({ low, logOdds: middle, high }) => ({ low, middle, high });

const barItem = (pull) => ({ key: "bar", shows: pullBand(pull),
  make: () => h("div", { class: "sij-track sij-track-pull", "aria-hidden": "true" },
    ...markOf("after", pullBand(pull), asPull)),
  renew: (node) => placeMark(node.children, pullBand(pull), asPull) });

const ratioSaid = ({ ratio, why }) =>
  `Likelihood ratio ${two(ratio.value)} (${two(ratio.low)} to ${two(ratio.high)}). ${why}`;

/** A question in bold and what was answered. */
const askedItem = (question, answer) => ({ key: "asked", shows: [question, answer],
  make: () => h("p", {}, h("strong", {}, question), h("span", {}, ` ${answer}`)),
  renew: (node) => say(node.lastChild, ` ${answer}`) });

const proofItem = (claims, show, part) =>
  ({ key: "proof", shows: claims, make: () => show.proof(claims, part) });

const pullParts = (pull) => (pull.ratio ? [barItem(pull), lineItem("said", ratioSaid(pull))]
  : [lineItem("said", `Pulls nothing. ${pull.why}`, "sij-word")]);

const pullRows = (pulls, show) => pulls.map((pull) => ({ key: pull.id,
  make: () => h("li", { class: "sij-pull" }), within: [askedItem(show.question(pull.id), pull.answer),
    ...pullParts(pull), proofItem(pull.claims, show, "whole")] }));

function nextPart({ askNext: next, joint }, show) {
  if (!next) return [];
  const doubt = Math.round((100 * next.bits) / entropyBits(joint.middle));
  const names = `${next.asksFor.map(show.question).join(" · ")} `;
  const worth = `(the answer is expected to take away ${doubt} % of the doubt that is left about the joint: more than any other unasked one)`;
  return [titleItem("next", "What would help most to know next?"), { key: "next", shows: [names, worth],
    make: () => h("p", { class: "sij-ask-next" }, h("span", {}, names), h("span", { class: "sij-note" }, worth)),
    renew: (node) => [names, worth].forEach((words, k) => say(node.children[k], words)) }];
}

/** Findings that pull nothing: folded, and drawn only while they can be seen. */
function silentPart(silent, show) {
  if (!silent.length) return [];
  const words = `${silent.length} entered ${silent.length === 1 ? "finding pulls" : "findings pull"} nothing: why?`;
  const open = show.opened.has("silent");
  const turn = () => {
    if (!show.opened.delete("silent")) show.opened.add("silent");
    show.again();
  };
  const renew = (button) => {
    say(button, words);
    button.setAttribute("aria-expanded", String(open));
  };
  const button = { key: "words", shows: [words, open], renew, make: () =>
    h("button", { type: "button", class: "sij-fold", "aria-expanded": String(open), onclick: turn }, words) };
  const rows = open ? [listOf("silent", pullRows(silent, show))] : [];
  return [{ key: "silent", make: () => h("div", {}), within: [button, ...rows] }];
}

const unanswered = (count) => (count === 1 ? "One question about warning signs has no answer yet."
  : `${count} questions about warning signs have no answer yet.`);

function examplePart(result, show) {
  if (!result.sources) return [];
  const pulls = result.pulls.filter((pull) => pull.ratio);
  const silent = result.pulls.filter((pull) => !pull.ratio);
  return [titleItem("sources", "Possible sources, before and after"),
    noteItem("sources", "Shares of studied groups, never one person's chance. They come from different groups of people, so do not add them up. Ratios of different clues are multiplied as if each were news of its own. No study has tried them together, so trust the ranges less than they look. A hollow dot is before, a full one after; bars reach from the 5 % to the 95 % point."),
    ...(show.unasked ? [lineItem("unasked", `${unanswered(show.unasked)} Unknown is not no: in real life they come before any number below.`, "sij-word sij-unasked")] : []),
    show.choices,
    listOf("sources", result.sources.map((source) => sourceRow(source, show))),
    titleItem("pulls", "What each finding pulled, for the sacroiliac joint"),
    pulls.length ? listOf("pulls", pullRows(pulls, show))
      : fixed("no pulls", () => h("p", {}, "Nothing that was entered has a published ratio that counts here.")),
    ...silentPart(silent, show), ...nextPart(result, show)];
}

const evidenceRow = (one, show) => ({ key: one.id, make: () => h("li", {}), within: [
  askedItem(one.question, one.answer), fixed("says", () => h("p", {}, one.says)), proofItem(one.claims, show, "sources")] });

function evidencePart(result, show) {
  if (!result.evidence?.length) return [];
  return [titleItem("evidence", "What the evidence says on each answer"),
    listOf("evidence", result.evidence.map((one) => evidenceRow(one, show)))];
}

function questionPart({ questions }) {
  if (!questions.length) return [];
  const heading = freshId("ask");
  return [fixed("title ask", () => h("h4", { id: heading }, "Good questions to ask")),
    { key: "ask", make: () => h("ul", { "aria-labelledby": heading }),
      within: questions.map((text) => fixed(text, () => h("li", {}, text))) }];
}

function summaryPart({ summary }) {
  if (!summary) return [];
  const button = (event) => printAlone(event.currentTarget.closest(".sij-outcome").querySelector(".sij-summary"));
  return [titleItem("summary", "To take to a physician"),
    { key: "summary", shows: summary, renew: (node) => say(node, summary), make: () => h("pre",
      { class: "sij-summary", tabindex: "0", role: "region", "aria-label": "Summary for a physician" }, summary) },
    fixed("print", () => h("p", {}, h("button", { type: "button", onclick: button }, "Print this summary")))];
}

/**
 * The whole result as items for `reuse`.
 * @param {object} result as reason() gives it
 * @param {object} show `claims`, `opened` (what is unfolded), `question(id)` in words, `choices` (an
 *   item), `readings` (results under other readings of the tests, by name), `again()` draws anew
 */
export function outcomeParts(result, show) {
  const proof = (ids, part) => proofOf(ids, show.claims, part, show.opened);
  const tools = { ...show, result, proof };
  return [...flagPart(result, tools), lineItem("verdict", result.verdictText, "sij-verdict"),
    ...examplePart(result, tools), ...evidencePart(result, tools),
    ...questionPart(result), ...summaryPart(result),
    fixed("net", () => netNode("Whatever stands above:", result.safetyNet)),
    noteItem("limits", result.notADiagnosis)];
}

/** What stays in sight of a result while the form is filled in: the shortest that is true. */
export function outcomeBrief(result) {
  const [first] = result.flags;
  if (first) return { words: `${first.urgency}: ${first.title}.`, more: first.action, warns: true };
  if (result.joint) return { words: `Sacroiliac joint: ${range(result.joint)} of the studied group.` };
  return { words: result.verdictText.split(/(?<=[.]) /)[0] };
}

/** One polite sentence for those who listen. */
export function outcomeSentence(result) {
  const [first] = result.flags;
  if (first) return `${first.urgency}: ${first.title}. ${first.action}`;
  if (!result.joint) return result.verdictText;
  return `${result.verdictText} Sacroiliac joint: ${range(result.joint)} of the studied group.`;
}
