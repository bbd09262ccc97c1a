// The release that the site shows: its manifest and its tables.
import { siteFacts } from "../../shared/facts.js";
import { openFiles, openTable } from "./table.js";

/**
 * @typedef {object} Release
 * @property {import("../../shared/facts.js").SiteFacts} facts
 * @property {string} version
 * @property {string | null} commit  the commit that it was built from
 * @property {boolean} hasTexts  whether the words of the articles are in it
 * @property {string[]} names  the paths of its files
 * @property {(name: string) => import("./table.js").Table} table
 * @property {import("./table.js").Table | null} lines  the line of each quote in its annotation file, in the order of `quotes`
 */

/**
 * Reads the manifest.
 * @returns {Promise<Release>}
 */
export async function openRelease() {
  const facts = siteFacts();
  const answer = await fetch(`${facts.release}manifest.json`);
  if (!answer.ok) throw new Error(`The list of files could not be loaded: the server answered ${answer.status}`);
  const manifest = await answer.json();
  /** @type {Map<string, import("./table.js").Table>} */
  const tables = new Map();
  return {
    facts,
    version: manifest.version,
    commit: /^[0-9a-f]{40}$/.test(manifest.commit ?? "") ? manifest.commit : null,
    hasTexts: manifest.texts !== "withheld",
    lines: facts.lines ? openFiles([{ url: facts.lines.file, bytes: facts.lines.bytes }]) : null,
    names: Object.keys(manifest.files),
    table(name) {
      const found = tables.get(name) ?? openTable(facts.release, manifest.files, name);
      tables.set(name, found);
      return found;
    },
  };
}
