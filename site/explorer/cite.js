// Citations of the dataset, or of one quote or utterance in it.

/**
 * @typedef {object} Cited
 * @property {string} id
 * @property {string} kind  quote or utterance
 * @property {string} words
 * @property {string} url
 */

/**
 * A citation as text.
 * @param {import("./data/release.js").Release} release
 * @param {Cited} cited
 */
export function citation({ facts, version }, { id, kind, words, url }) {
  const { author, title, year } = facts.citation;
  return `${author} (${year}). ${title} (version ${version}) [data set]. ${kind} ${id}: ${quoted(words)} ${url}`;
}

/**
 * Words in quotation marks at the end of a sentence, with one full stop.
 * @param {string} words
 */
function quoted(words) {
  return /[.!?]$/.test(words) ? `“${words}”` : `“${words}”.`;
}

/**
 * A citation as a BibTeX entry.
 * @param {import("./data/release.js").Release} release
 * @param {Cited} cited
 */
export function bibtex({ facts, version }, { id, kind, words, url }) {
  const { author, title, year } = facts.citation;
  return [
    `@misc{${id.replace(/[^A-Za-z0-9-]+/g, "-")},`,
    `  title = {${escaped(title)}},`,
    `  author = {{${escaped(author)}}},`,
    `  year = {${year}},`,
    `  version = {${version}},`,
    `  note = {${escaped(`${kind} ${id}: “${words}”`)}},`,
    `  howpublished = {\\url{${url.replace(/[{}\\]/g, encodeURIComponent)}}}`,
    "}",
  ].join("\n");
}

/** @type {Record<string, string>} */
const SPECIAL = { "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" };

/**
 * Text for BibTeX, with the characters escaped that TeX would read as commands.
 * @param {string} text
 */
function escaped(text) {
  return text.replace(/[\\~^#$%&_{}]/g, (character) => SPECIAL[character] ?? `\\${character}`);
}
