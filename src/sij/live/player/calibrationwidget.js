/** The anywidget side of a calibration picture. */
import { calibrationSafely } from "./calibration.js";

function renderCalibration({ model, el }) {
  const host = document.createElement("section");
  host.className = "sij-live sij-calib";
  el.append(host);
  calibrationSafely(model.get("sheet"), host);
}

export default { render: renderCalibration };
