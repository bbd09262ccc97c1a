// What `blocquotes site` writes into each page for its script.

/**
 * @typedef {object} SiteFacts
 * @property {string} release  address of the folder with the release, from the page
 * @property {string} title  title of the dataset
 * @property {string | null} repository  address of the source repository, if it is known
 * @property {{file: string, bytes: number} | null} lines  the line of each quote in its annotation file
 * @property {{author: string, title: string, year: string}} citation  how to cite the dataset
 */

/** @returns {SiteFacts} */
export function siteFacts() {
  return JSON.parse(document.getElementById("site")?.textContent ?? "{}");
}
