/** Put an interactive together in the page and keep it in step with its values. */
import { evaluateQuantities, evaluateTree } from "./evaluate.js";
import { describe, withUnit } from "./words.js";
import { Scene } from "./scene.js";
import { buildControl } from "./controls.js";
import { buildRegions } from "./regions.js";
import { wireAim } from "./aim.js";
import { buildPlay } from "./play.js";
import { settle, startValues } from "./state.js";
import { parseSvg } from "./svg.js";
import { h, say } from "./dom.js";

const QUIET_MS = 700;

/** The pictures' SVG elements: those already in the page, or made from the description's text. */
function pictureNodes(spec, host) {
  const there = host.querySelectorAll(":scope > .sij-static svg");
  return spec.pictures.map((picture, k) => there[k] ?? parseSvg(picture.svg));
}

function buildScenes(spec, nodes) {
  return nodes.map((svg, k) => {
    const busy = Boolean(spec.regions?.length);
    svg.setAttribute("role", busy ? "group" : "img");
    svg.setAttribute("aria-label", busy ? spec.title : spec.alt);
    return new Scene(spec, svg, spec.pictures[k], `${spec.name}-${k}-`);
  });
}

function buildReadouts(spec) {
  const cells = (spec.readouts ?? []).map((part) => {
    const number = h("output", { class: "sij-number" });
    const note = part.note ? h("span", { class: "sij-note" }, part.note) : "";
    const node = h("div", { class: "sij-readout" }, h("dt", {}, part.label), h("dd", {}, number, note));
    const show = (values) =>
      say(number, withUnit(values[part.id], part.digits ?? 1, part.unit));
    return { node, show };
  });
  const node = cells.length ? h("dl", { class: "sij-readouts" }, ...cells.map((cell) => cell.node)) : "";
  return { node, show: (values) => cells.forEach((cell) => cell.show(values)) };
}

/** What stands behind it, for students: the page's own, which may be open already, or a new one. */
function deeperNode(spec, host) {
  if (!spec.deeper) return "";
  return host.querySelector(":scope > .sij-deeper") ?? h("details", { class: "sij-deeper" },
    h("summary", {}, "For students: how this is worked out"), h("p", {}, spec.deeper));
}

/** One running interactive. `listen` hears `(id, value, values, final)` after each change. */
export class Player {
  constructor(spec, host, listen = () => {}) {
    this.spec = spec;
    this.listen = listen;
    this.controls = startValues(spec);
    for (const part of spec.controls) {
      if (part.kind === "calibrate") this.controls[`${part.id}_matched`] = 0;
    }
    const nodes = pictureNodes(spec, host);
    this.scenes = buildScenes(spec, nodes);
    this.build(host, nodes);
    this.draw();
    this.fields.forEach((field) => field.ready?.());
    if (this.scenes.length > 1) this.watchRoom(host);
    host.sij = this;
    host.dataset.ready = "true";
  }

  build(host, nodes) {
    const { spec } = this;
    this.fields = spec.controls.map((part) =>
      buildControl(part, (value, final) => this.change(part.id, value, final),
        (name, value) => this.setOther(name, value)));
    this.readouts = buildReadouts(spec);
    this.description = h("p", { class: "sij-description" });
    this.announcer = h("p", { class: "sij-sr", role: "status" });
    const frames = nodes.map((svg, k) =>
      h("div", { class: `sij-picture sij-room-${spec.pictures[k].room ?? "any"}` }, svg));
    this.regions = buildRegions(spec, this.scenes, this.layers());
    wireAim(spec, this.scenes, (id, value, final) => this.change(id, value, final));
    const stage = h("div", { class: "sij-stage" }, ...frames, this.playBar(),
      this.description, ...this.regions.nodes);
    const panel = h("div", { class: "sij-panel" },
      ...this.fields.map((field) => field.node), this.readouts.node, this.resetButton());
    // In the order in which they are seen, so that Tab follows the eye.
    const parts = spec.stacked ? [panel, stage] : [stage, panel];
    const body = h("div", { class: "sij-body" }, ...parts);
    const script = host.querySelector(":scope > script");
    // Below the controls: opened, it must not push them away from the picture.
    const told = [body, deeperNode(spec, host), this.announcer].filter(Boolean);
    host.replaceChildren(h("p", { class: "sij-title" }, spec.title), ...told);
    if (script) host.append(script);
    host.classList.toggle("sij-stacked", Boolean(spec.stacked));
    host.classList.toggle("sij-exact", Boolean(spec.finder));
    host.setAttribute("role", "group");
    host.setAttribute("aria-label", spec.title);
  }

  /** What the parts of the picture may ask about layers: a part without one is always there. */
  layers() {
    return {
      isOn: (id) => !id || this.controls[id] > 0.5,
      turnOn: (id) => id && this.controls[id] <= 0.5 && this.change(id, 1),
    };
  }

  playBar() {
    const { play } = this.spec;
    if (!play) return "";
    const control = this.spec.controls.find((part) => part.id === play.control);
    this.player = buildPlay(play, control, () => this.controls[play.control],
      (value, final) => this.change(play.control, value, final, true));
    return this.player.node;
  }

  resetButton() {
    this.again = h("button", { type: "button", class: "sij-again", onclick: () => this.reset() },
      "Start again");
    return h("p", {}, this.again);
  }

  /** Back to how the picture first stood; a matched screen stays matched. */
  reset() {
    this.player?.stop();
    const start = startValues(this.spec);
    this.set(Object.fromEntries(this.movable().map(({ id }) => [id, start[id]])));
    this.announceSoon();
    this.listen(this.controls, true);
  }

  movable() {
    return this.spec.controls.filter((part) => part.kind !== "calibrate");
  }

  /** Whether any control stands elsewhere than at first. */
  moved() {
    const start = startValues(this.spec);
    return this.movable().some(({ id }) => this.controls[id] !== start[id]);
  }

  /** The reader (or the play button) moved a control. */
  change(id, value, final = true, playing = false) {
    if (!playing) this.player?.stop();
    const before = this.controls;
    this.controls = settle(this.spec, before, id, value);
    // A slider that is let go says once more where it already is.
    if (Object.keys(this.controls).some((name) => this.controls[name] !== before[name])) this.draw();
    this.announceSoon();
    this.listen(this.controls, final);
  }

  /** Someone else set several controls at once (a kernel, a stored state). */
  set(values) {
    for (const [id, value] of Object.entries(values)) {
      this.controls = settle(this.spec, this.controls, id, value);
    }
    Object.assign(this.controls, values);
    this.draw();
  }

  setOther(name, value) {
    if (this.controls[name] === value) return;
    this.controls = { ...this.controls, [name]: value };
    if (this.fields) this.draw();
  }

  draw() {
    this.values = evaluateQuantities(this.spec.quantities ?? [], this.controls);
    this.scenes.filter((scene) => scene.inSight).forEach((scene) => this.drawScene(scene));
    this.fields.forEach((field, k) => this.showField(field, this.spec.controls[k]));
    this.readouts.show(this.values);
    this.regions.refresh();
    say(this.description, describe(this.spec, this.values));
  }

  drawScene(scene) {
    scene.draw(this.values);
    if (this.spec.life_size) scene.showLifeSize(this.values[this.spec.life_size]);
  }

  /** Only the drawing for this width is kept up to date; the other one when its turn comes. */
  watchRoom(host) {
    const look = (all) => this.scenes.forEach((scene) => {
      const before = scene.inSight;
      scene.inSight = all || scene.svg.checkVisibility();
      if (scene.inSight && !before) this.drawScene(scene);
    });
    new ResizeObserver(() => look(false)).observe(host);
    addEventListener("beforeprint", () => look(true));
    addEventListener("afterprint", () => look(false));
  }

  showField(field, control) {
    field.show(this.controls[control.id]);
    const away = control.when !== undefined && evaluateTree(control.when, this.values) <= 0.5;
    if (field.node.hidden !== away) field.node.hidden = away;
  }

  announceSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => say(this.announcer, this.description.textContent), QUIET_MS);
  }
}

/** Mount, or leave the static picture in place and say so. */
export function mountSafely(spec, host, listen) {
  try {
    return new Player(spec, host, listen);
  } catch (error) {
    host.dataset.ready = "failed";
    if (!host.querySelector(".sij-static, .sij-body")) {
      host.append(h("img", { alt: spec?.alt ?? "", class: "sij-still",
        src: `data:image/svg+xml,${encodeURIComponent(spec?.pictures?.[0]?.svg ?? "<svg/>")}` }));
    }
    host.append(h("p", { class: "sij-broken", role: "status" },
      "This picture cannot move in your browser, so you see it standing still. ",
      `(${error.message})`));
    return null;
  }
}
