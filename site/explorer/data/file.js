// A file of the release that is read in parts, by HTTP range requests.

/** Files up to this many bytes are fetched at once: one request costs more than the bytes that it saves. */
const SMALL = 1_000_000;

/** Short ranges are read as parts of blocks, since the columns of a row lie beside each other. */
const BLOCK = 1 << 18;

/** So many blocks are kept. */
const MOST_KEPT = 64;

/**
 * A file for hyparquet. A server that ignores ranges sends all of the file, which is then kept.
 * @param {string} url
 * @param {number} byteLength
 * @returns {import("hyparquet").AsyncBuffer}
 */
export function remoteFile(url, byteLength) {
  /** @type {Promise<ArrayBuffer> | undefined} */
  let complete = byteLength <= SMALL ? fetched(url).then((answer) => answer.arrayBuffer()) : undefined;
  /** @type {Map<number, Promise<ArrayBuffer>>} */
  const blocks = new Map();

  /**
   * @param {number} start
   * @param {number} end
   */
  const part = async (start, end) => {
    if (complete) return (await complete).slice(start, end);
    const answer = await fetched(url, { Range: `bytes=${start}-${end - 1}` });
    if (answer.status === 206) return answer.arrayBuffer();
    complete = answer.arrayBuffer();
    return (await complete).slice(start, end);
  };

  /** @param {number} number */
  const block = (number) => {
    const found = blocks.get(number) ?? part(number * BLOCK, Math.min(byteLength, (number + 1) * BLOCK));
    // The block that was used last comes last.
    blocks.delete(number);
    blocks.set(number, found);
    if (blocks.size > MOST_KEPT) blocks.delete(/** @type {number} */ (blocks.keys().next().value));
    return found;
  };

  return {
    byteLength,
    async slice(start, end = byteLength) {
      if (complete || end - start > BLOCK) return part(start, end);
      const first = Math.floor(start / BLOCK);
      const last = Math.floor((end - 1) / BLOCK);
      if (first === last) return (await block(first)).slice(start - first * BLOCK, end - first * BLOCK);
      const halves = await Promise.all([block(first), block(last)]);
      return joined(halves[0].slice(start - first * BLOCK), halves[1].slice(0, end - last * BLOCK));
    },
  };
}

/**
 * @param {ArrayBuffer} a
 * @param {ArrayBuffer} b
 */
function joined(a, b) {
  const both = new Uint8Array(a.byteLength + b.byteLength);
  both.set(new Uint8Array(a));
  both.set(new Uint8Array(b), a.byteLength);
  return both.buffer;
}

/**
 * @param {string} url
 * @param {Record<string, string>} [headers]
 */
async function fetched(url, headers = {}) {
  const answer = await fetch(url, { headers });
  if (!answer.ok) throw new Error(`${url} could not be loaded: the server answered ${answer.status}`);
  return answer;
}
