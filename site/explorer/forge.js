// Links to files of the source repository at the commit of the release.

/**
 * The address of a line of a file; null if the repository or the commit is not known.
 * @param {import("./data/release.js").Release} release
 * @param {string} path
 * @param {number} [line]
 */
export function sourceLink({ facts, commit }, path, line) {
  if (!facts.repository || !commit) return null;
  const base = facts.repository.replace(/(\.git)?\/*$/, "");
  // GitLab has its pages below `-`; the other forges use GitHub's form or redirect from it.
  const middle = new URL(base).hostname.includes("gitlab") ? "-/blob" : "blob";
  const place = line ? `#L${line}` : "";
  return `${base}/${middle}/${commit}/${path.split("/").map(encodeURIComponent).join("/")}${place}`;
}
