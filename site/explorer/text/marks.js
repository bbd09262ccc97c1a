// Marks that overlap in a text, split at all their borders, so that they become well-nested elements. It does what
// `preview/marked_text.py` does.

/**
 * @typedef {object} Mark
 * @property {number} start
 * @property {number} end
 * @property {"content" | "cue" | "source" | "mention" | "evidence"} kind
 * @property {any} about  what is shown at its start
 * @property {boolean} first  whether it is the first stretch of its annotation
 * @property {number} lane  separates quotes that overlap
 *
 * @typedef {object} Node  a stretch of text, or a mark with what is in it
 * @property {string} [text]
 * @property {Mark} [mark]
 * @property {boolean} [begins]  whether the mark begins here, and was not interrupted by another
 * @property {Node[]} children
 */

/** How deep a kind is: where two meet, the lower rank is outside. Names are links, so innermost. */
const RANKS = { evidence: 1, content: 2, cue: 3, source: 4, mention: 5 };

/** The last lane with a line of its own in the style sheet. */
const DEEPEST = 5;

/**
 * @param {Mark} a
 * @param {Mark} b
 */
function byOrder(a, b) {
  return RANKS[a.kind] - RANKS[b.kind] || b.lane - a.lane || a.start - b.start || b.end - a.end;
}

/**
 * The text between two offsets, with its marks.
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @param {Mark[]} marks
 */
export function nested(text, start, end, marks) {
  const inside = marks.filter((mark) => mark.start < end && mark.end > start).sort(byOrder);
  const borders = [start, end, ...inside.flatMap((mark) => [mark.start, mark.end])];
  const cuts = [...new Set(borders.filter((at) => at >= start && at <= end))].sort((a, b) => a - b);
  /** @type {Node} */
  const root = { children: [] };
  /** @type {Node[]} */
  let stack = [];
  for (let i = 0; i + 1 < cuts.length; i++) {
    const [from, to] = [cuts[i], cuts[i + 1]];
    const wanted = inside.filter((mark) => mark.start < to && mark.end > from);
    const kept = stack.findIndex(({ mark }, place) => mark !== wanted[place]);
    stack = stack.slice(0, kept < 0 ? stack.length : kept);
    for (const mark of wanted.slice(stack.length)) {
      const node = { mark, begins: mark.start === from, children: [] };
      (stack.at(-1) ?? root).children.push(node);
      stack.push(node);
    }
    (stack.at(-1) ?? root).children.push({ text: text.slice(from, to), children: [] });
  }
  return root.children;
}

/**
 * A lane for each quote: those that share a character have different lanes, longer ones further out.
 * @param {{start: number, end: number}[][]} contents  the spans of each quote
 */
export function lanes(contents) {
  const length = (/** @type {number} */ i) => contents[i].reduce((sum, { start, end }) => sum + end - start, 0);
  const order = contents.map((_, i) => i).sort((a, b) => length(a) - length(b) || b - a);
  /** @type {number[]} */
  const found = new Array(contents.length).fill(0);
  order.forEach((i, place) => {
    const met = order.slice(0, place).filter((other) => meet(contents[i], contents[other]));
    found[i] = Math.min(DEEPEST, 1 + Math.max(-1, ...met.map((other) => found[other])));
  });
  return found;
}

/**
 * @param {{start: number, end: number}[]} a
 * @param {{start: number, end: number}[]} b
 */
function meet(a, b) {
  return a.some((one) => b.some((other) => one.start < other.end && other.start < one.end));
}

/**
 * The stretches between line breaks, blank ones left out.
 * @param {string} text
 * @param {number} start
 * @param {number} end
 */
export function paragraphs(text, start, end) {
  const found = [];
  let at = start;
  for (const line of text.slice(start, end).split("\n")) {
    if (line.trim()) found.push({ start: at, end: at + line.length });
    at += line.length + 1;
  }
  return found;
}
