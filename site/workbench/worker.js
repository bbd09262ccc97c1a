// Runs Python in a thread of its own: loads it, then answers the calls of the page one after the other.
import { callOf, fromFiles, fromPicture } from "./boot.js";

/** What the page shows while Python loads. */
const STEPS = ["Loading Python", "Loading Python the slow way, since the quick one failed"];

/** @type {Promise<import("./boot.js").Call> | undefined} */
let starting;

/** @param {number} step */
function report(step) {
  postMessage({ progress: step / STEPS.length, text: STEPS[step] });
}

/** @param {string} address */
async function got(address) {
  const answer = await fetch(address);
  if (!answer.ok || !answer.body) throw new Error(`${address}: ${answer.status}`);
  return answer;
}

/** @param {Response} answer */
const bytesOf = async (answer) => new Uint8Array(await answer.arrayBuffer());

/**
 * @param {string} folder  address of the folder with Pyodide and what `compile-python.js` made
 * @returns {Promise<import("./boot.js").Call>}
 */
async function start(folder) {
  report(0);
  const picture = got(`${folder}memory.bin`)
    .then(({ body }) => new Response(/** @type {ReadableStream} */ (body).pipeThrough(new DecompressionStream("gzip"))))
    .then(bytesOf);
  const zip = got(`${folder}blocquotes.zip`).then(bytesOf);
  // An error is for the one that awaits them, and not for the console of a page that is left before.
  for (const wanted of [picture, zip]) wanted.catch(() => undefined);
  const [{ loadPyodide }, { default: createModule }] = await Promise.all([
    import(`${folder}pyodide.mjs`),
    import(`${folder}pyodide.asm.mjs`),
  ]);
  const options = { indexURL: folder };
  try {
    return callOf(await fromPicture({ loadPyodide, createModule }, options, picture, zip));
  } catch {
    // Pictures of memory are new in Pyodide, and an old browser cannot decompress them.
    report(1);
    return callOf(await fromFiles(loadPyodide, options, zip));
  }
}

addEventListener("message", async ({ data }) => {
  const { id, folder, name, given } = data;
  try {
    starting ??= start(folder);
    const call = await starting;
    postMessage({ id, answer: JSON.parse(call(name, JSON.stringify(given))) });
  } catch (error) {
    postMessage({ id, failed: error instanceof Error ? error.message : String(error) });
  }
});
