// Offsets of the corpus count Unicode code points; JavaScript counts UTF-16 units.

/**
 * A function from an offset in code points to one in UTF-16 units of the same text.
 * @param {string} text
 * @returns {(offset: number) => number}
 */
export function toUnits(text) {
  /** @type {number[]} */
  const pairs = [];
  let points = 0;
  for (let at = 0; at < text.length; points++) {
    const isPair = /** @type {number} */ (text.codePointAt(at)) > 0xffff;
    if (isPair) pairs.push(points);
    at += isPair ? 2 : 1;
  }
  if (!pairs.length) return (offset) => offset;
  return (offset) => offset + pairs.filter((place) => place < offset).length;
}
