/** A plan's calendar entries as files: iCalendar (RFC 5545) and a table (RFC 4180). */
import { dateAfter } from "./events.js";

const MOST_OCTETS = 75;
const LINE_END = "\r\n";
const PRODUCT = "-//sij//Sacroiliac joint course//EN";

const octets = (text) => new TextEncoder().encode(text).length;

/** A line in pieces of at most 75 octets; a letter is never cut, and a piece goes on after a space. */
function foldedLine(line) {
  const pieces = [""];
  for (const letter of line) {
    const last = pieces.length - 1;
    const room = MOST_OCTETS - (last ? 1 : 0);
    if (octets(pieces[last] + letter) > room) pieces.push(letter);
    else pieces[last] += letter;
  }
  return pieces.join(`${LINE_END} `);
}

const escapedText = (text) => text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r?\n/g, "\\n");

const compactDate = (date) => date.replaceAll("-", "");

/** All-day entries have dates and no hours, so that no clock change can move a day. */
function entryLines(entry, start, { stamp, revision }) {
  return [
    "BEGIN:VEVENT", `UID:${escapedText(entry.uid)}`, `DTSTAMP:${stamp}`, `SEQUENCE:${revision}`,
    `DTSTART;VALUE=DATE:${compactDate(dateAfter(start, entry.day))}`,
    `DTEND;VALUE=DATE:${compactDate(dateAfter(start, entry.day + 1))}`,
    `SUMMARY:${escapedText(entry.title)}`, `DESCRIPTION:${escapedText(entry.text)}`,
    "CLASS:PRIVATE", "TRANSP:TRANSPARENT", "END:VEVENT",
  ];
}

/**
 * A calendar file.
 * @param {object[]} entries as eventsOf() gives them
 * @param {string} start the date when the pain began, such as 2026-03-01
 * @param {{stamp: Date, revision: number}} made when it was made, and a number that grows from one
 *   plan to the next: a calendar then takes the later entry for the same uid
 */
export function calendarFile(entries, start, { stamp, revision }) {
  const utc = `${stamp.toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:${PRODUCT}`, "CALSCALE:GREGORIAN",
    ...entries.flatMap((entry) => entryLines(entry, start, { stamp: utc, revision })), "END:VCALENDAR"];
  return lines.map((line) => foldedLine(line) + LINE_END).join("");
}

const cell = (value) => `"${String(value).replaceAll('"', '""')}"`;

/** A table with a header; the date comes first, the rest is the model's. */
export function tableFile(entries, start, header) {
  const rows = entries.map((entry) => [dateAfter(start, entry.day), ...header.map((name) => entry[name])]);
  // The mark at the start tells spreadsheets that the letters are Unicode.
  return `\uFEFF${[["date", ...header], ...rows].map((row) => row.map(cell).join(",") + LINE_END).join("")}`;
}
