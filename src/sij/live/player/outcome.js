/** What may be shown of a result: warning signs first, numbers only where the result holds any. */
import { formatNumber } from "./numbers.js";
import { freshId, h } from "./dom.js";

const percent = (share) => `${formatNumber(100 * share, 0)} %`;
const two = (number) => Number(number.toPrecision(2)).toString();
const LOG_ENDS = Math.log(30);

const fromHtml = (text) => {
  const box = document.createElement("div");
  box.innerHTML = text;
  return box;
};

/** Sources of a row, folded: each number is two clicks from its claim. */
export function proofOf(ids, claims, part, opened) {
  const known = ids.filter((id) => claims[id]);
  if (!known.length) return h("p", { class: "sij-note" }, "Expert opinion, or our own choice.");
  const key = `${part} ${known.join(" ")}`;
  const box = h("details", { class: "sij-proof", open: opened.has(key) },
    h("summary", {}, "Where this comes from"), ...known.map((id) => fromHtml(claims[id][part])));
  box.addEventListener("toggle", () => (box.open ? opened.add(key) : opened.delete(key)));
  return box;
}

function flagCard(flag, show) {
  return h("li", { class: `sij-flag sij-flag-${flag.urgency.toLowerCase()}` },
    h("p", {}, h("strong", { class: "sij-urgency" }, flag.urgency), ` ${flag.title}`),
    h("p", {}, flag.action),
    show.proof(flag.claims, "sources"));
}

function flagPart(result, show) {
  if (!result.flags.length) return [];
  return [h("h4", {}, "Warning signs"),
    h("ul", { class: "sij-raised" }, ...result.flags.map((flag) => flagCard(flag, show)))];
}

function track(band, kind) {
  const left = `left:${(100 * band.low).toFixed(2)}%;width:${(100 * (band.high - band.low)).toFixed(2)}%`;
  return [h("span", { class: `sij-band sij-band-${kind}`, style: left }),
    h("span", { class: `sij-dot sij-dot-${kind}`, style: `left:${(100 * band.middle).toFixed(2)}%` })];
}

const range = (band) => (band.high - band.low < 0.005 ? percent(band.middle)
  : `${percent(band.middle)} (${percent(band.low)} to ${percent(band.high)})`);

function numbersOf(source) {
  if (!source.after) return [h("p", { class: "sij-word" }, source.inWords)];
  return [h("div", { class: "sij-track", "aria-hidden": "true" },
    ...track(source.before, "before"), ...track(source.after, "after")),
  h("p", {}, `before ${range(source.before)}, after ${range(source.after)}; `, source.inWords)];
}

function studied(one) {
  const ends = one.low === one.high ? percent(one.low) : `${percent(one.low)} to ${percent(one.high)}`;
  return h("li", {}, `${one.what}: ${ends} (${one.among})`);
}

function sourceRow(source, show) {
  return h("li", { class: "sij-origin" }, h("h5", {}, source.name), ...numbersOf(source),
    h("ul", { class: "sij-studied" }, ...source.studied.map(studied)),
    source.note ? h("p", { class: "sij-note" }, source.note) : "",
    show.proof(source.claims, "whole"));
}

function pullBar(pull) {
  const at = (value) => 50 + (50 * Math.min(Math.max(value, -LOG_ENDS), LOG_ENDS)) / LOG_ENDS;
  const [low, middle, high] = [pull.low, pull.logOdds, pull.high].map(at);
  return h("div", { class: "sij-track sij-track-pull", "aria-hidden": "true" },
    h("span", { class: "sij-band sij-band-after", style: `left:${low.toFixed(2)}%;width:${(high - low).toFixed(2)}%` }),
    h("span", { class: "sij-dot sij-dot-after", style: `left:${middle.toFixed(2)}%` }));
}

function pullRow(pull, show) {
  const moved = pull.ratio ? [pullBar(pull), h("p", {},
    `Likelihood ratio ${two(pull.ratio.value)} (${two(pull.ratio.low)} to ${two(pull.ratio.high)}). `,
    pull.why)] : [h("p", { class: "sij-word" }, `Pulls nothing. ${pull.why}`)];
  return h("li", { class: "sij-pull" },
    h("p", {}, h("strong", {}, show.question(pull.id)), ` ${pull.answer}`), ...moved,
    show.proof(pull.claims, "whole"));
}

function nextPart(next, show) {
  if (!next) return [];
  const names = next.asksFor.map(show.question).join(" · ");
  return [h("h4", {}, "What would help most to know next?"),
    h("p", { class: "sij-ask-next" }, `${names} `, h("span", { class: "sij-note" },
      `(expected to take away ${two(next.bits)} of a bit of doubt; the largest of all that is unasked)`))];
}

function examplePart(result, show) {
  if (!result.sources) return [];
  const pulls = result.pulls.filter((pull) => pull.ratio);
  const silent = result.pulls.filter((pull) => !pull.ratio);
  const key = "silent";
  const fold = h("details", { open: show.opened.has(key) },
    h("summary", {}, `${silent.length} entered ${silent.length === 1 ? "finding pulls" : "findings pull"} nothing: why?`),
    h("ul", { class: "sij-rows" }, ...silent.map((pull) => pullRow(pull, show))));
  fold.addEventListener("toggle", () => (fold.open ? show.opened.add(key) : show.opened.delete(key)));
  return [h("h4", {}, "Possible sources, before and after"),
    h("p", { class: "sij-note" }, "Shares of studied groups, never one person's chance. They come from different groups of people, so they never add up to 100 %. A hollow dot is before, a full one after; bars reach from the 5 % to the 95 % point."),
    ...show.choices,
    h("ul", { class: "sij-rows" }, ...result.sources.map((source) => sourceRow(source, show))),
    h("h4", {}, "What each finding pulled"),
    pulls.length ? h("ul", { class: "sij-rows" }, ...pulls.map((pull) => pullRow(pull, show)))
      : h("p", {}, "Nothing that was entered has a published ratio that counts here."),
    silent.length ? fold : "", ...nextPart(result.askNext, show)];
}

function evidencePart(result, show) {
  if (!result.evidence?.length) return [];
  return [h("h4", {}, "What the evidence says on each answer"),
    h("ul", { class: "sij-rows" }, ...result.evidence.map((note) => h("li", {},
      h("p", {}, h("strong", {}, note.question), ` ${note.answer}`), h("p", {}, note.says),
      show.proof(note.claims, "sources"))))];
}

/** The printed page holds the summary alone. */
function printAlone(node) {
  document.body.classList.add("sij-printing");
  node.classList.add("sij-printed");
  addEventListener("afterprint", () => {
    document.body.classList.remove("sij-printing");
    node.classList.remove("sij-printed");
  }, { once: true });
  print();
}

function summaryPart(result) {
  if (!result.summary) return [];
  const text = h("pre", { class: "sij-summary", tabindex: "0", "aria-label": "Summary for a physician" }, result.summary);
  return [h("h4", {}, "To take to a physician"), text,
    h("p", {}, h("button", { type: "button", onclick: () => printAlone(text) }, "Print this summary"))];
}

/** The whole result as nodes; `show` holds the claims, the words of questions, and what is unfolded. */
export function outcomeNodes(result, claims, show) {
  const proof = (ids, part) => proofOf(ids, claims, part, show.opened);
  const tools = { ...show, proof };
  const questions = freshId("ask");
  return [...flagPart(result, tools),
    h("p", { class: "sij-verdict" }, result.verdictText),
    ...examplePart(result, tools), ...evidencePart(result, tools),
    h("h4", { id: questions }, "Good questions to ask"),
    h("ul", { "aria-labelledby": questions }, ...result.questions.map((text) => h("li", {}, text))),
    ...summaryPart(result),
    h("p", { class: "sij-net" }, h("strong", {}, "Whatever stands above: "), result.safetyNet),
    h("p", { class: "sij-note" }, result.notADiagnosis)];
}

/** One polite sentence for those who listen. */
export function outcomeSentence(result) {
  const [first] = result.flags;
  if (first) return `${first.urgency}: ${first.title}. ${first.action}`;
  if (!result.joint) return result.verdictText;
  return `${result.verdictText} Sacroiliac joint: ${range(result.joint)} of the studied group.`;
}
