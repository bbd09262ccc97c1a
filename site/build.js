// Bundles the pages into build/: `npm run build`. Every folder with a main.js is a page; its worker.js, if there is one,
// is a bundle of its own. build/bundles.json says which file is which, whose packages are in them, and from which files of
// ours they were made, so that `blocquotes site` refuses bundles that are older than these.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const OUT = join(HERE, "build");

// The code of these is kept apart, so that a page loads it only when it is needed.
const NAMES = { entryNames: "[name]-[hash]", chunkNames: "[name]-[hash]", assetNames: "[name]-[hash]" };

/** Name of the bundle → its file: `explorer`, `workbench`, `workbench-worker`, and `site`, the style of all other pages. */
function entryPoints() {
  /** @type {Record<string, string>} */
  const found = { site: "shared/site.css" };
  for (const folder of readdirSync(HERE)) {
    for (const [file, name] of [
      ["main.js", folder],
      ["worker.js", `${folder}-worker`],
    ]) {
      if (existsSync(join(HERE, folder, file))) found[name] = `${folder}/${file}`;
    }
  }
  return found;
}

/**
 * The folder of the package that a bundled file is from; undefined for our own files.
 * @param {string} input
 */
function packageOf(input) {
  const parts = input.split("/");
  const at = parts.lastIndexOf("node_modules");
  if (at < 0) return undefined;
  const length = parts[at + 1].startsWith("@") ? 2 : 1;
  return parts.slice(0, at + 1 + length).join("/");
}

/**
 * What the licence page says of a package.
 * @param {string} folder
 */
function licence(folder) {
  const about = JSON.parse(readFileSync(join(HERE, folder, "package.json"), "utf8"));
  const file = readdirSync(join(HERE, folder)).find((name) => /^(licen[cs]e|copying)/i.test(name));
  return {
    name: about.name,
    version: about.version,
    licence: about.license,
    author: typeof about.author === "string" ? about.author : (about.author?.name ?? ""),
    text: file ? readFileSync(join(HERE, folder, file), "utf8") : "",
  };
}

/**
 * The SHA-256 of a file, by its path from here.
 * @param {string} file
 */
function checksum(file) {
  return createHash("sha256")
    .update(readFileSync(join(HERE, file)))
    .digest("hex");
}

rmSync(OUT, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: HERE,
  entryPoints: entryPoints(),
  outdir: "build/assets",
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none",
  charset: "utf8",
  metafile: true,
  logLevel: "warning",
  ...NAMES,
});

/** @type {Record<string, {script?: string, style?: string}>} */
const bundles = {};
/** @type {Set<string>} */
const packages = new Set();
const names = Object.fromEntries(Object.entries(entryPoints()).map(([name, file]) => [file, name]));
for (const [file, output] of Object.entries(metafile.outputs)) {
  for (const input of Object.keys(output.inputs)) {
    const folder = packageOf(input);
    if (folder) packages.add(folder);
  }
  const name = output.entryPoint && names[output.entryPoint];
  if (!name) continue;
  const path = file.slice("build/".length);
  bundles[name] = path.endsWith(".css") ? { style: path } : { script: path };
  if (output.cssBundle) bundles[name].style = output.cssBundle.slice("build/".length);
}
const licences = [...packages].sort().map(licence);
const own = Object.keys(metafile.inputs).filter((file) => !packageOf(file));
const sources = Object.fromEntries(
  [...own, "build.js", "package-lock.json"].sort().map((file) => [file, checksum(file)]),
);
writeFileSync(join(OUT, "bundles.json"), `${JSON.stringify({ bundles, sources, licences }, null, 1)}\n`);
for (const [file, { bytes }] of Object.entries(metafile.outputs))
  console.log(`${file}  ${bytes.toLocaleString("en")} bytes`);
