import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { remoteFile } from "../data/file.js";

const CONTENT = Uint8Array.from({ length: 3_000_000 }, (_, i) => (i * 31) % 251);

/**
 * Serves the content while a test runs, with or without ranges, and counts the requests.
 * @param {boolean} hasRanges
 * @param {(url: string, asked: string[]) => Promise<void>} run
 */
async function served(hasRanges, run) {
  /** @type {string[]} */
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.headers.range ?? "all");
    const range = hasRanges && /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? "");
    if (request.url === "/missing") response.writeHead(404).end();
    else if (range) response.writeHead(206).end(CONTENT.subarray(Number(range[1]), Number(range[2]) + 1));
    else response.writeHead(200).end(CONTENT);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(null)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  try {
    await run(`http://127.0.0.1:${port}/`, asked);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/** Ranges in one block, across two, at the end, and long ones. */
const RANGES = [
  [0, 10],
  [5, 200_000],
  [262_100, 262_200],
  [262_144, 524_288],
  [100_000, 900_000],
  [2_999_990, 3_000_000],
];

for (const hasRanges of [true, false]) {
  test(`a file is read in parts, ${hasRanges ? "with" : "without"} ranges`, () =>
    served(hasRanges, async (url, asked) => {
      const file = remoteFile(url, CONTENT.length);
      for (const [start, end] of [...RANGES, ...RANGES]) {
        assert.deepEqual(new Uint8Array(await file.slice(start, end)), CONTENT.slice(start, end));
      }
      assert.equal((await file.slice(2_999_000)).byteLength, 1_000);
      assert.ok(hasRanges ? asked.length <= 6 && !asked.includes("all") : asked.length === 1, `${asked}`);
    }));
}

test("a small file is asked for once, and a missing one is an error", () =>
  served(true, async (url, asked) => {
    const file = remoteFile(url, 1_000);
    await file.slice(0, 10);
    await file.slice(5, 20);
    assert.deepEqual(asked, ["all"]);
    await assert.rejects(async () => remoteFile(`${url}missing`, 2_000_000).slice(0, 5), /the server answered 404/);
  }));
