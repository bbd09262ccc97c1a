// The rows of a selection as a file, read again from the release with all their columns.
import { columnNames, readGroups } from "../data/table.js";

/**
 * @typedef {import("../data/table.js").Table} Table
 * @typedef {{name: string, type: string, make: (table: Table, rows: Uint32Array) => Promise<Blob>}} Format
 */

/** @type {Record<string, Format>} */
export const FORMATS = {
  csv: { name: "CSV", type: "text/csv", make: (table, rows) => asLines(table, rows, "text/csv", csvHead, csvLine) },
  jsonl: {
    name: "JSON Lines",
    type: "application/jsonl",
    make: (table, rows) => asLines(table, rows, "application/jsonl", () => "", jsonLine),
  },
  parquet: { name: "Parquet", type: "application/vnd.apache.parquet", make: asParquet },
};

/**
 * The wanted rows of a table with all columns, one row group after the other, in the order of the release.
 * @param {Table} table
 * @param {Uint32Array} rows
 * @param {string[]} columns
 * @param {object} [options]
 */
async function* wantedRows(table, rows, columns, options) {
  const wanted = Uint32Array.from(rows).sort();
  let next = 0;
  for await (const group of readGroups(table, columns, options)) {
    const first = next;
    while (next < wanted.length && wanted[next] < group.start + group.rows) next++;
    yield { group, at: Array.from(wanted.subarray(first, next), (row) => row - group.start) };
  }
}

/**
 * @param {Table} table
 * @param {Uint32Array} rows
 * @param {string} type
 * @param {(columns: string[]) => string} head
 * @param {(columns: string[], values: any[]) => string} line
 */
async function asLines(table, rows, type, head, line) {
  const columns = await columnNames(table);
  const parts = [head(columns)];
  for await (const { group, at } of wantedRows(table, rows, columns)) {
    parts.push(
      at
        .map((i) =>
          line(
            columns,
            columns.map((name) => group.columns[name][i]),
          ),
        )
        .join(""),
    );
  }
  return new Blob(parts, { type: `${type};charset=utf-8` });
}

/**
 * @param {string[]} columns
 * @param {any[]} values
 */
export function jsonLine(columns, values) {
  return `${JSON.stringify(Object.fromEntries(columns.map((name, i) => [name, values[i] ?? null])))}\n`;
}

/** @param {string[]} columns */
function csvHead(columns) {
  return `${columns.join(",")}\r\n`;
}

/**
 * @param {string[]} _columns
 * @param {any[]} values
 */
export function csvLine(_columns, values) {
  return `${values.map((value) => csvCell(asText(value), typeof value !== "number")).join(",")}\r\n`;
}

/**
 * A value as the text of a cell: lists of words joined by `; `, other lists as JSON.
 * @param {any} value
 */
function asText(value) {
  if (value === null || value === undefined) return "";
  if (!Array.isArray(value)) return `${value}`;
  return value.every((part) => typeof part === "string") ? value.join("; ") : JSON.stringify(value);
}

/**
 * A cell, quoted where needed. A spreadsheet would run words that begin with one of these characters as a formula, so they
 * get an apostrophe in front.
 * @param {string} text
 * @param {boolean} isWords
 */
function csvCell(text, isWords) {
  const safe = isWords && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * @param {Table} table
 * @param {Uint32Array} rows
 */
async function asParquet(table, rows) {
  const { parquetWriteBuffer } = await import("hyparquet-writer");
  const columns = await columnNames(table);
  /** @type {any[][]} */
  const data = columns.map(() => []);
  for await (const { group, at } of wantedRows(table, rows, columns, { parsers: {} })) {
    columns.forEach((name, c) => {
      for (const i of at) data[c].push(group.columns[name][i] ?? null);
    });
  }
  const [{ metadata }] = await table.parts();
  const columnData = columns.map((name, c) => ({ name, data: data[c] }));
  return new Blob([parquetWriteBuffer({ columnData, schema: metadata.schema })], { type: FORMATS.parquet.type });
}
