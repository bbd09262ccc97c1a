// The files of an article: one ZIP, and links to the editor of the forge.
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";

/** The forge refuses longer addresses (GitHub answers 414 from about 8,200 characters on). */
const LONGEST_ADDRESS = 8000;

/** The date in every ZIP, so that the same files give the same bytes. */
const DATE = "1980-01-01T00:00:00";

/** @param {Record<string, string>} files @returns {Uint8Array<ArrayBuffer>} */
export function zipped(files) {
  const data = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]));
  return /** @type {Uint8Array<ArrayBuffer>} */ (zipSync(data, { mtime: DATE }));
}

/**
 * The text files of a ZIP, and of a folder in it if all are in one.
 * @param {Uint8Array} data
 * @returns {Record<string, string>}
 */
export function unzipped(data) {
  const found = unzipSync(data, { filter: ({ originalSize }) => originalSize < 4 * 2 ** 20 });
  return Object.fromEntries(
    Object.entries(found).flatMap(([name, bytes]) => {
      const path = name.match(/(?:^|\/)((?:corpus\/(?:articles|entities|outlets)|seeds|reviews)\/[^/]+)$/)?.[1];
      return path ? [[path, strFromU8(bytes)]] : [];
    }),
  );
}

/** Where the articles are kept: a repository, if it is known, and its branch. @typedef {{repository: string | null, branch: string}} Forge */

/**
 * The address of the forge's editor for a new file, with the file's content if it fits.
 * @param {Forge} forge
 * @param {string} file
 * @param {string} text
 * @returns {{href: string, complete: boolean} | undefined}  nothing for a forge of unknown kind
 */
export function newFileAddress({ repository, branch }, file, text) {
  if (!repository?.startsWith("https://github.com/")) return undefined;
  const cut = file.lastIndexOf("/");
  const folder = `${repository.replace(/\/$/, "")}/new/${branch.split("/").map(encodeURIComponent).join("/")}/${file.slice(0, cut)}`;
  const short = `${folder}?${new URLSearchParams({ filename: file.slice(cut + 1) })}`;
  const href = `${short}&${new URLSearchParams({ value: text })}`;
  return href.length <= LONGEST_ADDRESS ? { href, complete: true } : { href: short, complete: false };
}

/**
 * Saves a file on the reader's computer.
 * @param {string} name
 * @param {Uint8Array<ArrayBuffer>} data
 */
export function download(name, data) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([data], { type: "application/zip" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
