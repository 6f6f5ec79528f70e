/** Numbers as text: a twin of sij.live.numbers, so that no browser language changes a digit. */

export const MINUS = "\u2212";

/** @param {number} value @param {number} digits @returns {string} */
export function formatNumber(value, digits) {
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? MINUS + text : text;
}

/** The same with a plus sign when it is above zero as written. */
export function formatSigned(value, digits) {
  const text = formatNumber(value, digits);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}
