// Places in the text: code points, words and marks.
/** @import { Place } from "./types.js" */

/** A text as code points, in which Python counts; a string of JavaScript counts some characters twice. */
export class Text {
  /** @param {string} text */
  constructor(text) {
    this.points = Array.from(text);
  }

  /** @param {Place} place */
  words([start, end]) {
    return this.points.slice(start, end).join("");
  }

  /** @param {number} at */
  isWord(at) {
    return /[\p{L}\p{N}\p{M}_]/u.test(this.points[at] ?? "");
  }

  /** @param {number} at */
  isSpace(at) {
    return /\s/u.test(this.points[at] ?? "");
  }

  /**
   * The first place of some words, capital letters or not.
   * @param {string} words
   * @returns {Place | undefined}
   */
  placeOf(words) {
    const text = this.points.join("");
    const found = new RegExp(words.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"), "iu").exec(text);
    if (!found || !words) return undefined;
    const start = Array.from(text.slice(0, found.index)).length;
    return [start, start + Array.from(found[0]).length];
  }

  /**
   * The place without white space at its edges; nothing if it is only white space.
   * @param {Place} place
   * @returns {Place | undefined}
   */
  trimmed([start, end]) {
    while (start < end && this.isSpace(start)) start += 1;
    while (end > start && this.isSpace(end - 1)) end -= 1;
    return start < end ? [start, end] : undefined;
  }

  /**
   * The place without white space at its edges, extended to complete words; nothing if it is only white space.
   * @param {Place} place
   * @returns {Place | undefined}
   */
  snapped(place) {
    const found = this.trimmed(place);
    if (!found) return undefined;
    let [start, end] = found;
    while (this.isWord(start) && this.isWord(start - 1)) start -= 1;
    while (this.isWord(end) && this.isWord(end - 1)) end += 1;
    return [start, end];
  }

  /**
   * Where an edge of a place is after a step of one word or one mark, inside an area.
   * @param {Place} place
   * @param {0 | 1} edge  0 for the start, 1 for the end
   * @param {-1 | 1} by
   * @param {Place} area
   * @returns {Place}
   */
  stepped(place, edge, by, area) {
    let at = place[edge];
    const next = () => (by > 0 ? at : at - 1);
    const inside = () => next() >= area[0] && next() < area[1];
    while (inside() && this.isSpace(next())) at += by;
    const isWord = this.isWord(next());
    do at += inside() ? by : 0;
    while (inside() && isWord && this.isWord(next()));
    // The end of the step is an edge of words, so white space is left outside.
    const outward = edge === 0 ? 1 : -1;
    while (this.isSpace(edge === 0 ? at : at - 1) && at > area[0] && at < area[1]) at += outward;
    /** @type {Place} */
    const moved = edge === 0 ? [at, place[1]] : [place[0], at];
    return moved[0] < moved[1] ? moved : place;
  }

  /**
   * The paragraphs of an area, without the line breaks between them.
   * @param {Place} area
   * @returns {Place[]}
   */
  paragraphs([start, end]) {
    /** @type {Place[]} */
    const found = [];
    let from = start;
    for (let at = start; at <= end; at += 1) {
      if (at < end && this.points[at] !== "\n" && this.points[at] !== "\r") continue;
      if (this.words([from, at]).trim()) found.push([from, at]);
      from = at + 1;
    }
    return found;
  }
}

/**
 * A marked place; `rank` says what is outside where two overlap: a lower one is. `grip` is the position of the stretch
 * in its quote if its borders can be dragged.
 * @typedef {{place: Place, rank: number, className: string, quote?: string, number?: number, grip?: number}} Mark
 */

/**
 * A stretch of text, or a mark around parts.
 * @typedef {{text: string, start: number} | {mark: Mark, begins: boolean, ends: boolean, parts: Piece[]}} Piece
 */

/**
 * Splits the marks in an area at all their borders, so that overlapping marks become nested elements.
 * @param {Text} text
 * @param {Place} area
 * @param {Mark[]} marks
 * @returns {Piece[]}
 */
export function pieces(text, area, marks) {
  const inside = marks
    .filter(({ place }) => place[0] < area[1] && area[0] < place[1])
    .sort((a, b) => a.rank - b.rank || a.place[0] - b.place[0] || b.place[1] - a.place[1]);
  const within = inside.flatMap(({ place }) => place).filter((at) => at > area[0] && at < area[1]);
  const cuts = [...new Set([area[0], ...within, area[1]])].sort((a, b) => a - b);
  /** @type {Piece[]} */
  const root = [];
  /** @type {{mark: Mark, begins: boolean, ends: boolean, parts: Piece[]}[]} */
  let open = [];
  for (const [i, start] of cuts.slice(0, -1).entries()) {
    const end = cuts[i + 1];
    const wanted = inside.filter(({ place }) => place[0] < end && start < place[1]);
    const differs = open.findIndex(({ mark }, depth) => mark !== wanted[depth]);
    open = open.slice(0, differs < 0 ? open.length : differs);
    for (const mark of wanted.slice(open.length)) {
      /** @type {Piece[]} */
      const parts = [];
      const piece = { mark, begins: mark.place[0] === start, ends: false, parts };
      (open.at(-1)?.parts ?? root).push(piece);
      open.push(piece);
    }
    (open.at(-1)?.parts ?? root).push({ text: text.words([start, end]), start });
    for (const piece of open) piece.ends = piece.mark.place[1] === end;
  }
  return root;
}

/**
 * The place of the selection in a paragraph of the text; nothing if it is not inside one region.
 * @param {Selection | null} selection
 * @returns {{place: Place, region: number} | undefined}
 */
export function selectedPlace(selection) {
  if (!selection?.rangeCount) return undefined;
  const range = selection.getRangeAt(0);
  const start = pointOf(range.startContainer, range.startOffset);
  const end = pointOf(range.endContainer, range.endOffset);
  if (!start || !end || start.region !== end.region) return undefined;
  return { place: [start.at, end.at], region: start.region };
}

/**
 * The place of a point of the page; nothing if it is not in the text.
 * @param {Node} node
 * @param {number} offset
 * @returns {{at: number, region: number} | undefined}
 */
export function pointOf(node, offset) {
  const element = node instanceof Element ? node : node.parentElement;
  const paragraph = element?.closest("p[data-start]");
  const region = element?.closest("[data-region]");
  if (!(paragraph instanceof HTMLElement) || !(region instanceof HTMLElement)) return undefined;
  const before = document.createRange();
  before.setStart(paragraph, 0);
  before.setEnd(node, offset);
  const at = Number(paragraph.dataset.start) + Array.from(before.toString()).length;
  return { at, region: Number(region.dataset.region) };
}

/**
 * The place in the text under a point of the window.
 * @param {number} x
 * @param {number} y
 * @returns {{at: number, region: number} | undefined}
 */
export function pointAt(x, y) {
  const found = document.caretPositionFromPoint?.(x, y);
  if (found) return pointOf(found.offsetNode, found.offset);
  // Browsers of before 2025 have only the older name.
  const range = /** @type {any} */ (document).caretRangeFromPoint?.(x, y);
  return range ? pointOf(range.startContainer, range.startOffset) : undefined;
}
