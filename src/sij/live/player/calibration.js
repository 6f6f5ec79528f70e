/** How sure against how right: bars from the learner's own answers, drawn anew after each one. */
import { freshId, h, say } from "./dom.js";
import { sureGroups } from "./leitner.js";
import { ANSWERED, keptAnswers } from "./progress.js";
import { svgPart } from "./svg.js";

// Drawn at the width of a narrow phone, so that letters are large enough wherever it stands.
const BOX = { width: 280, height: 268, left: 46, right: 2, top: 12, bottom: 52 };
const SERIES = { words: "said in words", percent: "said in percent" };
const CLOSE = 0.1;
const MANY = 40;
const NOTHING_TOLD = "No answer tells yet how sure you were. Next time, open \u201cHow sure are you?\u201d "
  + "before you check an answer, or answer a question that asks for a percentage.";
const HOW = "A bar shows how often you were right at the first try. The short line across it shows how "
  + "sure you were. They should meet. \u201cGuessing\u201d counts as 50\u00a0%, \u201cfairly sure\u201d as 75\u00a0%, "
  + "\u201cvery sure\u201d as 95\u00a0%: our own choice. A percentage below 50\u00a0% counts as being that sure of the "
  + "opposite.";

const percentOf = (share) => `${Math.round(100 * share)}\u00a0%`;

const heightAt = (share) => BOX.top + (1 - share) * (BOX.height - BOX.top - BOX.bottom);

function gridLines() {
  return [0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
    svgPart("line", { class: "sij-calib-grid", x1: BOX.left, x2: BOX.width - BOX.right,
      y1: heightAt(share), y2: heightAt(share) }),
    svgPart("text", { class: "sij-calib-text", x: BOX.left - 5, y: heightAt(share) + 4, "text-anchor": "end" },
      percentOf(share).replace("\u00a0", "\u202f")),
  ]);
}

function barOf(group, left, width, hatch) {
  const share = group.right / group.n;
  const bar = { x: left, width, y: heightAt(share), height: heightAt(0) - heightAt(share) };
  const across = { x1: left - 4, x2: left + width + 4, y1: heightAt(group.sure), y2: heightAt(group.sure) };
  return [
    svgPart("rect", { class: "sij-calib-bar", ...bar,
      ...(group.series === "percent" ? { fill: `url(#${hatch})` } : {}) }),
    svgPart("line", { class: "sij-calib-halo", ...across }),
    svgPart("line", { class: "sij-calib-sure", ...across }),
    svgPart("text", { class: "sij-calib-text", x: left + width / 2, y: heightAt(0) + 17, "text-anchor": "middle" },
      `${group.right}/${group.n}`),
  ];
}

function hatching(id) {
  return svgPart("defs", {}, svgPart("pattern", { id, width: 6, height: 6, patternUnits: "userSpaceOnUse",
    patternTransform: "rotate(45)" }, svgPart("rect", { class: "sij-calib-ground", width: 6, height: 6 }),
  svgPart("line", { class: "sij-calib-hatch", x1: 0, x2: 0, y1: 0, y2: 6 })));
}

/** The picture; groups with too few answers leave their place empty. */
function barsOf(groups, names, least) {
  const hatch = freshId("hatch");
  const band = (BOX.width - BOX.left - BOX.right) / names.length;
  const width = band * 0.34;
  const bars = names.flatMap(({ id, words }, k) => {
    const left = BOX.left + k * band;
    const two = groups.filter((group) => group.id === id && group.n >= least).flatMap((group) =>
      barOf(group, left + band * (group.series === "words" ? 0.11 : 0.55), width, hatch));
    return [...two, svgPart("text", { class: "sij-calib-text", x: left + band / 2, y: heightAt(0) + 39,
      "text-anchor": "middle" }, words)];
  });
  return svgPart("svg", { class: "sij-calib-bars", viewBox: `0 0 ${BOX.width} ${BOX.height}`, role: "img",
    "aria-label": "Bars: how often you were right, for each way of being sure. The words below say the same." },
  hatching(hatch), ...gridLines(), ...bars);
}

function legend() {
  const entry = (kind, words) => h("li", {},
    h("span", { class: `sij-calib-key sij-calib-key-${kind}`, "aria-hidden": "true" }), words);
  return h("ul", { class: "sij-calib-legend" }, entry("words", `right, ${SERIES.words}`),
    entry("percent", `right, ${SERIES.percent}`), entry("sure", "how sure you were"));
}

/** One sentence on all drawn groups together. */
function verdictOn(groups) {
  const n = groups.reduce((sum, group) => sum + group.n, 0);
  const right = groups.reduce((sum, group) => sum + group.right, 0) / n;
  const sure = groups.reduce((sum, group) => sum + group.sure * group.n, 0) / n;
  const gap = sure - right;
  const fits = Math.abs(gap) < CLOSE ? "the two fit well" : gap > 0 ? "surer than right" : "more right than sure";
  return `Of ${n} answers together: ${percentOf(sure)} sure, ${percentOf(right)} right, so ${fits}.`
    + (n < MANY ? " With so few answers, chance has a large part in this." : "");
}

function rowWords(group, names) {
  const name = names.find(({ id }) => id === group.id).words;
  return `${name}, ${SERIES[group.series]}: ${group.right} of ${group.n} right (${percentOf(group.right / group.n)}), `
    + `${percentOf(group.sure)} sure.`;
}

function fewWords(groups, names, least) {
  const few = groups.filter((group) => group.n > 0 && group.n < least).map((group) =>
    `${names.find(({ id }) => id === group.id).words.toLowerCase()}, ${SERIES[group.series]}: ${group.n}`);
  return few.length ? [h("p", { class: "sij-note" }, `Too few answers to draw (${least} are needed): ${few.join("; ")}.`)] : [];
}

/** What the learner told: kept, or on this page where nothing can be kept. */
function recordsOf(kinds) {
  const here = [...document.querySelectorAll(".sij-question")].map((host) => host.sijQuestion)
    .filter((asked) => asked && !asked.silent && !asked.again && asked.record.state !== "not-attempted")
    .map((asked) => [asked.spec.id, asked.record]);
  const all = { ...Object.fromEntries(here), ...keptAnswers() };
  return Object.entries(kinds).filter(([id]) => all[id]).map(([id, kind]) => ({ kind, ...all[id] }));
}

/**
 * What the records say of sureness: one sentence, and the picture with its words.
 * `spec` has the groups, the least number of answers to draw, and what it is about.
 */
export function calibrationParts(records, { groups: names, least, about }) {
  const groups = sureGroups(records, names);
  const enough = groups.filter((group) => group.n >= least);
  const few = fewWords(groups, names, least);
  if (!enough.length) {
    const total = groups.reduce((sum, group) => sum + group.n, 0);
    return { told: total ? `In ${about}, too few answers tell how sure you were to draw them.` : NOTHING_TOLD, parts: few };
  }
  const rows = h("ul", { class: "sij-calib-rows" }, ...enough.map((group) => h("li", {}, rowWords(group, names))));
  return { told: verdictOn(enough), parts: [
    h("div", { class: "sij-calib-picture" }, legend(), barsOf(groups, names, least)),
    h("div", {}, rows, ...few, h("p", { class: "sij-note" }, HOW))] };
}

/** A running calibration picture. */
export class CalibrationPicture {
  constructor(spec, host) {
    this.spec = spec;
    this.told = h("p", { class: "sij-calib-told", role: "status" });
    this.body = h("div", { class: "sij-calib-body" });
    const kept = [...host.querySelectorAll(":scope > script")];
    host.replaceChildren(h("p", { class: "sij-title" }, "How sure, how right?"), this.told, this.body, ...kept);
    this.draw();
    document.addEventListener(ANSWERED, () => this.draw());
    host.sijCalibration = this;
    host.dataset.ready = "true";
  }

  draw() {
    const { told, parts } = calibrationParts(recordsOf(this.spec.kinds), this.spec);
    say(this.told, told);
    this.body.replaceChildren(...parts);
  }
}

/** Mount, or say that it cannot be shown. */
export function calibrationSafely(spec, host) {
  try {
    return new CalibrationPicture(spec, host);
  } catch (error) {
    host.dataset.ready = "failed";
    host.append(h("p", { class: "sij-broken", role: "status" },
      `This picture cannot be drawn in your browser. (${error.message})`));
    return null;
  }
}
