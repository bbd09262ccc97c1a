// Makes what the page starts Python from: node compile-python.js FROM.zip FOLDER writes two files into FOLDER.
// `blocquotes.zip` has the modules of FROM.zip compiled; `memory.bin` is Python's memory after it has loaded them, gzipped.
// Otherwise the page would compile and load them at every visit, which takes longer than everything else it does.
import crypto from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { loadPyodide } from "pyodide";
import { callOf, fromFiles } from "./workbench/boot.js";

// Node prints the line of an error, which in Pyodide is a megabyte long.
process.on("uncaughtException", (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});

/** The time in every run, 1 January 1980. */
const THEN = 315_532_800_000;

/** Takes away what differs between runs and machines, so that the same files give the same memory. */
function standStill() {
  Date.now = () => THEN;
  performance.now = () => 0;
  crypto.randomFillSync = (/** @type {any} */ bytes) => bytes.fill(0);
  process.argv = ["node", "python"];
}

const [from, folder] = process.argv.slice(2);
const compiler = await loadPyodide();
compiler.FS.writeFile("/from.zip", new Uint8Array(readFileSync(from)));
compiler.runPython(`
import importlib.util, marshal, zipfile

with zipfile.ZipFile("/from.zip") as given, zipfile.ZipFile("/to.zip", "w") as made:
    for info in given.infolist():
        data, name = given.read(info), info.filename
        if name.endswith(".py"):
            code = compile(data, f"/workbench/{name}", "exec", dont_inherit=True)
            # PEP 552: an unchecked hash, so that no source is looked for.
            data = importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little") + importlib.util.source_hash(data) + marshal.dumps(code)
            name += "c"
        made.writestr(zipfile.ZipInfo(name, info.date_time), data, zipfile.ZIP_DEFLATED, 9)
`);
const zip = compiler.FS.readFile("/to.zip");
writeFileSync(join(folder, "blocquotes.zip"), zip);

standStill();
const python = await fromFiles(loadPyodide, { _makeSnapshot: true, env: { PYTHONHASHSEED: "0" } }, zip);
// The first draft loads word lists and schemas.
callOf(python)("warm", "{}");
python.runPython("import gc; gc.collect()");
writeFileSync(join(folder, "memory.bin"), gzipSync(python.makeMemorySnapshot()));
