/** What the browser keeps for the learner, without an account: answers, pictures, the place. */

export const KEYS = {
  answers: "sij:v1:answers",
  figures: "sij:v1:figures",
  place: "sij:v1:place",
};
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

export const keepAnswer = (id, record) =>
  record.state === "not-attempted" ? true : merge(KEYS.answers, id, record);

/** Control values of one interactive, by trait value, or null. */
export const keptFigure = (name) => {
  const found = readKept(KEYS.figures)[name];
  return isObject(found) ? found : null;
};
export const keepFigure = (name, controls) => merge(KEYS.figures, name, controls);

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
  format: FORMAT, version: VERSION, answers: keptAnswers(), figures: readKept(KEYS.figures),
  place: keptPlace(),
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
  const figures = { ...(isObject(file.figures) ? file.figures : {}), ...readKept(KEYS.figures) };
  const stored = writeText(KEYS.answers, JSON.stringify(answers))
    && writeText(KEYS.figures, JSON.stringify(figures));
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
