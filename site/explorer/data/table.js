// A table of the release: one or more Parquet files for each split, read column by column.
import { decompress } from "fzstd";
import { parquetMetadataAsync, parquetRead, parquetReadObjects } from "hyparquet";
import { remoteFile } from "./file.js";

/** The order of the splits, which is that of their rows in the release. */
const SPLITS = ["train", "validation", "test"];

const MS_PER_DAY = 86_400_000;

const OPTIONS = {
  compressors: {
    /**
     * @param {Uint8Array} data
     * @param {number} length
     */
    ZSTD: (data, length) => decompress(data, new Uint8Array(length)),
  },
  parsers: {
    /** @param {number} days */
    dateFromDays: (days) => new Date(days * MS_PER_DAY).toISOString().slice(0, 10),
  },
  geoparquet: false,
};

/**
 * @typedef {Record<string, any>} Row
 *
 * @typedef {object} Part  a file with some rows of a table
 * @property {import("hyparquet").AsyncBuffer} file
 * @property {import("hyparquet").FileMetaData} metadata
 * @property {number} start  the number of its first row in the table
 * @property {number} rows
 *
 * @typedef {object} Group  some rows of a table, column by column
 * @property {number} start
 * @property {number} rows
 * @property {Record<string, any[]>} columns
 *
 * @typedef {object} Table
 * @property {string[]} urls
 * @property {() => Promise<Part[]>} parts
 * @property {Map<string, Promise<any[]>>} kept  columns that were read completely
 */

/**
 * The files of a table among those of a release, in the order of their rows.
 * @param {Iterable<string>} names
 * @param {string} table
 */
export function fileNames(names, table) {
  const folder = `data/${table}/`;
  const found = [...names].filter((name) => name.startsWith(folder) && name.endsWith(".parquet"));
  const place = (/** @type {string} */ name) => SPLITS.indexOf(name.slice(folder.length).split("-")[0]);
  return found.sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}

/**
 * A table of a release, of which nothing is read yet.
 * @param {string} base  address of the folder with the release
 * @param {Record<string, {bytes: number}>} files  all files of the release
 * @param {string} name
 */
export function openTable(base, files, name) {
  return openFiles(fileNames(Object.keys(files), name).map((file) => ({ url: base + file, bytes: files[file].bytes })));
}

/**
 * A table of which nothing is read yet.
 * @param {{url: string, bytes: number}[]} files
 * @returns {Table}
 */
export function openFiles(files) {
  /** @type {Promise<Part[]> | undefined} */
  let parts;
  return {
    urls: files.map(({ url }) => url),
    parts() {
      parts ??= openParts(files.map(({ url, bytes }) => remoteFile(url, bytes)));
      return parts;
    },
    kept: new Map(),
  };
}

/**
 * @param {import("hyparquet").AsyncBuffer[]} files
 * @returns {Promise<Part[]>}
 */
async function openParts(files) {
  const all = await Promise.all(files.map((file) => parquetMetadataAsync(file, OPTIONS)));
  let start = 0;
  return all.map((metadata, i) => {
    const part = { file: files[i], metadata, start, rows: Number(metadata.num_rows) };
    start += part.rows;
    return part;
  });
}

/**
 * How many rows a table has.
 * @param {Table} table
 */
export async function countRows(table) {
  return (await table.parts()).reduce((sum, part) => sum + part.rows, 0);
}

/**
 * The names of the columns of a table.
 * @param {Table} table
 */
export async function columnNames(table) {
  const [part] = await table.parts();
  return part ? columnsOf(part.metadata) : [];
}

/** @param {import("hyparquet").FileMetaData} metadata */
function columnsOf(metadata) {
  const { schema } = metadata;
  const names = [];
  for (let i = 1; i < schema.length; i = afterElement(schema, i)) names.push(schema[i].name);
  return names;
}

/**
 * The place after an element of a schema and all elements inside it.
 * @param {import("hyparquet").SchemaElement[]} schema
 * @param {number} at
 * @returns {number}
 */
function afterElement(schema, at) {
  let next = at + 1;
  for (let i = 0; i < (schema[at].num_children ?? 0); i++) next = afterElement(schema, next);
  return next;
}

/**
 * Some columns of a table, one row group after the other.
 * @param {Table} table
 * @param {string[]} columns
 * @param {object} [options]  of hyparquet
 * @returns {AsyncGenerator<Group>}
 */
export async function* readGroups(table, columns, options = {}) {
  for (const part of await table.parts()) {
    const there = columnsOf(part.metadata);
    let start = 0;
    for (const group of part.metadata.row_groups) {
      const rows = Number(group.num_rows);
      const found = await readColumns(
        part,
        columns.filter((name) => there.includes(name)),
        start,
        rows,
        options,
      );
      for (const name of columns) found[name] ??= new Array(rows).fill(null);
      yield { start: part.start + start, rows, columns: found };
      start += rows;
    }
  }
}

/**
 * The first rows of a table, which are there long before the first row group is.
 * @param {Table} table
 * @param {string[]} columns
 * @param {number} most
 * @returns {Promise<Group>}
 */
export async function readFirst(table, columns, most) {
  const [part] = await table.parts();
  const rows = Math.min(most, part?.rows ?? 0);
  const there = part ? columnsOf(part.metadata) : [];
  const wanted = columns.filter((name) => there.includes(name));
  const found = rows
    ? await parquetReadObjects({
        ...OPTIONS,
        ...part,
        columns: wanted,
        rowStart: 0,
        rowEnd: rows,
        useOffsetIndex: true,
      })
    : [];
  const values = (/** @type {string} */ name) => found.map((row) => row[name] ?? null);
  return { start: 0, rows, columns: Object.fromEntries(columns.map((name) => [name, values(name)])) };
}

/**
 * @param {Part} part
 * @param {string[]} columns
 * @param {number} start
 * @param {number} rows
 * @param {object} options
 * @returns {Promise<Record<string, any[]>>}
 */
async function readColumns(part, columns, start, rows, options) {
  /** @type {Record<string, {at: number, data: any}[]>} */
  const chunks = Object.fromEntries(columns.map((name) => [name, []]));
  await parquetRead({
    ...OPTIONS,
    ...options,
    file: part.file,
    metadata: part.metadata,
    columns,
    rowStart: start,
    rowEnd: start + rows,
    onChunk: ({ columnName, columnData, rowStart }) => chunks[columnName].push({ at: rowStart, data: columnData }),
  });
  return Object.fromEntries(columns.map((name) => [name, joined(chunks[name])]));
}

/** @param {{at: number, data: any}[]} chunks */
function joined(chunks) {
  if (chunks.length === 1) return Array.isArray(chunks[0].data) ? chunks[0].data : Array.from(chunks[0].data);
  return chunks.sort((a, b) => a.at - b.at).flatMap(({ data }) => Array.from(data));
}

/**
 * All values of a column, which are kept.
 * @param {Table} table
 * @param {string} name
 */
export function readColumn(table, name) {
  const kept = table.kept.get(name) ?? readAll(table, name);
  table.kept.set(name, kept);
  return kept;
}

/**
 * @param {Table} table
 * @param {string} name
 */
async function readAll(table, name) {
  const parts = [];
  for await (const group of readGroups(table, [name])) parts.push(group.columns[name]);
  return parts.length === 1 ? parts[0] : parts.flat();
}

/**
 * A row of a table by its number; reads the pages with it and no others.
 * @param {Table} table
 * @param {number} number
 * @param {string[]} [columns]  all if none are named
 * @returns {Promise<Row | undefined>}
 */
export async function readRow(table, number, columns) {
  const part = (await table.parts()).find(({ start, rows }) => number >= start && number < start + rows);
  if (!part) return undefined;
  const rowStart = number - part.start;
  const { file, metadata } = part;
  const rows = await parquetReadObjects({
    ...OPTIONS,
    file,
    metadata,
    columns,
    rowStart,
    rowEnd: rowStart + 1,
    useOffsetIndex: true,
  });
  return rows[0];
}

/**
 * The first row with a value in a column.
 * @param {Table} table
 * @param {string} column
 * @param {string} value
 */
export async function findRow(table, column, value) {
  const at = (await readColumn(table, column)).indexOf(value);
  return at < 0 ? undefined : readRow(table, at);
}

/**
 * Some columns of all rows, as objects.
 * @param {Table} table
 * @param {string[]} columns
 */
export async function readRows(table, columns) {
  /** @type {Row[]} */
  const rows = [];
  for await (const group of readGroups(table, columns)) {
    for (let i = 0; i < group.rows; i++)
      rows.push(Object.fromEntries(columns.map((name) => [name, group.columns[name][i]])));
  }
  return rows;
}
