// Compiles the Python modules of a ZIP for the Python of the page: node compile-python.js FROM.zip TO.zip
// The page would compile them at every visit, which takes longer than everything else it does.
import { readFileSync, writeFileSync } from "node:fs";
import { loadPyodide } from "pyodide";

// Node prints the line of an error, which in Pyodide is a megabyte long.
process.on("uncaughtException", (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});

const [from, to] = process.argv.slice(2);
const python = await loadPyodide();
python.FS.writeFile("/from.zip", new Uint8Array(readFileSync(from)));
python.runPython(`
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
writeFileSync(to, python.FS.readFile("/to.zip"));
