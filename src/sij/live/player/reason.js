/** What may be said about findings behind a door: a twin of sij.models.reasoning.reason. */

import { answerInWords, checkedAnswers, findingsOf, hasAnswer, onceFor, ruleBecause, ruleHolds, topicsOpened } from "./rules.js";
import { chosenRatios, expectedBits, jointBand, listedAs, mixBands, rowOutcome } from "./ratios.js";

export function raisedFlags(tables, answers) {
  const speed = ({ urgency }) => tables.urgencies.indexOf(urgency);
  return tables.rules.filter((rule) => ruleHolds(rule.when, answers))
    .map(({ when, ...rule }) => ({
      ...rule, basis: rule.claims.join(", ") || tables.expertOpinion,
      because: ruleBecause(when, answers),
    }))
    .sort((one, other) => speed(one) - speed(other));
}

function goodQuestions(tables, answers, flags) {
  const { always, topics, flags: byGroup } = tables.questions;
  const specs = findingsOf(tables);
  const opened = new Set(flags.flatMap((flag) => byGroup[flag.group]));
  for (const [id, answer] of answers) {
    for (const topic of topicsOpened(tables, specs.get(id), answer)) opened.add(topic);
  }
  const asked = Object.keys(topics).filter((topic) => opened.has(topic));
  // Who has to go now needs no list for a later visit.
  const later = flags[0]?.urgency === tables.urgencies[0] ? [] : always;
  return [...asked.flatMap((topic) => topics[topic]), ...later];
}

function speakers(tables, source, points, { answers, cluster }) {
  const found = source.clues.filter((clue) => clue.points === points).flatMap((clue) => {
    if (clue.when) return ruleBecause(clue.when, answers);
    return clue.cluster === cluster?.ratio.outcome ? [tables.cluster] : [];
  });
  return [...new Set(found)];
}

function verdictOf(tables, { voices }, flags) {
  if (flags.length) return "warning-sign";
  const speakFor = voices.flatMap((one) => one.speakFor);
  const clues = new Set([...speakFor, ...voices.flatMap((one) => one.speakAgainst)]);
  if (clues.size < tables.tooLittleBelow) return "too-little";
  return speakFor.length ? "several-fit" : "none-fits";
}

/** What was entered as a view of the tests sees it, with the findings that speak for and against each source. */
function seenThrough(tables, answers, view) {
  const counted = chosenRatios(tables, answers, view);
  const seen = { answers, view, counted, cluster: counted.find((one) => one.group === tables.cluster) };
  const voices = tables.sources.map((one) =>
    ({ speakFor: speakers(tables, one, "for", seen), speakAgainst: speakers(tables, one, "against", seen) }));
  return { ...seen, voices };
}

function alwaysSaid(tables, seen, door) {
  const flags = raisedFlags(tables, seen.answers);
  const verdict = verdictOf(tables, seen, flags);
  return {
    door, flags, urgency: flags[0]?.urgency ?? null, safetyNet: tables.safetyNet,
    notADiagnosis: tables.notADiagnosis, questions: goodQuestions(tables, seen.answers, flags),
    verdict, verdictText: tables.verdicts[verdict],
  };
}

function evidenceNotes(tables, answers) {
  const specs = findingsOf(tables);
  return [...answers].map(([id, answer]) => {
    const { question, says, claims } = specs.get(id);
    return { id, question, answer: answerInWords(specs.get(id), answer), says, claims };
  });
}

function summaryText({ summary: words }, { flags, questions, safetyNet }, notes) {
  return [
    words.title, "", words.signs + (flags.length ? "" : words["no-signs"]),
    ...flags.map((flag) => `- ${flag.urgency}: ${flag.title}. ${flag.action}`),
    words.entered, ...notes.map((note) => `- ${note.question} ${note.answer}`),
    words.questions, ...questions.map((question) => `- ${question}`), safetyNet,
  ].join("\n");
}

function ownResult(tables, answers) {
  const view = listedAs(tables.views, tables.defaultView, "view");
  const said = alwaysSaid(tables, seenThrough(tables, answers, view), "own");
  const notes = evidenceNotes(tables, answers);
  const specs = findingsOf(tables);
  // A warning sign that was denied is worth no note.
  const tells = ({ id }) => specs.get(id).group !== tables.safetyGroup || !hasAnswer(answers, id, tables.denied);
  const verdictText = said.flags.length ? said.verdictText : tables.ownDoor;
  return { ...said, verdictText, evidence: notes.filter(tells), summary: summaryText(tables, said, notes) };
}

function sourceWord(speakFor, speakAgainst) {
  if (speakFor.length && speakAgainst.length) return "both";
  if (speakFor.length) return "for";
  return speakAgainst.length ? "against" : "none";
}

function sourceShares(tables, seen, start, joint) {
  const before = mixBands(tables, new Map());
  const after = mixBands(tables, seen.answers);
  const shares = { preset: () => [jointBand(tables, [], start), joint] };
  shares.mix = (id) => [before[id], after[id]];
  shares.none = () => [null, null];
  return ({ id, numbers }) => shares[numbers](id);
}

function sourceRows(tables, seen, start, joint) {
  const sharesOf = sourceShares(tables, seen, start, joint);
  return tables.sources.map((source, k) => {
    const { id, name, studied, note, claims } = source;
    const [before, after] = sharesOf(source);
    const { speakFor, speakAgainst } = seen.voices[k];
    const word = sourceWord(speakFor, speakAgainst);
    const inWords = tables.words[word];
    return {
      id, name, before, after, word, inWords, speakFor, speakAgainst, studied, note, claims,
    };
  });
}

function whyTest(tables, spec, { view, cluster }) {
  if (!view.composites.length) return tables.why["no-test"];
  if (!cluster) return tables.why["too-few"];
  if (cluster.findings.includes(spec.id)) return tables.why["test-counted"];
  return spec.noPull || tables.why["test-counted"];
}

function whyRow(tables, group, row, { answers, counted }) {
  const own = counted.find((one) => one.group === group.id);
  const counts = own?.findings.includes(row.finding);
  if (counts) return tables.why.counted;
  return rowOutcome(row, answers) ? group.why : tables.why["not-measured"];
}

const testsCounted = onceFor(({ counters }) =>
  Object.fromEntries(Object.entries(counters).map(([id, { slots }]) => [id, new Set(slots.flat())])));

const countsTest = (tables, view, id) =>
  view.composites.some((one) => testsCounted(tables)[one.counter].has(id));

/** The first group of findings that depend on each other, and its row, by finding. */
const dependenceOf = onceFor(({ dependence }) => new Map(dependence.flatMap((group) =>
  group.rows.map((row) => [row.finding, { group, row }])).reverse()));

const groupSays = onceFor(({ groups }) => new Map(groups.map((group) => [group.id, group.says])));

/** Why a finding counts or does not, in one sentence. */
function whyOf(tables, spec, seen) {
  if (hasAnswer(seen.answers, spec.id, ["not-done"])) return tables.why["not-done"];
  const measured = dependenceOf(tables).get(spec.id);
  if (measured) return whyRow(tables, measured.group, measured.row, seen);
  if (spec.noPull && !countsTest(tables, seen.view, spec.id)) return spec.noPull;
  if (spec.group === tables.testGroup) return whyTest(tables, spec, seen);
  return spec.noPull || groupSays(tables).get(spec.group);
}

function pullOf(tables, chosen, { id, answer, why, asks, claims }) {
  const nothing = { ratio: null, logOdds: null, low: null, high: null };
  if (!chosen) return { id, answer, ...nothing, why, asks, claims };
  const { logOdds, logSd, ...ratio } = chosen.ratio;
  const half = tables.z90 * logSd;
  return {
    id, answer, ratio, logOdds, low: logOdds - half, high: logOdds + half, why, asks,
    claims: [...new Set([ratio.claim, ...claims])],
  };
}

function pullsOf(tables, seen) {
  const specs = findingsOf(tables);
  const single = seen.counted.filter((one) => one !== seen.cluster);
  const pulls = [...seen.answers].map(([id, answer]) => {
    const spec = specs.get(id);
    return pullOf(tables, single.find((one) => one.findings[0] === id), {
      id, answer: answerInWords(spec, answer), why: whyOf(tables, spec, seen),
      asks: topicsOpened(tables, spec, answer), claims: spec.claims,
    });
  });
  if (!seen.cluster) return pulls;
  const { outcome: answer } = seen.cluster.ratio;
  const tests = { id: tables.cluster, answer, why: tables.why.cluster, asks: [], claims: [] };
  return [...pulls, pullOf(tables, seen.cluster, tests)];
}

function unaskedItems(tables, { answers, view, counted, cluster }) {
  const filled = counted.map((one) => one.group);
  const unasked = ({ finding: id }) => !answers.has(id) || hasAnswer(answers, id, ["not-done"]);
  const items = tables.dependence.filter((group) => !filled.includes(group.id))
    .flatMap((group) => group.rows.filter(unasked))
    .map((row) => ({ id: row.finding, asksFor: [row.finding], row }));
  const [first] = view.composites;
  if (cluster || !first) return items;
  const tests = tables.counters[first.counter].slots.flat();
  const asksFor = tests.filter((test) => !hasAnswer(answers, test, tables.done));
  return [...items, { id: tables.cluster, asksFor, row: first }];
}

/** The unasked item expected to tell most, null when nothing would. */
function nextToAsk(tables, seen, share) {
  let best = null;
  for (const { id, asksFor, row } of unaskedItems(tables, seen)) {
    const bits = expectedBits(share, row);
    if (bits > (best?.bits ?? 0)) best = { id, asksFor, bits };
  }
  return best;
}

function exampleResult(tables, answers, viewId, pretestId) {
  const seen = seenThrough(tables, answers, listedAs(tables.views, viewId, "view"));
  const pretest = listedAs(tables.pretests, pretestId, "starting share");
  const said = alwaysSaid(tables, seen, "example");
  if (said.flags.length) return said;
  const joint = jointBand(tables, seen.counted, pretest.share);
  const { id, title, claims } = seen.view;
  return {
    ...said, view: { id, title, claims }, pretest, joint,
    sources: sourceRows(tables, seen, pretest.share, joint), pulls: pullsOf(tables, seen),
    askNext: nextToAsk(tables, seen, joint.middle),
  };
}

/**
 * The result for what was entered; no number but for an example runner without a warning sign.
 * @param {object} tables as sij.live.symptoms.reasoning_tables() makes them
 * @param {object} entered answers by finding id: option, options or number; absent is unknown
 * @param {"example"|"own"} door
 */
export function reason(tables, entered, door, viewId, pretestId) {
  const answers = checkedAnswers(tables, entered);
  const { defaultView, defaultPretest } = tables;
  if (door === "own") return ownResult(tables, answers);
  if (door === "example") {
    return exampleResult(tables, answers, viewId ?? defaultView, pretestId ?? defaultPretest);
  }
  throw new RangeError("Give the door as example or own.");
}
