// What the ids of entities and outlets are called.
import { readRows } from "./table.js";

/** @type {WeakMap<import("./release.js").Release, Promise<Map<string, string>>>} */
const kept = new WeakMap();

/**
 * Id → name of all entities and outlets, read once.
 * @param {import("./release.js").Release} release
 */
export function namesOf(release) {
  const names = kept.get(release) ?? readNames(release);
  kept.set(release, names);
  return names;
}

/** @param {import("./release.js").Release} release */
async function readNames(release) {
  const tables = [
    ["entities", "entity_id"],
    ["outlets", "outlet_id"],
  ];
  const read = await Promise.all(tables.map(([table, id]) => readRows(release.table(table), [id, "name"])));
  return new Map(read.flatMap((rows, i) => rows.map((row) => [row[tables[i][1]], row.name ?? row[tables[i][1]]])));
}
