// Answers calls of `in_page` in Pyodide: node calls_in_node.mjs PYODIDE PYTHON.ZIP < [[name, arguments], …] > [answer, …]
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

// Node would print the line of the error, which in Pyodide is a megabyte long.
process.on("uncaughtException", (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});

const [pyodide, bundle] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`).href);
const python = await loadPyodide();
python.unpackArchive(new Uint8Array(readFileSync(bundle)), "zip", { extractDir: "/workbench" });
const answer = python.runPython(`
import sys
sys.path[:0] = ["/workbench/scripts", "/workbench/lib"]
from blocquotes.site import in_page
in_page.start("/workbench")
`);
const calls = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(calls.map(([name, given]) => JSON.parse(answer(name, JSON.stringify(given))))));
