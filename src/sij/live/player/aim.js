/** Point at the picture to set two sliders; the sliders stay the keyboard's way. */
import { onStep } from "./controls.js";

/** Where an event lies in the drawing's scene, or nothing while the drawing has no size. */
export function scenePoint(scene, event) {
  const matrix = scene.svg.getScreenCTM();
  if (!matrix) return null;
  const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
  const [a, b, c, d, e, f] = scene.fromSvg;
  return [a * at.x + c * at.y + e, b * at.x + d * at.y + f];
}

/** Wire the pictures; `change(id, value, final)` hears each of the two. */
export function wireAim(spec, scenes, change) {
  if (!spec.aim) return;
  const controls = ["x", "y"].map((axis) => spec.controls.find((part) => part.id === spec.aim[axis]));
  scenes.forEach((scene) => {
    const aimAt = (event, final) => {
      const point = scenePoint(scene, event);
      if (point) controls.forEach((control, k) => change(control.id, onStep(control, point[k]), final));
    };
    scene.svg.classList.add("sij-aim");
    scene.svg.setAttribute("aria-label", spec.aim.label);
    scene.svg.addEventListener("click", (event) => aimAt(event, true));
    scene.svg.addEventListener("pointermove", (event) => {
      if (event.pointerType === "mouse" && event.buttons === 1) aimAt(event, false);
    });
  });
}
