/** What the browser keeps for the learner, without an account: answers, pictures, the place. */

export const KEYS = {
  answers: "sij:v1:answers",
  figures: "sij:v1:figures",
  place: "sij:v1:place",
  cases: "sij:v1:cases",
  check: "sij:v1:check",
  review: "sij:v1:review",
};
/** What travels in the file beside the answers, under the same names. */
const BESIDE = ["figures", "cases", "check", "review"];
/** Told to the page after each answer. */
export const ANSWERED = "sij-answered";
const FORMAT = "sij-progress";
const VERSION = 1;
const STATES = ["incorrect", "partly", "correct"];

const isObject = (thing) => thing !== null && typeof thing === "object" && !Array.isArray(thing);

/** Text under a key, or null; private windows and file pages may refuse storage altogether. */
function rawText(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function writeText(key, text) {
  try {
    localStorage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

/** What stands under a key; anything unreadable is put aside first, so that nothing is lost. */
function readKept(key) {
  const text = rawText(key);
  if (text === null) return {};
  try {
    const found = JSON.parse(text);
    if (isObject(found)) return found;
  } catch {
    // Put aside below, like anything else that is no record.
  }
  writeText(`${key}:unreadable`, text);
  return {};
}

const merge = (key, name, value) => writeText(key, JSON.stringify({ ...readKept(key), [name]: value }));

const isRecord = (record) => isObject(record) && STATES.includes(record.state)
  && record.answer !== null && record.answer !== undefined && Number.isInteger(record.tries);

/** The record of one question, or null. */
export function keptAnswer(id) {
  const record = readKept(KEYS.answers)[id];
  return isRecord(record) ? record : null;
}

export const keptAnswers = () =>
  Object.fromEntries(Object.entries(readKept(KEYS.answers)).filter(([, record]) => isRecord(record)));

export function keepAnswer(id, record) {
  const stored = record.state === "not-attempted" || merge(KEYS.answers, id, record);
  document.dispatchEvent(new Event(ANSWERED));
  return stored;
}

/** Control values of one interactive, by trait value, or null. */
export const keptFigure = (name) => {
  const found = readKept(KEYS.figures)[name];
  return isObject(found) ? found : null;
};
export const keepFigure = (name, controls) => merge(KEYS.figures, name, controls);

/** The moves made in a case, in their order. */
export const keptCase = (id) => {
  const found = readKept(KEYS.cases)[id];
  return Array.isArray(found) ? found.filter((move) => typeof move === "string") : [];
};
export const keepCase = (id, moves) => merge(KEYS.cases, id, moves);

/** The final check: seed, ids, place, answers; null when there is none. */
export const keptCheck = () => {
  const found = readKept(KEYS.check).current;
  const whole = isObject(found) && Array.isArray(found.ids) && isObject(found.answers)
    && Number.isInteger(found.place);
  return whole ? found : null;
};
export const keepCheck = (check) => merge(KEYS.check, "current", check);

/** Box and due day of each question that came back, by id. */
export const keptReviews = () => Object.fromEntries(Object.entries(readKept(KEYS.review)).filter(
  ([, item]) => isObject(item) && item.box > 0 && /^\d{4}-\d\d-\d\d$/.test(item.due)));
export const keepReview = (id, item) => merge(KEYS.review, id, item);

export const keptPlace = () => readKept(KEYS.place);
export const keepPlace = (place) => writeText(KEYS.place, JSON.stringify(place));

/** "absent", "fleeting" (the address or the page will not come back) or "kept". */
export function storageState() {
  const probe = "sij:v1:probe";
  if (!writeText(probe, "1") || rawText(probe) !== "1") return "absent";
  localStorage.removeItem(probe);
  const hub = /\/user\/[^/]+\//.test(location.pathname) || /binder/.test(location.hostname);
  return hub || location.protocol === "file:" ? "fleeting" : "kept";
}

/** Everything as the text of a file. */
export const exported = () => JSON.stringify({
  format: FORMAT, version: VERSION, answers: keptAnswers(), place: keptPlace(),
  ...Object.fromEntries(BESIDE.map((name) => [name, readKept(KEYS[name])])),
}, null, 1);

function parsed(text) {
  let file = null;
  try {
    file = JSON.parse(text);
  } catch {
    file = null;
  }
  const known = isObject(file) && file.format === FORMAT;
  if (!known) throw new Error("This file does not hold answers from this course: choose another one.");
  if (file.version !== VERSION) {
    throw new Error("This file comes from another version of the course: nothing was changed.");
  }
  const records = isObject(file.answers) ? Object.values(file.answers) : [null];
  if (!records.every(isRecord)) {
    throw new Error("This file is damaged: nothing was changed.");
  }
  return file;
}

/** What is kept here stays; of what came back, the later. */
function mergeFile(name, theirs) {
  const mine = readKept(KEYS[name]);
  const later = name === "review" ? Object.entries(theirs).filter(([id, item]) =>
    isObject(item) && (mine[id]?.at ?? "") < (item.at ?? "")) : [];
  return writeText(KEYS[name], JSON.stringify({ ...theirs, ...mine, ...Object.fromEntries(later) }));
}

/**
 * Add a file's answers; where both have one, the later stays. Returns how many were taken over.
 * Throws one plain sentence for a file that is not ours; then nothing is changed.
 */
export function importText(text) {
  const file = parsed(text);
  const mine = readKept(KEYS.answers);
  const newer = Object.entries(file.answers).filter(([id, record]) =>
    !isRecord(mine[id]) || (mine[id].at ?? "") < (record.at ?? ""));
  const answers = { ...mine, ...Object.fromEntries(newer) };
  const stored = writeText(KEYS.answers, JSON.stringify(answers))
    && BESIDE.every((name) => !isObject(file[name]) || mergeFile(name, file[name]));
  if (!stored) throw new Error("This browser keeps nothing, so the file could not be taken over.");
  if (!keptPlace().file && isObject(file.place)) keepPlace(file.place);
  return newer.length;
}

export function forgetAll() {
  for (const key of Object.values(KEYS)) {
    try {
      localStorage.removeItem(key);
    } catch {
      return;
    }
  }
}
