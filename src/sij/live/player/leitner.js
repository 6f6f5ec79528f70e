/** Which questions, when again, and what came out: twins of sij.learn.review, over the same data. */
import { mixed } from "./quiz.js";

const MS_A_DAY = 86400000;

/** Ids drawn in balance: each topic ({ name, ids }) gives its share, or one more. */
export function drawIds(topics, seed, count) {
  const share = Math.floor(count / topics.length);
  const luckier = mixed(topics.length, `${seed}/chapters`).slice(0, count - share * topics.length);
  const drawn = topics.flatMap(({ name, ids }, place) =>
    mixed(ids.length, `${seed}/${name}`).slice(0, share + Number(luckier.includes(place)))
      .map((k) => ids[k]));
  return mixed(drawn.length, `${seed}/order`).map((k) => drawn[k]);
}

/** The learner's own day of a moment, as "2026-11-29". */
export function dayOf(moment) {
  const two = (number) => String(number).padStart(2, "0");
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

const asUtc = (day) => Date.parse(`${day}T00:00:00Z`);

export const dayPlus = (day, days) =>
  new Date(asUtc(day) + days * MS_A_DAY).toISOString().slice(0, 10);

export const daysBetween = (from, to) => Math.round((asUtc(to) - asUtc(from)) / MS_A_DAY);

/** Box and due day after an answer. */
export function nextDue(box, state, today, gaps) {
  const to = state === "correct" ? Math.min(box + 1, gaps.length) : 1;
  return { box: to, due: dayPlus(today, gaps[to - 1]) };
}

/** Box and due day of a question that was answered in its chapter. */
export function firstDue(state, day, { gaps, first }) {
  const box = state === "correct" ? first.right : first.missed;
  return { box, due: dayPlus(day, gaps[box - 1]) };
}

/** Counts by topic; what has no state counts as not right. */
export function scoreOf(topics, states, drawn) {
  const count = (ids, state) => ids.filter((id) => states[id] === state).length;
  return topics.map(({ name, ids }) => [name, ids.filter((id) => drawn.includes(id))])
    .filter(([, ids]) => ids.length)
    .map(([chapter, ids]) => ({ chapter, right: count(ids, "correct"), partly: count(ids, "partly"),
      asked: ids.length }));
}

/** Series, sureness from 0.5, and whether it was right; null when the record tells nothing. */
function toldBy({ kind, first, sure }) {
  if (typeof sure !== "number" || first === undefined || first === null) return null;
  if (kind !== "probability") return { series: "words", sure, right: first === "correct" };
  // 50 % takes no side. On a side, a probability is judged incorrect just when it was the wrong one.
  if (sure === 0.5) return null;
  return { series: "percent", sure: Math.max(sure, 1 - sure), right: first !== "incorrect" };
}

/** Answers of like sureness, in words and then in percent, also groups without any. */
export function sureGroups(records, groups) {
  const told = records.map(toldBy).filter(Boolean);
  return ["words", "percent"].flatMap((series) => groups.map(({ id, below }, k) => {
    const low = k ? groups[k - 1].below : 0;
    const mine = told.filter((one) => one.series === series && one.sure >= low && one.sure < below);
    const total = mine.reduce((sum, one) => sum + one.sure, 0);
    return { series, id, n: mine.length, right: mine.filter((one) => one.right).length,
      sure: mine.length ? total / mine.length : 0 };
  }));
}
