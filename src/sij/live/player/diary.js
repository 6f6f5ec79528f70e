/** A diary of runs, and the next session or none: a twin of sij.models.plan.return_to_run. */
import { filledIn, planOf } from "./plan.js";
import { shortestNumber } from "./rules.js";

const RUN_PAINS = ["pain_before", "pain_during", "morning_after"];
const RUN_FIELDS = ["day", "distance_km", "phase", ...RUN_PAINS, "limp"];
const START_OF_TABLE = { going: true, phase: 1, done: 0 };

function betweenOrThrow(value, name, low, high) {
  if (typeof value === "number" && value >= low && value <= high) return;
  throw new RangeError(`Give a run's ${name} as a number between ${low} and ${high}.`);
}

function wholeOrThrow(value, name, low, high) {
  if (Number.isInteger(value) && value >= low && value <= high) return;
  throw new RangeError(`Give a run's ${name} as a whole number between ${low} and ${high}.`);
}

/** One run with nothing left out; throws one sentence at what cannot be read. */
export function checkedRun({ returnToRun: table }, given) {
  if (Object.keys(given).some((name) => !RUN_FIELDS.includes(name))) {
    throw new RangeError("Give a run its day and distance_km, and nothing that it has not.");
  }
  const run = { phase: null, pain_before: null, pain_during: null, morning_after: null, limp: "unknown", ...given };
  wholeOrThrow(run.day, "day", -3650, 3650);
  if (run.phase !== null) wholeOrThrow(run.phase, "phase", 1, table.phases.length);
  betweenOrThrow(run.distance_km, "distance_km", table.minKm, table.maxKm);
  for (const name of RUN_PAINS) if (run[name] !== null) betweenOrThrow(run[name], name, 0, 10);
  if (!["yes", "no", "unknown"].includes(run.limp)) {
    throw new RangeError(`Answer limp with yes, no or unknown, not ${run.limp}.`);
  }
  return run;
}

function checkedDiary(tables, diary, today) {
  const runs = diary.map((run) => checkedRun(tables, run));
  if (new Set(runs.map((run) => run.day)).size < runs.length) {
    throw new RangeError("The diary has two runs on one day: add them up.");
  }
  if (runs.some((run) => run.day > today)) throw new RangeError("The diary has a run after today: mend its day.");
  return runs.sort((one, other) => one.day - other.day);
}

/** Longest run of the days before one that the guard looks at, null when there was none. */
function longestBefore({ window }, runs, day) {
  const recent = runs.filter((run) => day - window <= run.day && run.day < day);
  return recent.length ? Math.max(...recent.map((run) => run.distance_km)) : null;
}

function longestAllowed(table, runs, day) {
  const longest = longestBefore(table, runs, day);
  return longest === null ? null : Math.floor(longest * (100 + table.guardPercent) + 1e-6) / 100;
}

function jumpOf(table, run, earlier) {
  const longest = longestBefore(table, earlier, run.day);
  if (longest === null) return null;
  const longer = (run.distance_km / longest - 1) * 100;
  return table.jumpSteps.filter((step) => longer > step.overPercent + 1e-9).at(-1) ?? null;
}

function isBadRun({ painMax }, { limp, pain_before: before, pain_during: during, morning_after: morning }) {
  if (limp === "yes" || (during !== null && during > painMax)) return true;
  if (morning === null) return false;
  return morning > painMax || (before !== null && morning > before);
}

/** One run that is enough to stop: a limp, or strong pain that lasts till morning. */
function isAlarmingRun({ painMax }, { limp, pain_during: during, morning_after: morning }) {
  if (limp === "yes") return true;
  return during !== null && morning !== null && Math.min(during, morning) > painMax;
}

/** Whether a run was bad, counts as good, or neither; unknown never counts. */
function runOutcome(table, run, earlier) {
  if (isBadRun(table, run)) return "bad";
  const known = RUN_PAINS.every((name) => run[name] !== null) && run.limp === "no";
  if (!known || jumpOf(table, run, earlier)) return "hold";
  return run.pain_during > run.pain_before ? "hold" : "good";
}

function movedPlace(table, place, { run, outcome, lastBad }) {
  const { phases, times } = table;
  if (!place.going || isAlarmingRun(table, run) || (outcome === "bad" && lastBad)) return { ...START_OF_TABLE, going: false };
  if (outcome === "bad") {
    return { ...START_OF_TABLE, phase: Math.max(1, Math.min(place.phase, phases.length) - 1) };
  }
  if (outcome === "hold" || run.phase !== place.phase) return place;
  if (place.done + 1 < times) return { ...place, done: place.done + 1 };
  return { ...START_OF_TABLE, phase: place.phase + 1 };
}

/** What each run of a checked diary did to the place in the table. */
function walkedThrough(table, runs) {
  let place = START_OF_TABLE;
  let lastBad = false;
  return runs.map((run, k) => {
    const earlier = runs.slice(0, k);
    if (k && run.day - runs[k - 1].day > table.window) place = { ...START_OF_TABLE, going: place.going };
    const outcome = runOutcome(table, run, earlier);
    const after = movedPlace(table, place, { run, outcome, lastBad });
    const step = { run, outcome, before: place, after, jump: jumpOf(table, run, earlier) };
    place = after;
    lastBad = outcome === "bad";
    return step;
  });
}

function placeToday(table, steps, day) {
  const last = steps.at(-1);
  if (!last) return START_OF_TABLE;
  return day - last.run.day > table.window ? { ...START_OF_TABLE, going: last.after.going } : last.after;
}

const alwaysAnswered = ({ safetyNet, notADiagnosis }, ...why) => ({ why, safetyNet, notADiagnosis });

const noSession = (tables, why, urgency = null, nextDay = null) =>
  ({ kind: "none", ...alwaysAnswered(tables, ...why), urgency, nextDay });

/** What only time can mend after the last run: a morning, and a day of rest. */
function waitAfter(tables, runs, today) {
  const { reasons, restDays } = tables.returnToRun;
  const last = runs.at(-1);
  if (!last) return null;
  if (last.morning_after === null) return noSession(tables, [reasons.morning]);
  const day = last.day + 1 + restDays;
  return today < day ? noSession(tables, [filledIn(reasons.rest, { day })], null, day) : null;
}

function sessionReasons(table, phase, limit, shortened) {
  const { reasons, times, percentText: percent, window } = table;
  return [filledIn(reasons.phase, { phase: phase.number, times }),
    ...(limit === null ? [filledIn(reasons.first, { window })] : []),
    ...(shortened ? [filledIn(reasons.shortened, { percent, window })] : [])];
}

function sessionOf(tables, { runs, day, place, door }) {
  const table = tables.returnToRun;
  const limit = longestAllowed(table, runs, day);
  if (place.phase > table.phases.length) {
    const why = filledIn(table.reasons.finished, { percent: table.percentText, window: table.window });
    return { kind: "finished", ...alwaysAnswered(tables, why), limitKm: limit };
  }
  const phase = table.phases[place.phase - 1];
  const shortened = limit !== null && limit < phase.distanceKm;
  const why = sessionReasons(table, phase, limit, shortened);
  const { rules, label, ownChoices, claims } = table;
  const found = {
    kind: "session", ...alwaysAnswered(tables, ...why), day, phase,
    distanceKm: shortened ? limit : phase.distanceKm, shortened, rules, label, ownChoices, claims,
  };
  if (door === "own") return found;
  return { ...found, ahead: table.phases.slice(place.phase), jumpSteps: table.jumpSteps };
}

function answerOf(tables, plan, { runs, steps, door }) {
  const gate = plan.items.find((item) => item.rowId === tables.walkRun);
  if (gate.status !== "open") return noSession(tables, gate.why, plan.flags[0]?.urgency ?? null);
  const place = placeToday(tables.returnToRun, steps, plan.day);
  if (!place.going) return noSession(tables, [tables.returnToRun.reasons.stopped]);
  return waitAfter(tables, runs, plan.day) ?? sessionOf(tables, { runs, day: plan.day, place, door });
}

function shownStep({ returnToRun: table }, step, runs, door) {
  const { run, outcome, before, after, jump } = step;
  return {
    day: run.day, outcome, says: table.outcomes[after.going ? outcome : "stop"],
    phaseBefore: before.going ? before.phase : null, phaseAfter: after.going ? after.phase : null,
    longestKm: longestBefore(table, runs, run.day), jumped: jump !== null,
    jump: door === "example" ? jump : null,
  };
}

/**
 * What each run of a diary did, and what comes next; no steps where there may be no session.
 * @param {object} tables as for planOf
 * @param {object} entered as for planOf
 * @param {object[]} diary runs with the names of sij.models.plan.Run, in any order
 * @param {"example"|"own"} door
 */
export function replayOf(tables, entered, diary, door) {
  if (!["example", "own"].includes(door)) throw new RangeError("Give the door as example or own.");
  const plan = planOf(tables, entered);
  const runs = checkedDiary(tables, diary, plan.day);
  const walked = walkedThrough(tables.returnToRun, runs);
  const next = answerOf(tables, plan, { runs, steps: walked, door });
  const open = plan.items.find((item) => item.rowId === tables.walkRun).status === "open";
  return { plan, steps: open ? walked.map((step) => shownStep(tables, step, runs, door)) : [], next };
}

/** With one digit, as Python writes it: a tie goes to the even digit. */
function oneDigit(value) {
  const exact = value.toFixed(40);
  const tie = /\.[02468]50*$/.test(exact);
  return tie ? exact.slice(0, exact.indexOf(".") + 2) : value.toFixed(1);
}

export const kilometres = (value) => `${oneDigit(value)} km`;

/** A session in one sentence. */
export function sessionLine({ phase, distanceKm }) {
  const effort = `effort ${shortestNumber(phase.effort)} of 10`;
  if (phase.runMin === null) return `Run steadily, ${kilometres(distanceKm)} in all, ${effort}.`;
  const [walk, run] = [phase.walkMin, phase.runMin].map(shortestNumber);
  return `Walk ${walk} min and run ${run} min by turns, ${kilometres(distanceKm)} in all, ${effort}.`;
}
