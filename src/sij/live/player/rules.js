/** What was entered, and rules over it: a twin of sij.models.reasoning.findings and .rules. */

/** What `make` gives for an object, made once and kept as long as the object is. */
export function onceFor(make) {
  const made = new WeakMap();
  return (one) => {
    if (!made.has(one)) made.set(one, make(one));
    return made.get(one);
  };
}

/** Everything that can be asked, a Map by id in the form's order, with no field left out. */
export const findingsOf = onceFor((tables) => {
  const says = new Map(tables.groups.map((group) => [group.id, group.says]));
  const whole = (one) => ({
    options: [], says: says.get(one.group), asks: [], asksWhen: {}, noPull: "", zone: false,
    claims: [], ...one,
  });
  return new Map(tables.findings.map((one) => [one.id, whole(one)]));
});

function checkedOption(spec, answer) {
  const plain = spec.kind === "yes-no" && typeof answer === "boolean";
  const id = plain ? ["no", "yes"][Number(answer)] : answer;
  if (spec.options.some(([option]) => option === id)) return id;
  const known = spec.options.map(([option]) => option).join(", ");
  throw new RangeError(`Answer ${spec.id} with one of ${known} or unknown, not ${answer}.`);
}

function checkedOptions(spec, answer, alone) {
  const given = Array.isArray(answer) ? answer : [answer];
  const ticked = new Set(given.map((one) => checkedOption(spec, one)));
  if (ticked.size > 1 && alone.some((one) => ticked.has(one))) {
    throw new RangeError(`Answer ${spec.id} with none alone, or leave none out.`);
  }
  const ordered = spec.options.map(([option]) => option).filter((option) => ticked.has(option));
  return ordered.length ? ordered : undefined;
}

function checkedAmount(spec, answer) {
  if (typeof answer === "number" && answer >= spec.low && answer <= spec.high) return answer;
  throw new RangeError(`Give ${spec.id} as a number between ${spec.low} and ${spec.high}.`);
}

/** A valid answer, or undefined for unknown. */
function checkedAnswer(tables, spec, answer) {
  if (answer === undefined || answer === null || answer === tables.unknown) return undefined;
  if (spec.kind === "number") return checkedAmount(spec, answer);
  if (spec.kind === "several") return checkedOptions(spec, answer, tables.alone);
  return checkedOption(spec, answer);
}

/** What is known, a Map by id in the form's order; throws at what the form does not have. */
export function checkedAnswers(tables, entered) {
  const specs = findingsOf(tables);
  const stray = Object.keys(entered).find((id) => !specs.has(id));
  if (stray !== undefined) throw new RangeError(`There is no finding ${stray}.`);
  const answers = new Map();
  for (const [id, spec] of specs) {
    const given = Object.hasOwn(entered, id) ? entered[id] : undefined;
    const answer = checkedAnswer(tables, spec, given);
    if (answer !== undefined) answers.set(id, answer);
  }
  return answers;
}

/** Whether the answer is, or holds, one of these options; unknown never is. */
export function hasAnswer(answers, id, options) {
  const answer = answers.get(id);
  return Array.isArray(answer) ? answer.some((one) => options.includes(one)) : options.includes(answer);
}

/** Six digits at most, as Python's "g" writes them, a tie to the even digit too. */
export function shortestNumber(value) {
  const exact = value.toExponential(40);
  const tie = /^-?\d\.\d{4}[02468]50+e/.test(exact);
  const [digits, power] = (tie ? exact.replace(/50+e/, "e") : value.toExponential(5)).split("e");
  if (power >= -4 && power < 6) return String(Number(`${digits}e${power}`));
  return `${Number(digits)}e${power[0]}${power.slice(1).padStart(2, "0")}`;
}

const wordsOf = onceFor((spec) => Object.fromEntries(spec.options));

/** An answer as a reader would say it. */
export function answerInWords(spec, answer) {
  if (typeof answer === "number") return `${shortestNumber(answer)} ${spec.unitWords}`;
  const words = wordsOf(spec);
  return Array.isArray(answer) ? answer.map((one) => words[one]).join(", ") : words[answer];
}

/** Topics of follow-up questions that an answer opens. */
export function topicsOpened(tables, spec, answer) {
  const given = [answer].flat();
  const own = given.every((one) => tables.denied.includes(one)) ? [] : spec.asks;
  return [...own, ...given.flatMap((one) => spec.asksWhen[one] ?? [])];
}

const RULES = {
  is: (answers, id, options) => hasAnswer(answers, id, options),
  over: (answers, id, threshold) => answers.has(id) && answers.get(id) > threshold,
  below: (answers, id, threshold) => answers.has(id) && answers.get(id) < threshold,
  of: (answers, count, parts) => parts.filter((part) => ruleHolds(part, answers)).length >= count,
};

/** Whether what was entered meets a rule. */
export const ruleHolds = ([kind, ...parts], answers) => RULES[kind](answers, ...parts);

/** Ids of the findings by which a rule holds, in the rule's order. */
export function ruleBecause(rule, answers) {
  if (!ruleHolds(rule, answers)) return [];
  if (rule[0] !== "of") return [rule[1]];
  return [...new Set(rule[2].flatMap((part) => ruleBecause(part, answers)))];
}
