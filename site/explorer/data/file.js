// A file of the release that is read in parts, by HTTP range requests.

/** Files up to this many bytes are fetched at once: one request costs more than the bytes that it saves. */
const SMALL = 1_000_000;

/**
 * A file for hyparquet. A server that ignores ranges sends all of the file, which is then kept.
 * @param {string} url
 * @param {number} byteLength
 * @returns {import("hyparquet").AsyncBuffer}
 */
export function remoteFile(url, byteLength) {
  /** @type {Promise<ArrayBuffer> | undefined} */
  let complete = byteLength <= SMALL ? fetched(url).then((answer) => answer.arrayBuffer()) : undefined;
  return {
    byteLength,
    async slice(start, end = byteLength) {
      if (complete) return (await complete).slice(start, end);
      const answer = await fetched(url, { Range: `bytes=${start}-${end - 1}` });
      if (answer.status === 206) return answer.arrayBuffer();
      complete = answer.arrayBuffer();
      return (await complete).slice(start, end);
    },
  };
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
