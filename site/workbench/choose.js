// A field to choose an entity by its name: the registry is searched as the reader types.
import { html } from "htm/preact";
import { useId, useState } from "preact/hooks";

/** @import { Entity } from "./types.js" */

/** Entities that the list shows at most. */
const MOST = 8;

/** @param {string} words */
const plain = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/**
 * The entities whose name, alias or id has every word that is searched; those that begin with the words come first.
 * @param {Entity[]} entities
 * @param {string} words
 * @returns {Entity[]}
 */
export function found(entities, words) {
  const wanted = plain(words).split(/\s+/).filter(Boolean);
  if (!wanted.length) return [];
  /** @type {[number, Entity][]} */
  const hits = [];
  for (const entity of entities) {
    const names = [entity.name, ...(entity.aliases ?? []), entity.id].map(plain);
    if (!names.some((name) => wanted.every((word) => name.includes(word)))) continue;
    const place = names.findIndex((name) => name.startsWith(wanted[0]));
    hits.push([place < 0 ? names.length : place, entity]);
  }
  return hits
    .sort((a, b) => a[0] - b[0] || (a[1].name < b[1].name ? -1 : 1))
    .map(([, entity]) => entity)
    .slice(0, MOST);
}

/**
 * A combobox (WAI-ARIA): the arrow keys move in the list, Enter takes the active entity, Escape closes the list.
 * @param {{label: string, entities: Entity[], onChoose: (entity: Entity) => void,
 *   onNew?: (name: string) => void}} props
 */
export function Chooser({ label, entities, onChoose, onNew }) {
  const id = useId();
  const [words, setWords] = useState("");
  const [active, setActive] = useState(0);
  const hits = found(entities, words);
  const isNew = Boolean(onNew && words.trim());
  const count = hits.length + (isNew ? 1 : 0);
  const take = (/** @type {number} */ index) => {
    if (index < hits.length) onChoose(hits[index]);
    else if (isNew) onNew?.(words.trim());
    setWords("");
    setActive(0);
  };
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by && count) setActive((active + by + count) % count);
    else if (event.key === "Enter" && count) take(active);
    else if (event.key === "Escape" && words) setWords("");
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const option = (/** @type {number} */ index, /** @type {any} */ content) =>
    html`<li
      key=${index}
      id=${`${id}-${index}`}
      role="option"
      aria-selected=${index === active}
      onMouseDown=${(/** @type {Event} */ event) => event.preventDefault()}
      onClick=${() => take(index)}
    >
      ${content}
    </li>`;
  return html`<div class="chooser">
    <label for=${id}>${label}</label>
    <input
      id=${id}
      type="text"
      role="combobox"
      autocomplete="off"
      aria-expanded=${count > 0}
      aria-controls=${`${id}-list`}
      aria-activedescendant=${count ? `${id}-${active}` : undefined}
      placeholder="Type a name"
      value=${words}
      onInput=${(/** @type {any} */ event) => {
        setWords(event.target.value);
        setActive(0);
      }}
      onKeyDown=${onKeyDown}
    />
    <ul id=${`${id}-list`} role="listbox" aria-label=${label} hidden=${!count}>
      ${hits.map((entity, index) => option(index, html`<strong>${entity.name}</strong> <small>${entity.description}</small>`))}
      ${isNew && option(hits.length, html`New entity: <strong>${words.trim()}</strong>`)}
    </ul>
  </div>`;
}
