/** Judge an answer against a key: a twin of sij.learn.judging, over the same data. */

const NUMBER = /^[+\-\u2212]?[0-9]+(?:[.,][0-9]+)?$/;
const CRUMB = 1e-9;
const NEARLY_ORDERED = 2 / 3;
const SURE_BRIER = 0.0625;
const UNDECIDED_BRIER = 0.25;

const NOT_ATTEMPTED = { state: "not-attempted", feedback: [] };
const has = (table, id) => typeof id === "string" && Object.hasOwn(table, id);

/** A number as people type it: "0,7", "0.7 mm"; null for anything else. */
export function readNumber(text, unit = "") {
  let bare = text.trim();
  if (unit && bare.endsWith(unit)) bare = bare.slice(0, -unit.length).trim();
  return NUMBER.test(bare) ? Number(bare.replace(",", ".").replace("\u2212", "-")) : null;
}

function asNumber(answer, unit) {
  if (typeof answer === "string") return readNumber(answer, unit);
  return Number.isFinite(answer) ? answer : null;
}

const inside = (number, low, high) =>
  (low === null || number >= low - CRUMB) && (high === null || number <= high + CRUMB);

const bandText = (key, number) =>
  key.bands.filter((band) => inside(number, band.low, band.high)).slice(0, 1)
    .map((band) => band.text);

function knownIds(key, answer) {
  if (!Array.isArray(answer) || !answer.every((id) => has(key.texts, id))) return [];
  return new Set(answer).size === answer.length ? answer : [];
}

function single(key, answer) {
  if (!has(key.texts, answer)) return NOT_ATTEMPTED;
  return { state: answer === key.right ? "correct" : "incorrect", feedback: [key.texts[answer]] };
}

function several(key, answer) {
  const picked = knownIds(key, answer);
  if (!picked.length) return NOT_ATTEMPTED;
  const right = key.right.filter((id) => picked.includes(id));
  const wrong = Object.keys(key.texts)
    .filter((id) => picked.includes(id) && !key.right.includes(id)).map((id) => key.texts[id]);
  const missing = right.length < key.right.length;
  if (!wrong.length && !missing) return { state: "correct", feedback: [key.all_right] };
  const feedback = missing ? [...wrong, key.missed] : wrong;
  return { state: right.length ? "partly" : "incorrect", feedback };
}

function order(key, answer) {
  const given = knownIds(key, answer);
  const wanted = key.right;
  if (given.length !== wanted.length) return NOT_ATTEMPTED;
  const misplaced = given.find((id, k) => id !== wanted[k]);
  if (misplaced === undefined) return { state: "correct", feedback: [key.all_right] };
  const pairs = given.flatMap((one, k) => given.slice(k + 1).map((other) => [one, other]));
  const kept = pairs.filter(([one, other]) => wanted.indexOf(one) < wanted.indexOf(other)).length;
  const nearly = kept >= NEARLY_ORDERED * pairs.length - CRUMB;
  return { state: nearly ? "partly" : "incorrect", feedback: [key.texts[misplaced]] };
}

function number(key, answer) {
  const value = asNumber(answer, key.unit);
  if (value === null) {
    const typed = typeof answer === "string" && answer.trim();
    const feedback = typed ? ["Type a plain number, such as 3 or 0.5."] : [];
    return { state: "not-attempted", feedback };
  }
  if (inside(value, key.low, key.high)) return { state: "correct", feedback: [key.right] };
  const slip = key.slips.find((part) => inside(value * part.factor, key.low, key.high));
  if (slip) return { state: "partly", feedback: [slip.text] };
  return { state: "incorrect", feedback: bandText(key, value) };
}

function reach(key, answer) {
  if (answer === null || typeof answer !== "object" || Array.isArray(answer)) return NOT_ATTEMPTED;
  const values = key.goals.map((goal) => asNumber(answer[goal.quantity] ?? null));
  if (values.includes(null)) return NOT_ATTEMPTED;
  const feedback = key.goals.flatMap((goal, k) => {
    if (!inside(values[k], goal.low, null)) return [goal.below];
    return inside(values[k], null, goal.high) ? [] : [goal.above];
  });
  if (!feedback.length) return { state: "correct", feedback: [key.right] };
  return { state: feedback.length < key.goals.length ? "partly" : "incorrect", feedback };
}

function probability(key, answer) {
  const percent = asNumber(answer, "%");
  if (percent === null || percent < 0 || percent > 100) return NOT_ATTEMPTED;
  const brier = (percent / 100 - key.truth) ** 2;
  const sure = brier <= SURE_BRIER + CRUMB ? "correct" : "partly";
  const state = brier <= UNDECIDED_BRIER + CRUMB ? sure : "incorrect";
  return { state, feedback: bandText(key, percent), brier };
}

const JUDGES = { single, several, order, number, reach, probability };

/** Returns { state, feedback, brier? } with the same words as Python's `judge`. */
export const judge = (key, answer) => JUDGES[key.kind](key, answer ?? null);
