// Answers calls of `in_page` as the page does: node calls_in_node.mjs SITE FOLDER < [[name, arguments], …] > [answer, …]
// SITE has the JavaScript, FOLDER what compile-python.js made. Python starts from the picture of its memory.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";

// Node would print the line of the error, which in Pyodide is a megabyte long.
process.on("uncaughtException", (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});

const [site, folder] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(join(site, path)).href);
const { callOf, fromPicture } = await load("workbench/boot.js");
const { loadPyodide } = await load("node_modules/pyodide/pyodide.mjs");
const { default: createModule } = await load("node_modules/pyodide/pyodide.asm.mjs");
const read = (name) => new Uint8Array(readFileSync(join(folder, name)));
const picture = Promise.resolve(new Uint8Array(gunzipSync(read("memory.bin"))));
const answer = callOf(await fromPicture({ loadPyodide, createModule }, {}, picture, read("blocquotes.zip")));
const calls = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(calls.map(([name, given]) => JSON.parse(answer(name, JSON.stringify(given))))));
