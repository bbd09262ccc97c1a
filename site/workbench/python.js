// Calls Python in its worker.

/** @typedef {(progress: number, text: string) => void} OnProgress */

/**
 * A message for the user: Python refused a text or a change, in the words of the command.
 */
export class Refused extends Error {}

/**
 * Starts the worker.
 * @param {string} script  address of the worker's script, from the page
 * @param {string} folder  address of the folder with Pyodide, from the page
 * @param {OnProgress} onProgress
 * @returns {(name: string, given: object) => Promise<any>}
 */
export function startPython(script, folder, onProgress) {
  const worker = new Worker(trusted(script), { type: "module" });
  /** @type {Map<number, {resolve: (answer: any) => void, reject: (error: Error) => void}>} */
  const waiting = new Map();
  let last = 0;
  worker.addEventListener("message", ({ data }) => {
    if (data.id === undefined) {
      onProgress(data.progress, data.text);
      return;
    }
    const caller = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.failed !== undefined) caller?.reject(new Error(data.failed));
    else if (data.answer.refused !== undefined) caller?.reject(new Refused(data.answer.refused));
    else caller?.resolve(data.answer);
  });
  worker.addEventListener("error", (event) => {
    const error = new Error(event.message || "The worker that runs Python could not be started.");
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  });
  return (name, given) =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      worker.postMessage({ id: last, folder: new URL(folder, document.baseURI).href, name, given });
    });
}

/**
 * The address of the worker. A worker from a `blob:` address is under the policy of this page, which lets nothing out;
 * one from a file would be under no policy, since a file server sends none.
 * @param {string} script
 * @returns {string}
 */
function trusted(script) {
  const source = `import ${JSON.stringify(new URL(script, document.baseURI).href)};`;
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const types = /** @type {any} */ (window).trustedTypes;
  if (!types) return address;
  return types.createPolicy("workbench", { createScriptURL: () => address }).createScriptURL(address);
}
