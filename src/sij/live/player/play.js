/** A play button that sweeps one control, with step buttons beside it. */
import { h, say, reducedMotion } from "./dom.js";
import { onStep } from "./controls.js";

/** Where the sweep is after `share` (0 to 1) of its time: straight lines between the stops. */
export function sweep(stops, share) {
  const at = Math.min(Math.max(share, 0), 1) * (stops.length - 1);
  const index = Math.min(Math.floor(at), stops.length - 2);
  return stops[index] + (stops[index + 1] - stops[index]) * (at - index);
}

function nearestStop(stops, value) {
  const gaps = stops.map((stop) => Math.abs(stop - value));
  return gaps.indexOf(Math.min(...gaps));
}

/** Build the bar; `current()` reads the control and `change(value, final)` sets it. */
export function buildPlay(play, control, current, change) {
  let running = 0;
  let place = -1;
  const label = () => (running ? "Pause" : play.label);
  const button = h("button", { type: "button", class: "sij-button sij-play", onclick: () => toggle() },
    play.label);
  const stop = () => {
    if (running) cancelAnimationFrame(running);
    running = 0;
    say(button, label());
  };
  const step = (sign) => {
    stop();
    if (place < 0 || play.stops[place] !== current()) {
      place = nearestStop(play.stops, current());
    }
    place = (place + sign + play.stops.length) % play.stops.length;
    change(onStep(control, play.stops[place]), true);
  };
  const run = () => {
    const began = performance.now();
    const frame = (now) => {
      const share = (now - began) / (play.seconds * 1000);
      change(onStep(control, sweep(play.stops, share)), share >= 1);
      running = share < 1 ? requestAnimationFrame(frame) : 0;
      say(button, label());
    };
    running = requestAnimationFrame(frame);
    say(button, label());
  };
  // With reduced motion nothing sweeps: each press shows the next stop.
  const toggle = () => (reducedMotion() ? step(1) : running ? stop() : run());
  const node = h("div", { class: "sij-row sij-playbar" }, button,
    h("button", { type: "button", class: "sij-button", onclick: () => step(-1) }, "Step back"),
    h("button", { type: "button", class: "sij-button", onclick: () => step(1) }, "Step on"));
  return { node, stop };
}
