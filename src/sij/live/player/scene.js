/** Move, fade, recolour and re-letter parts of the pictures. Knows no anatomy. */
import { say } from "./dom.js";
import { fillTemplate } from "./words.js";

const IDENTITY = [1, 0, 0, 1, 0, 0];

/** First n, then m. */
export function multiply(m, n) {
  return [
    m[0] * n[0] + m[2] * n[1],
    m[1] * n[0] + m[3] * n[1],
    m[0] * n[2] + m[2] * n[3],
    m[1] * n[2] + m[3] * n[3],
    m[0] * n[4] + m[2] * n[5] + m[4],
    m[1] * n[4] + m[3] * n[5] + m[5],
  ];
}

export function invert([a, b, c, d, e, f]) {
  const size = a * d - b * c;
  return [d / size, -b / size, -c / size, a / size, (c * f - d * e) / size, (b * e - a * f) / size];
}

const variable = (name) => `var(--sij-${name.replaceAll("_", "-")})`;
const read = (source, values) => (typeof source === "string" ? values[source] : source);
// Rounding by hand: a picture asks for hundreds of these in a frame, and `toFixed` is slow.
const short = (number) => Math.round(number * 1000) / 1000;
const fine = (number) => Number(number.toFixed(6));

/** Turn about a point, stretch, then shift, in scene units. */
export function sceneMatrix(track, values) {
  const angle = (read(track.rotate_deg, values) * Math.PI) / 180;
  const scale = read(track.scale, values);
  const [ax, ay] = track.about.map((source) => read(source, values));
  const [mx, my] = track.move.map((source) => read(source, values));
  const [a, b] = [scale * Math.cos(angle), scale * Math.sin(angle)];
  return [a, b, -b, a, mx + ax - a * ax + b * ay, my + ay - b * ax - a * ay];
}

function transformTrack(track, values, picture) {
  const inScene = sceneMatrix(track, values);
  const matrix = multiply(multiply(picture.toSvg, inScene), picture.fromSvg);
  // As a style, not as an attribute: only then does a lifted group move without being painted again.
  return ["style.transform", `matrix(${matrix.map(fine).join(",")})`];
}

function pathTrack(track, values, picture) {
  const flat = track.table ? values[track.table] : track.points.flat();
  const numbers = flat.map((source) => read(source, values));
  const [a, b, c, d, e, f] = picture.toSvg;
  let text = "";
  for (let k = 0; k < numbers.length; k += 2) {
    const [x, y] = [numbers[k], numbers[k + 1]];
    text += `${k ? "L" : "M"}${short(a * x + c * y + e)} ${short(b * x + d * y + f)}`;
  }
  return ["d", text + (track.closed ? "Z" : "")];
}

function colourTrack(track, values) {
  const percent = short(100 * Math.min(Math.max(read(track.value, values), 0), 1));
  const mix = `color-mix(in oklab, ${variable(track.high)} ${percent}%, ${variable(track.low)})`;
  return [`style.${track.property}`, mix];
}

const KINDS = {
  transform: transformTrack,
  path: pathTrack,
  colour: colourTrack,
  opacity: (track, values) => ["style.opacity", String(short(read(track.value, values)))],
  show: (track, values) => ["shown", read(track.value, values) > 0.5],
  text: (track, values, _, spec) => ["textContent", fillTemplate(track.text, values, spec)],
};

/** matplotlib wraps an artist in a group: paths and texts live one level down. */
function innermost(node, kind) {
  const wanted = { path: "path", text: "text" }[kind];
  if (!wanted || node.localName === wanted) return node;
  return node.querySelector(wanted) ?? node;
}

const SHOWN = ".999";
const isLifted = (node) => node.style.willChange === "opacity";
const STOP = "[role=button]";
const holdsStops = (node) => node.matches(STOP) || Boolean(node.querySelector(STOP));

/**
 * What is hidden stays in place: to show it again takes no new layout. A part with a layer of its
 * own is faded, and so is one that is explained, because the keyboard must reach it. Shown, it is a
 * thousandth short of opaque, which no screen can tell: when a layer becomes, or stops being, wholly
 * opaque, browsers sort all layers of the page anew.
 */
function showPart(node, on) {
  if (isLifted(node) || holdsStops(node)) node.style.opacity = on ? SHOWN : "0";
  else node.style.visibility = on ? "" : "hidden";
  if (on) node.removeAttribute("aria-hidden");
  else node.setAttribute("aria-hidden", "true");
}

const isHidden = (node) => node.style.opacity === "0" || node.style.visibility === "hidden";

/** What is hidden is not hit. This costs a frame more than the showing, so it comes after it. */
function settleHits(node) {
  const settle = () => node.classList.toggle("sij-off", isHidden(node));
  requestAnimationFrame(() => setTimeout(settle));
}

function write(node, name, value) {
  if (name === "shown") {
    showPart(node, value);
    settleHits(node);
  } else if (name === "textContent") say(node, value);
  else if (name.startsWith("style.")) node.style.setProperty(name.slice(6), value);
  else {
    // A curve may be stored as a moved copy of another one: what is drawn anew stands by itself.
    if (name === "d") node.removeAttribute("transform");
    node.setAttribute(name, value);
  }
}

const HEAVY = 4;
const isLarge = (node) => node.querySelectorAll("path,text,use").length >= HEAVY;
const MOVING = ["path", "text", "transform"];
const movesWithin = (node, jobs) => jobs.some((job) =>
  MOVING.includes(job.track.kind) && job.node !== node && node.contains(job.node));

/**
 * A group that moves gets a layer of its own, and so does a large one that is switched and stands
 * still within: the rest need not be painted again. Layers have a price, too: each one that changes
 * its bounds makes browsers sort them all. So a small group has none, nor one whose parts move.
 */
function lift({ track, node }, _, jobs) {
  if (track.kind === "transform") node.style.willChange = "transform";
  if (track.kind !== "show") return;
  // A still picture is stored with the opacity of its start.
  node.style.opacity = "";
  if (isLarge(node) && !movesWithin(node, jobs)) node.style.willChange = "opacity";
}

/** One picture with its parts found once; `draw` writes only what changed. */
export class Scene {
  constructor(spec, svg, settings, prefix) {
    this.spec = spec;
    this.svg = svg;
    this.inSight = true;
    this.prefix = prefix;
    this.toSvg = settings.to_svg ?? IDENTITY;
    this.fromSvg = invert(this.toSvg);
    this.frames = Object.fromEntries(Object.entries(settings.frames ?? {})
      .map(([name, toSvg]) => [name, { toSvg, fromSvg: invert(toSvg) }]));
    this.mmPerUnit = settings.mm_per_unit;
    this.jobs = [...(spec.tracks ?? []), ...layerTracks(spec)].flatMap((track) =>
      track.parts.map((part) => ({ track, node: innermost(this.part(part), track.kind), last: "" })),
    );
    this.jobs.forEach(lift);
  }

  part(name) {
    const node = this.svg.querySelector(`[id="${this.prefix}${name}"]`);
    if (!node) throw new Error(`the picture has no part ${name}`);
    return node;
  }

  draw(values) {
    for (const job of this.jobs) {
      const units = job.track.frame ? this.frames[job.track.frame] : this;
      const [name, value] = KINDS[job.track.kind](job.track, values, units, this.spec);
      if (value === job.last) continue;
      job.last = value;
      write(job.node, name, value);
    }
  }

  /** Show the drawing at true size, given the screen's CSS pixels per millimetre. */
  showLifeSize(pixelsPerMm) {
    if (!this.mmPerUnit) return;
    const box = this.svg.viewBox.baseVal;
    this.svg.style.width = `${box.width * this.mmPerUnit * pixelsPerMm}px`;
    this.svg.style.maxWidth = "none";
  }
}

function layerTracks(spec) {
  return spec.controls
    .filter((control) => control.kind === "toggle" && control.parts)
    .map((control) => ({ kind: "show", parts: control.parts, value: control.id }));
}
