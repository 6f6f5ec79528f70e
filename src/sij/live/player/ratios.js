/** Which published ratios count, and shares from them: a twin of sij.models.reasoning.ratios. */

import { hasAnswer } from "./rules.js";

export const listedAs = (list, id, what) => {
  const found = list.find((one) => one.id === id);
  if (found) return found;
  throw new RangeError(`Give the ${what} as one of ${list.map((one) => one.id).join(", ")}.`);
};

/** Which way an answer counts, undefined when it does not. */
export function rowOutcome(row, answers) {
  if (hasAnswer(answers, row.finding, row.for)) return "positive";
  return hasAnswer(answers, row.finding, row.against) ? "negative" : undefined;
}

/** The count's result once the tests not done could no longer change it. */
export function counterOutcome({ needed, slots }, answers) {
  const was = (result) => (test) => hasAnswer(answers, test, [result]);
  const positive = slots.filter((slot) => slot.some(was("positive"))).length;
  const negative = slots.filter((slot) => slot.every(was("negative"))).length;
  if (positive >= needed) return "positive";
  return slots.length - negative < needed ? "negative" : undefined;
}

const outcomeOf = (group, findings, row, outcome) =>
  ({ group, findings, ratio: { claim: row.claim, outcome, ...row[outcome] } });

function chosenRow({ id, rows }, answers) {
  const row = rows.find((one) => rowOutcome(one, answers));
  return row && outcomeOf(id, [row.finding], row, rowOutcome(row, answers));
}

function chosenCluster(tables, answers, view) {
  for (const composite of view.composites) {
    const counter = tables.counters[composite.counter];
    const outcome = counterOutcome(counter, answers);
    if (outcome) {
      const tests = counter.slots.flat().filter((test) => hasAnswer(answers, test, tables.done));
      return outcomeOf(tables.cluster, tests, composite, outcome);
    }
  }
  return undefined;
}

/** The ratios that count: at most one of each dependence group. */
export function chosenRatios(tables, answers, view) {
  const rows = tables.dependence.map((group) => chosenRow(group, answers));
  return [...rows, chosenCluster(tables, answers, view)].filter(Boolean);
}

const shareOf = (logOdds) => 1 / (1 + Math.exp(-logOdds));

/** The joint's share after these ratios, as a band. */
export function jointBand(tables, counted, start) {
  if (!counted.length) return { low: start, middle: start, high: start };
  const sum = (of) => counted.reduce((total, { ratio }) => total + of(ratio), 0);
  const moved = Math.log(start / (1 - start)) + sum((ratio) => ratio.logOdds);
  const half = tables.z90 * Math.sqrt(sum((ratio) => ratio.logSd ** 2));
  return { low: shareOf(moved - half), middle: shareOf(moved), high: shareOf(moved + half) };
}

function wilsonBand(count, total, z) {
  const seen = count / total;
  const spread = z ** 2 / total;
  const centre = (seen + spread / 2) / (1 + spread);
  const root = Math.sqrt((seen * (1 - seen)) / total + spread / (4 * total));
  const half = (z * root) / (1 + spread);
  return { low: Math.max(0, centre - half), middle: seen, high: Math.min(1, centre + half) };
}

/** Shares of the three-way mix of one spine centre, by source; only midline pain moves them. */
export function mixBands({ mix, z90 }, answers) {
  const midline = answers.get(mix.finding);
  const cases = ([withIt, all]) =>
    midline === undefined ? all : midline === "yes" ? withIt : all - withIt;
  const counts = Object.entries(mix.counts).map(([source, pair]) => [source, cases(pair)]);
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  return Object.fromEntries(counts.map(([id, count]) => [id, wilsonBand(count, total, z90)]));
}

/** The entropy of a yes-or-no with this share. */
export const entropyBits = (share) =>
  [share, 1 - share].reduce((sum, p) => (p > 0 ? sum - p * Math.log2(p) : sum), 0);

/** How many bits of entropy an answer is expected to take away. */
export function expectedBits(share, { positive, negative }) {
  const falsePositive = (1 - negative.value) / (positive.value - negative.value);
  const hit = positive.value * falsePositive;
  const yes = share * hit + (1 - share) * falsePositive;
  const after = [(share * hit) / yes, (share * (1 - hit)) / (1 - yes)];
  const left = yes * entropyBits(after[0]) + (1 - yes) * entropyBits(after[1]);
  return entropyBits(share) - left;
}
