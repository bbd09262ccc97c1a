// Starts the Python of the workbench: from a picture of its memory, or from its files.
import { unzipSync } from "fflate";

/** @typedef {(name: string, given: string) => string} Call */

/** The parts of Pyodide that are used here. */
/** @typedef {{loadPyodide: (options: object) => Promise<any>, createModule: (settings: any) => Promise<any>}} Loader */

/** The folder of Python in which the ZIP is unpacked. */
const FOLDER = "/workbench";

/** The function of `in_page` that answers calls is kept under this name, by which it is found in a picture. */
const NAME = "answer_call";

const START = `
import sys
sys.path[:0] = ["${FOLDER}/scripts", "${FOLDER}/lib"]
from blocquotes.site import in_page
${NAME} = in_page.start("${FOLDER}")
`;

/**
 * Puts the files of a ZIP where Python finds them.
 * @param {any} python
 * @param {Uint8Array} zip
 */
function unpack(python, zip) {
  /** @type {Set<string>} */
  const folders = new Set();
  for (const [name, data] of Object.entries(unzipSync(zip))) {
    const path = `${FOLDER}/${name}`;
    const folder = path.slice(0, path.lastIndexOf("/"));
    // To find out that a folder exists takes Pyodide longer than anything else here.
    if (!folders.has(folder)) python.FS.mkdirTree(folder);
    folders.add(folder);
    python.FS.writeFile(path, data, { canOwn: true });
  }
}

/**
 * Python from its files: all modules are loaded, and the corpus is read.
 * @param {Loader["loadPyodide"]} loadPyodide
 * @param {object} options  of Pyodide
 * @param {Promise<Uint8Array> | Uint8Array} zip
 */
export async function fromFiles(loadPyodide, options, zip) {
  const python = await loadPyodide(options);
  unpack(python, await zip);
  python.runPython(START);
  return python;
}

/**
 * Python from a picture of its memory that `compile-python.js` took after all modules were loaded.
 * @param {Loader} loader
 * @param {object} options  of Pyodide
 * @param {Promise<Uint8Array>} picture
 * @param {Promise<Uint8Array> | Uint8Array} zip  files that Python may read later
 */
export async function fromPicture({ loadPyodide, createModule }, options, picture, zip) {
  const createPyodideModule = async (/** @type {any} */ settings) => {
    const module = await createModule(settings);
    // Pyodide copies the picture into memory that may be too small for it (pyodide/pyodide#6254).
    const missing = (await picture).length - module.HEAP8.length;
    if (missing > 0) module.growMemory((await picture).length);
    return module;
  };
  const python = await loadPyodide({ ...options, _loadSnapshot: picture, createPyodideModule });
  unpack(python, await zip);
  return python;
}

/**
 * What the page calls.
 * @param {any} python
 * @returns {Call}
 */
export const callOf = (python) => python.globals.get(NAME);
