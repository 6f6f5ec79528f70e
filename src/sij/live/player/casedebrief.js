/** The debrief of a case: two ways side by side, what was uncovered, the score, what each answer was worth. */
import { visitOf } from "./caserun.js";
import { netNode } from "./net.js";
import { h } from "./dom.js";

const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function htmlNode(text) {
  const box = h("li");
  box.innerHTML = text;
  return box;
}

/** Where something comes from, folded; nothing where it says no medicine. */
export function proofBox(sheet, ids) {
  if (!ids.length) return "";
  return h("details", { class: "sij-case-proof" }, h("summary", {}, sheet.words.debrief.sources),
    h("ul", {}, ...ids.map((id) => htmlNode(sheet.claims[id]))));
}

/** The safety net, in every end. */
export const netOf = (sheet) => h("div", { class: "sij-case-net" }, netNode(sheet.words.debrief.whatever, sheet.safetyNet),
  h("p", { class: "sij-note" }, `${sheet.notADiagnosis} ${sheet.footer}`));

/** A plan with its urgency word and what it means for the running. */
export function planWords(sheet, { words, urgency, running }) {
  const speed = urgency ? [h("strong", { class: "sij-urgency" }, urgency), ` ${sheet.meaning[urgency]}`]
    : [h("strong", {}, sheet.words.no_visit)];
  return h("span", { class: "sij-case-plan" }, h("span", {}, words),
    h("span", { class: "sij-case-speed" }, ...speed, h("span", {}, ` · ${sheet.words.running[running]}`)));
}

const heading = (level, words) => h(level, {}, words);

function signNode(sheet, said, { sign, uncovered, acted }, asked) {
  const one = sheet.signs.find(({ id }) => id === sign);
  const by = one.when.find((items) => items.every((name) => asked.includes(name))) ?? one.when[0];
  const names = by.map((name) => sheet.items[name].ask).join(" · ");
  return h("li", { class: uncovered ? "sij-case-sign" : "sij-case-sign sij-case-covered" },
    h("p", {}, h("strong", { class: "sij-urgency" }, one.urgency), ` ${one.title}`),
    h("p", {}, `${uncovered ? said.uncovered : said.covered} ${acted ? said.acted : said.not_acted}`),
    h("p", { class: "sij-note" }, `${said.by_asking} ${names}`), h("p", { class: "sij-note" }, one.action),
    proofBox(sheet, one.claims));
}

function signPart(sheet, said, visit, asked) {
  const list = visit.signs.map((one) => signNode(sheet, said, one, asked));
  const left = visit.notAsked.map((name) => h("li", {}, sheet.items[name].ask));
  return [heading("h5", said.signs), list.length ? h("ul", { class: "sij-case-signs" }, ...list) : h("p", {}, said.no_signs),
    ...(left.length ? [h("p", { class: "sij-case-left" }, said.not_asked), h("ul", {}, ...left)] : [])];
}

function pathNode(sheet, said, title, { asks, minutes, plan, visit, others }) {
  const option = visit.options.find(({ id }) => id === plan);
  const step = (name) => h("li", { class: others.includes(name) ? undefined : "sij-case-alone" }, sheet.items[name].ask);
  return h("div", { class: "sij-case-path" }, heading("h5", title),
    h("p", { class: "sij-note" }, filled(said.minutes, { used: minutes, all: visit.minutes })),
    asks.length ? h("ol", {}, ...asks.map(step)) : h("p", {}, sheet.words.nothing),
    h("p", {}, h("strong", {}, said.plan), " "), h("p", {}, planWords(sheet, option)));
}

function pathPart(sheet, said, made) {
  const visit = visitOf(sheet, made.visit);
  const expert = sheet.expert.find((one) => one.visit === made.visit);
  const mine = { asks: made.asked, minutes: made.minutes, plan: made.plan, visit, others: expert?.asks ?? [] };
  if (!expert) return [pathNode(sheet, said, said.yours, mine)];
  const minutes = expert.asks.reduce((sum, name) => sum + sheet.items[name].minutes, 0);
  const theirs = { asks: expert.asks, minutes, plan: expert.plan, visit, others: made.asked };
  return [h("div", { class: "sij-case-paths" }, pathNode(sheet, said, said.yours, mine),
    pathNode(sheet, said, said.theirs, theirs)), h("p", {}, expert.why), proofBox(sheet, expert.claims),
  h("p", { class: "sij-note" }, `${said.alone_note} ${said.expert_note}`)];
}

const spot = (percent, looks) => h("span", { class: `sij-case-dot ${looks}`, style: `left:${percent.toFixed(1)}%` });

function bandNode(sheet, said, made) {
  if (made.band === null) {
    return h("p", { class: "sij-note" }, made.signs.some(({ uncovered }) => uncovered) ? said.band_none : said.band_flat);
  }
  const whole = (share) => (100 * share).toFixed(0);
  const line = ([view, [low, middle, high]]) => h("li", {}, h("span", {}, `${said.views[view]}: `),
    h("strong", {}, low === high ? `${whole(middle)} %` : filled(said.range, { low: whole(low), middle: whole(middle), high: whole(high) })),
    h("div", { class: "sij-case-track", "aria-hidden": "true" }, h("span", { class: "sij-case-band",
      style: `left:${(100 * low).toFixed(1)}%;width:${(100 * (high - low)).toFixed(1)}%` }), spot(100 * middle, "sij-case-dot-model")));
  const blind = made.signs.length ? h("p", { class: "sij-case-left" }, said.band_blind) : "";
  return h("div", { class: "sij-case-model" }, blind, h("p", {}, said.band),
    h("ul", {}, ...sheet.views.map((view) => line([view, sheet.bands[made.band][view]]))),
    h("p", { class: "sij-note" }, filled(said.band_note, { start: whole(sheet.bandStart.share) })),
    proofBox(sheet, sheet.bandStart.claims));
}

function estimateNode(sheet, said, made, { statement, percent, brier, expert }) {
  const one = sheet.statements.find(({ id }) => id === statement);
  const facts = [[said.you, `${percent} %`, "you"], [said.expert, expert === null ? said.not_given : `${expert} %`, "expert"],
    [said.came, said[one.cameTrue]], [said.distance, brier === null ? said.not_given : brier.toFixed(2)]];
  const fact = ([name, words, key]) => h("div", {}, h("dt", {}, key ? h("span",
    { class: `sij-case-dot sij-case-key sij-case-dot-${key}`, "aria-hidden": "true" }) : "", name), h("dd", {}, words));
  return h("li", {}, h("p", {}, h("strong", {}, one.says)),
    h("div", { class: "sij-case-track", "aria-hidden": "true" }, expert === null ? "" : spot(expert, "sij-case-dot-expert"),
      spot(percent, "sij-case-dot-you")),
    h("dl", { class: "sij-case-facts" }, ...facts.map(fact)),
    one.band ? bandNode(sheet, said, made) : "");
}

function estimatePart(sheet, said, made) {
  if (!made.estimates.length) return [];
  return [heading("h5", said.estimates), h("ul", { class: "sij-case-estimates" },
    ...made.estimates.map((one) => estimateNode(sheet, said, made, one)))];
}

function worthPart(sheet, said, asked) {
  const all = sheet.visits.flatMap((visit) => [...visit.history, ...visit.examination]);
  const names = [...asked, ...all.filter((name) => !asked.includes(name))];
  const row = (name) => h("li", {}, h("p", {}, h("strong", {}, sheet.items[name].ask), " ",
    h("span", { class: "sij-case-mark" }, asked.includes(name) ? said.asked_mark : said.not_asked_mark)),
  h("p", { class: "sij-note" }, sheet.items[name].says), ...sheet.items[name].worth.map((text) => h("p", {}, text)),
  proofBox(sheet, sheet.items[name].claims));
  return h("details", { class: "sij-case-worth" }, h("summary", {}, said.worth), h("p", { class: "sij-note" }, said.ratio_note),
    h("ul", {}, ...names.map(row)));
}

function visitPart(sheet, said, state, made) {
  const visit = visitOf(sheet, made.visit);
  const verdict = sheet.words.verdicts[made.verdict];
  const chosen = visit.outcomes.find(({ id }) => id === made.outcome);
  return h("section", { class: "sij-case-visit" }, heading("h4", visit.place),
    state.plans.length > 1 ? h("p", {}, h("strong", {}, `${verdict.title}. `), verdict.says) : "",
    h("p", {}, chosen.text),
    ...signPart(sheet, said, made, state.asked), heading("h5", said.paths), ...pathPart(sheet, said, made),
    ...estimatePart(sheet, said, made));
}

function scorePart(said, score) {
  if (score === null) return [];
  return [h("p", {}, filled(said.mean, { score: score.toFixed(2) })), h("p", { class: "sij-note" }, said.brier)];
}

/** @param {object} found as caseDebrief() gives it */
export function debriefNode(sheet, state, found) {
  const said = sheet.words.debrief;
  const verdict = sheet.words.verdicts[found.verdict];
  return h("div", { class: "sij-case-debrief" },
    h("p", { class: "sij-case-print-title" }, sheet.title),
    h("div", { class: "sij-case-verdict", "data-verdict": found.verdict }, h("p", {}, h("strong", {}, verdict.title)),
      h("p", {}, verdict.says)),
    heading("h4", said.came_out), h("p", {}, sheet.cameOut.text), proofBox(sheet, sheet.cameOut.claims),
    ...found.visits.map((made) => visitPart(sheet, said, state, made)), ...scorePart(said, found.score),
    worthPart(sheet, said, state.asked), heading("h4", said.lessons),
    ...sheet.lessons.map(({ text, claims }) => h("div", { class: "sij-case-lesson" }, h("p", {}, text), proofBox(sheet, claims))),
    netOf(sheet));
}
