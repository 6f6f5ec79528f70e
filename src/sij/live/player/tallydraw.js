/** The picture of a predict screen: bars for the room, above them a lane for each study. */
import { svgPart } from "./svg.js";

const WIDE_REM = 34;
const LETTER_REM = 0.56;

/** The shape of a point tells who was measured, so that colour is not needed. */
const markShapes = {
  living: (x, y, r) => svgPart("circle", { cx: x, cy: y, r, class: "sij-tally-full" }),
  patients: (x, y, r) => svgPart("path", { d: `M${x} ${y - r * 1.25}l${r * 1.25} ${r * 1.25}l${-r * 1.25} ${r * 1.25}l${-r * 1.25} ${-r * 1.25}z`, class: "sij-tally-full" }),
  cadaver: (x, y, r) => svgPart("rect", { x: x - r, y: y - r, width: 2 * r, height: 2 * r, class: "sij-tally-hollow" }),
  pooled: (x, y, r) => svgPart("rect", { x: x - r, y: y - r, width: 2 * r, height: 2 * r, class: "sij-tally-full" }),
  model: (x, y, r) => svgPart("path", { d: `M${x} ${y - r * 1.2}l${r * 1.25} ${r * 2.2}h${-r * 2.5}z`, class: "sij-tally-hollow" }),
  article: (x, y, r) => svgPart("circle", { cx: x, cy: y, r, class: "sij-tally-hollow" }),
};

/** Where things lie, in the CSS pixels of the picture. */
function boardOf(spec, shown, width) {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  const wide = width >= WIDE_REM * rem;
  const inset = 0.5 * rem;
  const lane = 1.65 * rem;
  const top = shown ? spec.marks.length * lane + 0.6 * rem : 0.4 * rem;
  const bars = (shown ? 5 : 8) * rem;
  const across = (number) => inset + ((number - spec.low) / (spec.high - spec.low)) * (width - 2 * inset);
  return { rem, wide, lane, top, bars, base: top + bars, width, across, height: top + bars + 2.9 * rem };
}

function textAt(x, y, words, plan, name, anchor = "middle", scale = 0.95) {
  return svgPart("text", { x, y, "text-anchor": anchor, "font-size": scale * plan.rem, class: name }, words);
}

function barParts(spec, counts, plan) {
  const most = Math.max(3, ...counts);
  return counts.flatMap((count, place) => {
    const [left, right] = [plan.across(spec.edges[place]), plan.across(spec.edges[place + 1])];
    const tall = (count / most) * (plan.bars - 1.6 * plan.rem);
    const gap = Math.min(4, (right - left) * 0.06);
    if (!count) return [];
    return [svgPart("rect", { x: left + gap, y: plan.base - tall, width: right - left - 2 * gap, height: tall,
      class: "sij-tally-bar" }), textAt((left + right) / 2, plan.base - tall - 0.35 * plan.rem, String(count), plan,
      "sij-tally-count")];
  });
}

/** What the shapes mean, for the kinds that a screen has. */
export function tallyKey(spec) {
  const kinds = new Map(spec.marks.filter((mark) => mark.point !== null).map((mark) => [mark.kind, mark.kindWords]));
  return [...kinds].flatMap(([kind, words]) => {
    const picture = svgPart("svg", { viewBox: "0 0 20 20", class: "sij-tally-sign", "aria-hidden": "true" });
    picture.append(markShapes[kind](10, 10, 6));
    const item = document.createElement("span");
    item.append(picture, ` ${words}`);
    return [item];
  });
}

/** Numbers under the edges of the bins, as many as there is room for. */
function axisParts(spec, plan) {
  const each = plan.across(spec.edges[1]) - plan.across(spec.edges[0]);
  const longest = Math.max(...spec.edges.map((edge) => String(edge).length));
  const every = Math.max(1, Math.ceil(((longest + 1.5) * LETTER_REM * plan.rem) / each));
  const last = spec.edges.length - 1;
  const y = plan.base + 1.2 * plan.rem;
  const numbers = spec.edges.flatMap((edge, place) => {
    const x = plan.across(edge);
    const tick = svgPart("line", { x1: x, x2: x, y1: plan.base, y2: plan.base + 5, class: "sij-tally-axis" });
    if (place % every) return [tick];
    const anchor = place === 0 ? "start" : place === last ? "end" : "middle";
    return [tick, textAt(place === 0 ? 0 : place === last ? plan.width : x, y, String(edge), plan, "sij-tally-tick", anchor)];
  });
  return [svgPart("line", { x1: plan.across(spec.low), x2: plan.across(spec.high), y1: plan.base, y2: plan.base,
    class: "sij-tally-axis" }), ...numbers,
  textAt(plan.width / 2, plan.base + 2.5 * plan.rem, spec.unit, plan, "sij-tally-tick")];
}

/** The words of a mark stand where there is room: right of it, else left of it, else only its number. */
function markWords(mark, place, plan, ends) {
  const short = `${place + 1}. ${mark.words}`;
  const long = plan.wide ? [`${short}, ${mark.label} (${mark.cite})`, `${short}, ${mark.label}`] : [];
  const y = plan.lane * (place + 0.5) + 0.33 * plan.rem;
  const room = 0.8 * plan.rem;
  for (const words of [...long, short, `${place + 1}`]) {
    const length = words.length * LETTER_REM * plan.rem;
    if (ends[1] + room + length <= plan.width) return textAt(ends[1] + room, y, words, plan, "sij-tally-name", "start");
    if (ends[0] - room - length >= 0) return textAt(ends[0] - room, y, words, plan, "sij-tally-name", "end");
  }
  return textAt(plan.width, y, `${place + 1}`, plan, "sij-tally-name", "end");
}

function stretchParts(mark, y, plan) {
  if (mark.low === null) return [];
  const [left, right] = [plan.across(mark.low), plan.across(mark.high)];
  const name = `sij-tally-stretch${mark.kind === "article" ? " sij-tally-dashed" : ""}`;
  const cap = (x) => svgPart("line", { x1: x, x2: x, y1: y - 5, y2: y + 5, class: "sij-tally-stretch" });
  return [svgPart("line", { x1: left, x2: right, y1: y, y2: y, class: name }), cap(left), cap(right)];
}

function markParts(mark, place, plan) {
  const y = plan.lane * (place + 0.5);
  const points = [mark.point, mark.low, mark.high].filter((number) => number !== null).map(plan.across);
  const drops = (mark.point === null ? [mark.low, mark.high] : [mark.point]).map(plan.across).map((x) =>
    svgPart("line", { x1: x, x2: x, y1: y, y2: plan.base, class: "sij-tally-drop" }));
  const shape = mark.point === null ? [] : [markShapes[mark.kind](plan.across(mark.point), y, 0.38 * plan.rem)];
  return { drops, front: [...stretchParts(mark, y, plan), ...shape,
    markWords(mark, place, plan, [Math.min(...points), Math.max(...points)])] };
}

/**
 * The whole picture.
 * @param {object} spec the screen, @param {number[]} counts guesses in each bin
 * @param {boolean} shown whether the studies' marks are on, @param {number} width in CSS pixels
 */
export function tallyPicture(spec, counts, shown, width) {
  const plan = boardOf(spec, shown, width);
  const bars = barParts(spec, counts, plan);
  const marks = shown ? spec.marks.map((mark, place) => markParts(mark, place, plan)) : [];
  return svgPart("svg", { viewBox: `0 0 ${width} ${plan.height}`, width, height: plan.height, "aria-hidden": "true" },
    ...bars.filter((one) => one.tagName === "rect"), ...axisParts(spec, plan), ...marks.flatMap((one) => one.drops),
    ...bars.filter((one) => one.tagName === "text"), ...marks.flatMap((one) => one.front));
}
