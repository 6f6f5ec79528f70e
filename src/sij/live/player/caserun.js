/** A case as a machine: a twin of sij.learn.cases.machine and debrief. It knows no medicine. */

export const CASE_PERCENTS = Array.from({ length: 21 }, (_, k) => 5 * k);

const includesAll = (asked, items) => items.every((name) => asked.includes(name));
const squared = (number) => number * number;
export const visitOf = (sheet, id) => sheet.visits.find((visit) => visit.id === id);
const itemsOf = (visit) => [...visit.history, ...visit.examination];

/** Where a learner begins. */
export const startCase = (sheet) =>
  ({ visit: sheet.visits[0].id, step: "history", asked: [], estimates: [], plans: [] });

/** Minutes spent in a visit. */
export const minutesIn = (sheet, state, id = state.visit) => itemsOf(visitOf(sheet, id))
  .filter((name) => state.asked.includes(name))
  .reduce((sum, name) => sum + sheet.items[name].minutes, 0);

/** The percentage given for a statement, or undefined. */
export const estimateIn = (state, visit, statement) =>
  state.estimates.find(([v, s]) => v === visit && s === statement)?.[2];

function affordable(sheet, state) {
  const visit = visitOf(sheet, state.visit);
  const left = visit.minutes - minutesIn(sheet, state);
  return visit[state.step].filter((name) => !state.asked.includes(name) && sheet.items[name].minutes <= left)
    .map((name) => `ask:${name}`);
}

const afterTests = (visit) => (visit.judge ? "judgement" : "plan");

function sayings(sheet, state) {
  const said = sheet.statements.flatMap(({ id }) => CASE_PERCENTS.map((percent) => `say:${id}=${percent}`));
  const whole = sheet.statements.every(({ id }) => estimateIn(state, state.visit, id) !== undefined);
  return whole ? [...said, "go:plan"] : said;
}

/** Every move that can be made now; none at the end. */
export function caseMoves(sheet, state) {
  const visit = visitOf(sheet, state.visit);
  const toTests = visit.examination.length ? "examination" : afterTests(visit);
  switch (state.step) {
    case "history": return [...affordable(sheet, state), `go:${toTests}`];
    case "examination": return [...affordable(sheet, state), "go:history", `go:${afterTests(visit)}`];
    case "judgement": return sayings(sheet, state);
    case "plan": return visit.options.map(({ id }) => `plan:${id}`);
    case "follow-up": return ["go:next"];
    default: return [];
  }
}

function said(state, what) {
  const [statement, percent] = what.split("=");
  const others = state.estimates.filter(([v, s]) => v !== state.visit || s !== statement);
  return { ...state, estimates: [...others, [state.visit, statement, Number(percent)]] };
}

function planned(sheet, state, id) {
  const option = visitOf(sheet, state.visit).options.find((one) => one.id === id);
  const { go } = option.then.find((branch) => includesAll(state.asked, branch.asked));
  return { ...state, step: "follow-up", plans: [...state.plans, [state.visit, id, go]] };
}

/** What happened after the last plan. */
export function caseOutcome(sheet, state) {
  const [visit, , found] = state.plans[state.plans.length - 1];
  return visitOf(sheet, visit).outcomes.find((one) => one.id === found);
}

function gone(sheet, state, where) {
  if (where !== "next") return { ...state, step: where };
  const { next } = caseOutcome(sheet, state);
  return next === null ? { ...state, step: "debrief" } : { ...state, step: "history", visit: next };
}

/** Make a move; one that cannot be made now leaves everything as it is. */
export function chooseMove(sheet, state, move) {
  if (!caseMoves(sheet, state).includes(move)) return state;
  const at = move.indexOf(":");
  const [kind, what] = [move.slice(0, at), move.slice(at + 1)];
  if (kind === "ask") return { ...state, asked: [...state.asked, what] };
  if (kind === "say") return said(state, what);
  return kind === "plan" ? planned(sheet, state, what) : gone(sheet, state, what);
}

/** Make moves from the start on; those that cannot be made are passed over. */
export const replayCase = (sheet, moves) =>
  moves.reduce((state, move) => chooseMove(sheet, state, move), startCase(sheet));

const uncovered = (sign, asked) => sign.when.some((items) => includesAll(asked, items));

/** Which of the model's results may be shown: none once a warning sign is uncovered. */
function shownBand(sheet, asked) {
  if (sheet.signs.some((sign) => uncovered(sign, asked))) return null;
  const index = sheet.moving.reduce((sum, name, k) => sum + (asked.includes(name) ? 2 ** k : 0), 0);
  const found = sheet.bandOf[index];
  return Object.keys(sheet.bands[found]).length ? found : null;
}

function estimated(sheet, state, visit, { id, cameTrue }) {
  const percent = estimateIn(state, visit, id);
  const expert = sheet.expert.find((one) => one.visit === visit);
  const brier = cameTrue === "unsettled" ? null : squared(percent / 100 - Number(cameTrue === "yes"));
  return { statement: id, percent, brier, expert: expert?.estimates[id] ?? null };
}

function debriefVisit(sheet, state, k) {
  const [id, plan, outcome] = state.plans[k];
  const visit = visitOf(sheet, id);
  const made = state.plans.slice(0, k + 1).flatMap(([name]) => itemsOf(visitOf(sheet, name)));
  const soFar = state.asked.filter((name) => made.includes(name));
  const notAsked = visit.mustAsk.filter((name) => !soFar.includes(name));
  const option = visit.options.find((one) => one.id === plan);
  const verdict = notAsked.length ? option.verdictUnasked : option.verdict;
  const there = sheet.visits.slice(0, sheet.visits.indexOf(visit) + 1).flatMap(itemsOf);
  const signs = sheet.signs.filter((sign) => uncovered(sign, there)).map((sign) => ({ sign: sign.id,
    uncovered: uncovered(sign, soFar), acted: !sheet.failed.includes(verdict) }));
  return { visit: id, verdict, plan, outcome, minutes: minutesIn(sheet, state, id),
    asked: state.asked.filter((name) => itemsOf(visit).includes(name)), notAsked, signs,
    band: shownBand(sheet, soFar),
    estimates: sheet.statements.filter((one) => estimateIn(state, id, one.id) !== undefined)
      .map((one) => estimated(sheet, state, id, one)) };
}

/** What is said at the end, by id. */
export function caseDebrief(sheet, state) {
  if (state.step !== "debrief") throw new RangeError("Play the case to its end first.");
  const visits = state.plans.map((_, k) => debriefVisit(sheet, state, k));
  const scored = visits.flatMap((one) => one.estimates).map((one) => one.brier).filter((one) => one !== null);
  const verdict = sheet.worstFirst.find((word) => visits.some((one) => one.verdict === word));
  const score = scored.length ? scored.reduce((sum, one) => sum + one, 0) / scored.length : null;
  return { case: sheet.id, verdict, visits, score };
}
