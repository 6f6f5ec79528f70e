/** Named numbers from control values: a twin of sij.live.evaluate and sij.live.expression. */

const radians = (degrees) => (degrees * Math.PI) / 180;

const OPERATIONS = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => (b ? a / b : 0),
  neg: (a) => -a,
  abs: Math.abs,
  sqrt: (a) => (a > 0 ? Math.sqrt(a) : 0),
  hypot: Math.hypot,
  exp: Math.exp,
  ln: (a) => (a > 0 ? Math.log(a) : -Infinity),
  sind: (a) => Math.sin(radians(a)),
  cosd: (a) => Math.cos(radians(a)),
  min: Math.min,
  max: Math.max,
  floor: Math.floor,
  lt: (a, b) => Number(a < b),
  le: (a, b) => Number(a <= b),
  gt: (a, b) => Number(a > b),
  ge: (a, b) => Number(a >= b),
  eq: (a, b) => Number(a === b),
  both: (a, b) => Number(Boolean(a) && Boolean(b)),
  either: (a, b) => Number(Boolean(a) || Boolean(b)),
  choose: (test, yes, no) => (test ? yes : no),
};

const compiled = new WeakMap();

/** An expression as a function of the named values: walked once, then only called. */
function compile(tree) {
  if (typeof tree === "string") return (values) => values[tree];
  if (!Array.isArray(tree)) return () => tree;
  const known = compiled.get(tree);
  if (known) return known;
  const operation = OPERATIONS[tree[0]];
  const [one, two, ...rest] = tree.slice(1).map(compile);
  let run;
  if (rest.length) run = (values) => operation(...[one, two, ...rest].map((part) => part(values)));
  else if (two) run = (values) => operation(one(values), two(values));
  else run = (values) => operation(one(values));
  compiled.set(tree, run);
  return run;
}

/** A nested-list expression's value. */
export const evaluateTree = (tree, values) => compile(tree)(values);

function bracket(axis, at) {
  let index = 0;
  while (index < axis.length - 2 && axis[index + 1] <= at) index += 1;
  const share = (at - axis[index]) / (axis[index + 1] - axis[index]);
  return [index, Math.min(Math.max(share, 0), 1)];
}

/** A table's numbers, piecewise multilinear, held at the ends. */
export function interpolate(table, values) {
  const size = table.size ?? 1;
  const brackets = table.axes.map((axis, k) => bracket(axis, values[table.inputs[k]]));
  const result = new Array(size).fill(0);
  for (let corner = 0; corner < 1 << brackets.length; corner += 1) {
    let weight = 1;
    let offset = 0;
    brackets.forEach(([index, share], k) => {
      const side = (corner >> k) & 1;
      weight *= side ? share : 1 - share;
      offset = offset * table.axes[k].length + index + side;
    });
    if (weight === 0) continue;
    for (let k = 0; k < size; k += 1) result[k] += weight * table.values[offset * size + k];
  }
  return result;
}

/** All named numbers; tables of several numbers come as arrays. */
export function evaluateQuantities(parts, controls) {
  const values = { ...controls };
  for (const part of parts) {
    if (part.tree !== undefined) values[part.id] = evaluateTree(part.tree, values);
    else {
      const numbers = interpolate(part, values);
      values[part.id] = numbers.length === 1 ? numbers[0] : numbers;
    }
  }
  return values;
}
