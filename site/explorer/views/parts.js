// Small parts that several views share.
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { visible } from "../../shared/visible.js";
import { recordAddress } from "../address.js";

/**
 * The result of a promise, read once for each key: undefined while it is awaited.
 * @template T
 * @param {() => Promise<T>} load
 * @param {string} key
 * @returns {{value?: T, error?: Error}}
 */
export function useLoaded(load, key) {
  const [found, setFound] = useState(/** @type {{value?: T, error?: Error}} */ ({}));
  useEffect(() => {
    let isCurrent = true;
    setFound({});
    load().then(
      (value) => isCurrent && setFound({ value }),
      (error) => isCurrent && setFound({ error }),
    );
    return () => {
      isCurrent = false;
    };
  }, [key]);
  return found;
}

/** Whether a page was shown before: the first one does not take the focus, since one begins at the top. */
let isOpened = false;

/**
 * The title of a page. A screen reader begins to read there when another page is opened, and the keyboard goes on from there.
 * @param {{children: any, label: string}} props  `label` is for the title of the window
 */
export function Title({ children, label }) {
  const title = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    if (isOpened) title.current?.focus({ preventScroll: true });
    isOpened = true;
  }, []);
  useEffect(() => {
    const end = document.title.split(" – ").at(-1);
    document.title = `${label} – ${end}`;
  }, [label]);
  return html`<h1 ref=${title} tabindex="-1">${children}</h1>`;
}

/**
 * A link to a record.
 * @param {{view: string, id: string, children: any}} props
 */
export function RecordLink({ view, id, children }) {
  return html`<a href=${recordAddress(view, id)}>${typeof children === "string" ? breakable(visible(children)) : children}</a>`;
}

/**
 * A name that may be broken after a dot, so that a narrow column does not break `news.kitchen0.com` inside a word.
 * @param {string} name
 */
function breakable(name) {
  return name.split(/(?<=\.)/).map((part, i) => html`${i ? html`<wbr />` : ""}${part}`);
}

/**
 * Links to several records of a view, with their names.
 * @param {{view: string, ids: string[], names: string[] | Map<string, string>}} props
 */
export function RecordLinks({ view, ids, names }) {
  const name = (/** @type {string} */ id, /** @type {number} */ i) =>
    (Array.isArray(names) ? names[i] : names.get(id)) ?? id;
  return ids.map((id, i) => html`${i ? ", " : ""}<${RecordLink} view=${view} id=${id}>${name(id, i)}<//>`);
}

/**
 * A row of a list of facts; left out without a value.
 * @param {{name: string, children: any}} props
 */
export function Fact({ name, children }) {
  const isEmpty = children === null || children === undefined || children === "" || children === false;
  return isEmpty
    ? null
    : html`<div><dt>${name}</dt><dd>${typeof children === "string" ? visible(children) : children}</dd></div>`;
}

/**
 * What a date or another fact rests on.
 * @param {{basis: string, evidence?: string[], reasoning?: string | null, outside?: string | null}} props
 */
export function Grounds({ basis, evidence = [], reasoning, outside }) {
  return html`<small class=${`basis ${basis}`}>${basis}</small>
    ${evidence.length ? html`<p class="quiet">Evidence: ${evidence.map((words, i) => html`${i ? "; " : ""}<q>${visible(words)}</q>`)}</p>` : null}
    ${reasoning ? html`<p class="quiet">Reasoning: ${visible(reasoning)}</p>` : null}
    ${outside ? html`<p class="quiet">Outside the text: ${visible(outside)}</p>` : null}`;
}

/**
 * A button that puts a text on the clipboard and says so.
 * @param {{text: () => string, children: any}} props
 */
export function Copy({ text, children }) {
  const [said, setSaid] = useState("");
  const copy = () =>
    navigator.clipboard.writeText(text()).then(
      () => setSaid("Copied"),
      () => setSaid("Your browser did not allow it"),
    );
  return html`<span class="copy"><button type="button" onClick=${copy}>${children}</button> <span role="status">${said}</span></span>`;
}

/**
 * Links to the previous and the next page of a list.
 * @param {{page: number, of: number, go: (page: number) => void}} props
 */
export function Pager({ page, of, go }) {
  if (of < 2) return null;
  return html`<nav class="pager" aria-label="Pages of the list">
    <button type="button" disabled=${page <= 1} onClick=${() => go(page - 1)}>Previous</button>
    <span>Page ${page} of ${of}</span>
    <button type="button" disabled=${page >= of} onClick=${() => go(page + 1)}>Next</button>
  </nav>`;
}

/**
 * @param {{error?: Error, isMissing?: boolean, what: string}} props
 */
export function Waiting({ error, isMissing, what }) {
  if (error) return html`<p class="notice" role="alert">${what} could not be read: ${error.message}.</p>`;
  if (isMissing)
    return html`<${Title} label="Not found">Not found<//><p class="notice">This release has no such record. It may have been renamed or removed, or the link is incomplete.</p>`;
  return html`<p role="status">Reading …</p>`;
}
