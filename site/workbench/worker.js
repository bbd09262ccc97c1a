// Runs Python in a thread of its own: loads it, then answers the calls of the page one after the other.

/** What the page shows while Python loads. */
const STEPS = ["Loading Python", "Loading the tools and the corpus", "Starting"];

/** @type {Promise<(name: string, given: string) => string> | undefined} */
let starting;

/** @param {number} step */
function report(step) {
  postMessage({ progress: step / STEPS.length, text: STEPS[step] });
}

/**
 * @param {string} folder  address of the folder with Pyodide and `blocquotes.zip`
 * @returns {Promise<(name: string, given: string) => string>}
 */
async function start(folder) {
  report(0);
  const zip = fetch(`${folder}blocquotes.zip`).then((answer) => {
    if (!answer.ok) throw new Error(`blocquotes.zip: ${answer.status}`);
    return answer.arrayBuffer();
  });
  const { loadPyodide } = await import(`${folder}pyodide.mjs`);
  const python = await loadPyodide({ indexURL: folder });
  report(1);
  python.unpackArchive(await zip, "zip", { extractDir: "/workbench" });
  report(2);
  return python.runPython(`
import sys
sys.path[:0] = ["/workbench/scripts", "/workbench/lib"]
from blocquotes.site import in_page
in_page.start("/workbench")
`);
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
