/** A plan from what is known today: a twin of sij.models.plan.making and .state. */
import { checkedAnswers } from "./rules.js";
import { raisedFlags } from "./reason.js";

const UNKNOWN_ANSWER = "unknown";
const YES_NO_ANSWERS = ["no", "yes"];

/** A sentence with {name} filled in, as Python's format does. */
export const filledIn = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function checkedNumber(spec, answer) {
  const kind = spec.whole ? "a whole number" : "a number";
  const fits = typeof answer === "number" && answer >= spec.low && answer <= spec.high
    && (!spec.whole || Number.isInteger(answer));
  if (fits) return answer;
  throw new RangeError(`Give ${spec.id} as ${kind} between ${spec.low} and ${spec.high} (${spec.unit}).`);
}

function checkedChoice(spec, answer) {
  const given = typeof answer === "boolean" && spec.options.includes("yes") ? YES_NO_ANSWERS[Number(answer)] : answer;
  if (spec.options.includes(given)) return given;
  throw new RangeError(
    `Answer ${spec.id} with one of ${spec.options.join(", ")} or ${UNKNOWN_ANSWER}, not ${answer}.`);
}

function checkedFact(spec, answer) {
  const number = spec.kind === "number";
  if (answer === undefined || answer === null || answer === UNKNOWN_ANSWER) {
    if (spec.required) throw new RangeError(`Give ${spec.id} as a number in ${spec.unit}; it must be known.`);
    return number ? null : UNKNOWN_ANSWER;
  }
  return number ? checkedNumber(spec, answer) : checkedChoice(spec, answer);
}

function checkedGroups({ screening }, given = {}) {
  const known = screening.map((group) => group.id);
  const stray = Object.keys(given).find((id) => !known.includes(id));
  if (stray !== undefined) throw new RangeError(`There is no group ${stray} of red flags.`);
  return Object.fromEntries(known.map((id) => {
    const answer = given[id] ?? UNKNOWN_ANSWER;
    if (![...YES_NO_ANSWERS, UNKNOWN_ANSWER].includes(answer)) {
      throw new RangeError(`Answer the red flags ${id} with yes, no or ${UNKNOWN_ANSWER}.`);
    }
    return [id, answer];
  }));
}

/** Everything that is known, with nothing left out; throws one sentence at what cannot be read. */
export function checkedState(tables, { red_flags: groups, findings = {}, ...entered }) {
  const stray = Object.keys(entered).find((id) => !tables.fields.some((spec) => spec.id === id));
  if (stray !== undefined) throw new RangeError(`There is no entry ${stray}.`);
  const facts = Object.fromEntries(tables.fields.map((spec) => [spec.id, checkedFact(spec, entered[spec.id])]));
  return { ...facts, redFlags: checkedGroups(tables.flags, groups), findings };
}

/** All raised warning signs, the most urgent first. */
export function flagsOf(tables, state) {
  const { flags } = tables;
  const findings = state.limp === "yes" ? { ...state.findings, limp: "yes" } : state.findings;
  const found = raisedFlags(flags, checkedAnswers(flags, findings));
  for (const { id, flag } of flags.screening) {
    const known = found.some((one) => one.id === flag.id);
    if (state.redFlags[id] === "yes" && !known) found.push(flag);
  }
  const speed = ({ urgency }) => flags.urgencies.indexOf(urgency);
  return found.sort((one, other) => speed(one) - speed(other));
}

function screenOf(state, flags) {
  if (flags.length) return "raised";
  return Object.values(state.redFlags).every((answer) => answer === "no") ? "clear" : UNKNOWN_ANSWER;
}

function morningChange({ pain_now: now, morning_after: morning }) {
  if (now === null || morning === null) return UNKNOWN_ANSWER;
  if (morning > now) return "worse";
  return morning === now ? "same" : "better";
}

function conditionHolds(condition, value) {
  if (condition.options) return condition.options.includes(value);
  return "atLeast" in condition ? value >= condition.atLeast : value <= condition.atMost;
}

/** What a plan is made from: tables, state, warning signs and every fact by its name. */
function seenToday(tables, entered) {
  const state = checkedState(tables, entered);
  const flags = flagsOf(tables, state);
  const known = { ...state, screen: screenOf(state, flags), morning_change: morningChange(state) };
  return { tables, state, flags, known };
}

function verdictFor({ tables, known }, id) {
  const value = known[tables.conditions[id].field];
  if (value === null || value === UNKNOWN_ANSWER) return "unknown";
  return conditionHolds(tables.conditions[id], value) ? "met" : "unmet";
}

/** The sentence of each condition whose verdict is one of these. */
const saidOf = (seen, ids, verdicts) => ids.map((id) => [id, verdictFor(seen, id)])
  .filter(([, verdict]) => verdicts.includes(verdict))
  .map(([id, verdict]) => seen.tables.conditions[id][verdict]);

const urgencyOf = ({ tables, flags }) => {
  const urgency = flags[0]?.urgency ?? tables.routine;
  return { urgency, meaning: tables.meaning[urgency] };
};

function flaggedPlace(seen, row) {
  if (row.id === seen.tables.physician) {
    const why = seen.flags.map((one) => `${one.urgency}: ${one.title}. ${one.action}`);
    return { status: "open", day: null, why };
  }
  return { status: "closed", day: null, why: [filledIn(seen.tables.texts.flagged, urgencyOf(seen))] };
}

function physicianPlace(seen, row) {
  const { tables: { texts }, state } = seen;
  const ungated = state.running_now === "yes" && state.bone_stress_ruled_out !== "yes";
  const worries = [...saidOf(seen, row.stops, ["unmet"]), ...(ungated ? [texts["running-ungated"]] : [])];
  const due = state.day >= row.from;
  if (!due && !worries.length) {
    return { status: "next", day: row.from, why: [filledIn(texts["physician-next"], { day: row.from })] };
  }
  const late = row.to !== null && state.day >= row.to;
  return { status: "open", day: null, why: [...worries,
    ...(due ? [filledIn(texts["physician-now"], { start: row.from })] : []),
    ...(late ? [filledIn(texts["physician-latest"], { day: row.to })] : [])] };
}

function shutBy(seen, row, early, over) {
  const { texts } = seen.tables;
  return [...(row.never ? [row.never] : []), ...saidOf(seen, row.gates, ["unmet", "unknown"]),
    ...saidOf(seen, row.stops, ["unmet"]),
    ...(over && row.late === "closed" ? [filledIn(texts["late-closed"], { day: row.to })] : []),
    ...(row.invasive && early ? [filledIn(texts["early-invasive"], { day: row.from })] : [])];
}

function placed(seen, row) {
  const { tables: { texts }, state } = seen;
  const over = row.to !== null && state.day > row.to && !row.never;
  const early = state.day < row.from;
  const shut = shutBy(seen, row, early, over);
  const pending = saidOf(seen, row.starts, ["unmet", "unknown"]);
  if (shut.length || (pending.length && !early)) return { status: "closed", day: null, why: [...shut, ...pending] };
  if (early) return { status: "next", day: row.from, why: [filledIn(texts.early, { day: row.from }), ...pending] };
  const first = row.role === "ask" ? filledIn(texts.ask, { who: row.who }) : texts.ready;
  return { status: "open", day: null, why: [first, ...(over ? [filledIn(texts["late-stays"], { day: row.to })] : [])] };
}

function itemOf(seen, row) {
  const { tables, flags } = seen;
  const visit = row.id === tables.physician;
  const place = (flags.length ? flaggedPlace : visit ? physicianPlace : placed)(seen, row);
  const now = urgencyOf(seen);
  const [title, who] = flags.length && visit ? [filledIn(tables.texts["seek-care"], now), now.meaning]
    : [row.title, row.who];
  return {
    rowId: row.id, title, role: row.role, who, ...place,
    watch: place.status === "open" && !visit ? saidOf(seen, row.stops, ["unknown"]) : [],
    safety: place.status === "open" || !flags.length ? row.safety : [], claims: row.claims,
  };
}

/**
 * The plan for what was entered; the same for the same entries.
 * @param {object} tables as sij.live.treatment.planner_tables.plan_tables() makes them
 * @param {object} entered facts by id, `red_flags` by group and `findings`; absent is unknown
 */
export function planOf(tables, entered) {
  const seen = seenToday(tables, entered);
  return {
    day: seen.state.day, items: tables.rows.map((row) => itemOf(seen, row)), flags: seen.flags,
    ...urgencyOf(seen), safetyNet: tables.safetyNet, notADiagnosis: tables.notADiagnosis,
    footer: tables.footer,
  };
}
