// Keeps the work in this browser (IndexedDB) until it is discarded.
/** @import { History } from "./history.js" */

const DATABASE = "blocquotes-workbench";
const TABLE = "work";

/** @returns {Promise<IDBDatabase>} */
function open() {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(TABLE);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(table: IDBObjectStore) => IDBRequest<T>} ask
 * @returns {Promise<T>}
 */
async function run(mode, ask) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(TABLE, mode);
      const request = ask(transaction.objectStore(TABLE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

/** @param {History} history @returns {string} */
const keyOf = (history) => history.present.article.id;

/** @param {History} history @returns {Promise<unknown>} */
export const keep = (history) => run("readwrite", (table) => table.put(history, keyOf(history)));

/** All work that was not discarded. @returns {Promise<History[]>} */
export const kept = () => run("readonly", (table) => table.getAll());

/** @param {History} history @returns {Promise<unknown>} */
export const discard = (history) => run("readwrite", (table) => table.delete(keyOf(history)));
