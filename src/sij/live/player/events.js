/** Calendar entries of a plan as plain data: a twin of sij.models.plan.diary.events. */
import { replayOf, sessionLine } from "./diary.js";

const DATE_WORDS = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Days since 1970 of a date such as 2026-03-01: a calendar has no clock that could change. */
export function dayNumber(date) {
  const parts = DATE_WORDS.exec(typeof date === "string" ? date : "");
  if (!parts) throw new RangeError("Give the start date as text such as 2026-03-01.");
  const noon = new Date(0);
  noon.setUTCFullYear(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  if (parts[1] === "0000" || noon.toISOString().slice(0, 10) !== date) {
    throw new RangeError(`There is no date ${date}: give one such as 2026-03-01.`);
  }
  return Math.round(noon.getTime() / 86400000);
}

/** The date so many days after another, as text. */
export const dateAfter = (date, days) =>
  new Date((dayNumber(date) + days) * 86400000).toISOString().slice(0, 10);

function madeEntry(tables, plan, { item, part, day, title, lines, date }) {
  const words = [...lines, ...item.safety, plan.safetyNet, plan.notADiagnosis, plan.footer];
  const uid = ["sij", item.rowId, part, date].filter(Boolean).join("-");
  const { running } = tables.rows.find((row) => row.id === item.rowId);
  return { uid, rowId: item.rowId, day, title, text: words.join("\n"), running };
}

/** The day of an entry, null when it has no place in the plan. */
function dayOfEntry(tables, at, item, today) {
  const spec = tables.rows.find((row) => row.id === item.rowId);
  if (item.status === "closed" || (spec.running && item.status !== "open")) return null;
  if (at === "now") return item.status === "open" ? today : null;
  if (at === "from") return item.day ?? today;
  return spec.to !== null && spec.to > today ? spec.to : null;
}

function plannedEntries(tables, plan, date) {
  return tables.events.flatMap((row) => {
    const item = plan.items.find((one) => one.rowId === row.row);
    const day = dayOfEntry(tables, row.at, item, plan.day);
    const lines = [row.text, ...(item.status === "next" ? item.why : [])];
    return day === null ? []
      : [madeEntry(tables, plan, { item, part: row.part ?? "", day, title: row.title, lines, date })];
  });
}

const byDayAndId = (one, other) => one.day - other.day || (one.uid < other.uid ? -1 : 1);

/** The calendar entries of a plan, by day; `date` is the day when the pain began. */
export function eventsOf(tables, entered, diary, door, date) {
  dayNumber(date);
  const { plan, next } = replayOf(tables, entered, diary, door);
  const find = (id) => plan.items.find((item) => item.rowId === id);
  if (plan.flags.length) {
    const item = find(tables.physician);
    const lines = [tables.texts["flagged-entry"], ...item.why];
    return [madeEntry(tables, plan, { item, part: "review", day: plan.day, title: item.title, lines, date })];
  }
  const found = plannedEntries(tables, plan, date);
  if (next.kind === "session") {
    const item = find(tables.walkRun);
    const lines = [sessionLine(next), ...next.why, ...next.rules, next.label];
    found.push(madeEntry(tables, plan, { item, part: "session", day: next.day, title: item.title, lines, date }));
  }
  return found.sort(byDayAndId);
}
