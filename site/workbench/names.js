// Names in the text, and the entities that come with the article.
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { Chooser } from "./choose.js";
import {
  acceptEntity,
  addMention,
  changeMention,
  putEntity,
  removeEntity,
  removeMention,
  usedEntities,
} from "./edits.js";
import { FindingCard, Select } from "./fields.js";
/** @import { Entity, Finding, Mention, Place } from "./types.js" */
/** @import { Tools } from "./quote.js" */

/** The types of entities, as in the schema, in words. @type {[string, string][]} */
export const TYPES = [
  ["PERSON", "person"],
  ["ORG", "organisation, government, company"],
  ["GPE", "country, city, state"],
  ["NORP", "nationality or political group (“Chinese”)"],
  ["LOC", "region, sea, mountain"],
  ["FAC", "building, base, road"],
  ["EVENT", "event"],
  ["PRODUCT", "product, vehicle, weapon"],
  ["WORK_OF_ART", "book, film, report"],
  ["LAW", "law or treaty"],
];

/** How the description of a suggested entity ends until somebody has written one. */
const PLACEHOLDER = "(draft)";

/** @param {string} name */
export const idOf = (name) =>
  name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\p{M}'’]/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 80);

/**
 * The fields of an entity.
 * @param {{entity: Entity, isNew: boolean, entities: Map<string, Entity>, onSave: (entity: Entity) => void, onCancel?: () => void}} props
 */
export function EntityForm({ entity, isNew, entities, onSave, onCancel }) {
  const [value, setValue] = useState(entity);
  const set = (/** @type {string} */ key) => (/** @type {any} */ event) =>
    setValue({ ...value, [key]: event.target.value });
  const taken = isNew && entities.has(value.id);
  const owner = value.of ? (entities.get(value.of)?.name ?? value.of) : "";
  return html`<form
    class="entity-form"
    onSubmit=${(/** @type {Event} */ event) => {
      event.preventDefault();
      if (!taken) onSave(value);
    }}
  >
    <label class="field"><span>Name</span>
      <input
        required
        maxlength="2000"
        value=${value.name}
        onInput=${(/** @type {any} */ event) =>
          setValue({ ...value, name: event.target.value, ...(isNew ? { id: idOf(event.target.value) } : {}) })}
      />
    </label>
    ${
      isNew &&
      html`<label class="field"><span>Permanent id</span>
      <input required pattern="[a-z0-9]+(-[a-z0-9]+)*" value=${value.id} onInput=${set("id")} />
    </label>`
    }
    ${taken && html`<p class="notice" role="alert">The id ${value.id} is taken. Choose another one, or choose that entity from the list.</p>`}
    <${Select} label="Kind" value=${value.type} options=${TYPES} onChange=${(/** @type {string} */ type) => setValue({ ...value, type })} />
    <label class="field"><span>Who or what it is</span>
      <input required maxlength="2000" placeholder="foreign minister of Japan" value=${value.description} onInput=${set("description")} />
    </label>
    <p class="quiet">Belongs to: ${owner || "nothing"}
      ${owner && html` <button type="button" onClick=${() => setValue({ ...value, of: undefined })}>Remove</button>`}
    </p>
    ${
      (value.type === "NORP" || owner) &&
      html`<${Chooser}
      label="Country or bloc that it belongs to"
      entities=${[...entities.values()]}
      onChoose=${(/** @type {Entity} */ one) => setValue({ ...value, of: one.id })}
    />`
    }
    <p>
      <button type="submit" class="main">${isNew ? "Add the entity" : "Save"}</button>
      ${onCancel && html` <button type="button" onClick=${onCancel}>Cancel</button>`}
    </p>
  </form>`;
}

/**
 * One entity that comes with the article.
 * @param {{tools: Tools, entity: Entity, findings: Finding[], onMerge: (id: string, into: string) => void,
 *   onRename: (old: string, now: string) => void}} props
 */
function NewEntity({ tools, entity, findings, onMerge, onRename }) {
  const { entities, edit, document } = tools;
  const [isOpen, setOpen] = useState(false);
  const [id, setId] = useState(entity.id);
  const isDraft = entity.status === "draft";
  const isDescribed = !entity.description.endsWith(PLACEHOLDER);
  const isUsed = usedEntities(document).has(entity.id);
  const others = [...entities.values()].filter((other) => other.id !== entity.id);
  return html`<li class="card" id=${`entity-${entity.id}`}>
    <h3>${entity.name} ${isDraft && html`<span class="draft">draft</span>`} <code>${entity.id}</code></h3>
    <p>${entity.description}</p>
    ${findings.filter(({ rule }) => rule !== "draft").map((finding, i) => html`<${FindingCard} key=${i} finding=${finding} />`)}
    ${isDraft && !isDescribed && html`<p class="quiet">Say who or what it is before you accept it.</p>`}
    <p class="decide">
      ${
        isDraft &&
        isDescribed &&
        html`<button type="button" class="main" onClick=${() => edit(acceptEntity(entity.id), `Accepted ${entity.name}`)}>Accept</button>`
      }
      <button type="button" aria-expanded=${isOpen} onClick=${() => setOpen(!isOpen)}>Change</button>
      ${!isUsed && html`<button type="button" onClick=${() => edit(removeEntity(entity.id), `Removed ${entity.name}`)}>Delete (nothing uses it)</button>`}
    </p>
    ${
      isOpen &&
      html`<${EntityForm}
        key=${JSON.stringify(entity)}
        entity=${entity}
        isNew=${false}
        entities=${entities}
        onSave=${(/** @type {Entity} */ value) => {
          edit(putEntity(value), `Changed ${value.name}`);
          setOpen(false);
        }}
      />
      <${Chooser}
        label="It is the same as (merge into)"
        entities=${others}
        onChoose=${(/** @type {Entity} */ into) => onMerge(entity.id, into.id)}
      />
      <form
        onSubmit=${(/** @type {Event} */ event) => {
          event.preventDefault();
          onRename(entity.id, id);
        }}
      >
        <label class="field"><span>Permanent id</span>
          <input pattern="[a-z0-9]+(-[a-z0-9]+)*" required value=${id} onInput=${(/** @type {any} */ event) => setId(event.target.value)} />
        </label>
        <button type="submit" disabled=${id === entity.id}>Rename</button>
      </form>`
    }
  </li>`;
}

/**
 * One line of the file: the words, and whom or what they name.
 * @param {{tools: Tools, mention: Mention, index: number, findings: Finding[]}} props
 */
function MentionLine({ tools, mention, index, findings }) {
  const { entities, edit } = tools;
  const [isOpen, setOpen] = useState(false);
  const ids = mention.entities ?? [mention.entity ?? ""];
  const names = ids.map((id) => entities.get(id)?.name ?? id).join(", ");
  const times = mention.spans ? ` (${mention.spans.length}×)` : "";
  return html`<li id=${`mention-${index}`} class=${mention.confidence === undefined ? "" : "open"}>
    <q dir="auto">${mention.exact}</q>${times} is ${names}${mention.form && html` (${mention.form})`}${mention.stands_for && html`, for ${entities.get(mention.stands_for)?.name ?? mention.stands_for}`}
    ${mention.confidence !== undefined && html` <small>confidence ${mention.confidence}</small>`}
    <span class="borders">
      ${
        mention.confidence !== undefined &&
        html`<button type="button" aria-label=${`Accept the name ${mention.exact}`} onClick=${() => edit(changeMention(index, {}), `Accepted ${mention.exact}`)}>Accept</button>`
      }
      <button type="button" aria-expanded=${isOpen} aria-label=${`Change the name ${mention.exact}`} onClick=${() => setOpen(!isOpen)}>Change</button>
      <button type="button" aria-label=${`Remove the name ${mention.exact}`} onClick=${() => edit(removeMention(index), `Removed ${mention.exact}`)}>Remove</button>
    </span>
    ${findings.map((finding, i) => html`<${FindingCard} key=${i} finding=${finding} />`)}
    ${
      isOpen &&
      html`<${Chooser}
        label="It names"
        entities=${[...entities.values()]}
        onChoose=${(/** @type {Entity} */ entity) => {
          edit(
            changeMention(index, { entity: entity.id, entities: undefined, stands_for: undefined }),
            `Now: ${entity.name}`,
          );
          setOpen(false);
        }}
      />
      ${mention.type && html`<${Select} label="Kind" value=${mention.type} options=${TYPES} onChange=${(/** @type {string} */ type) => edit(changeMention(index, { type }), "Changed the kind")} />`}`
    }
  </li>`;
}

/**
 * @param {{tools: Tools, findings: Finding[], onMerge: (id: string, into: string) => void,
 *   onRename: (old: string, now: string) => void}} props
 */
export function Names({ tools, findings, onMerge, onRename }) {
  const { document } = tools;
  const own = Object.values(document.entities);
  return html`<section aria-labelledby="names-title">
    <h2 id="names-title">Names</h2>
    <h3>New entities</h3>
    ${
      own.length
        ? html`<ul class="cards">
          ${own.map(
            (entity) =>
              html`<${NewEntity}
                key=${entity.id}
                tools=${tools}
                entity=${entity}
                findings=${findings.filter(({ file }) => file === `corpus/entities/${entity.id}.json`)}
                onMerge=${onMerge}
                onRename=${onRename}
              />`,
          )}
        </ul>`
        : html`<p class="quiet">None: every name in the text is in the registry.</p>`
    }
    <h3>Names in the text</h3>
    <ul class="mentions">
      ${document.article.mentions.map(
        (mention, index) =>
          html`<${MentionLine}
            key=${index}
            tools=${tools}
            mention=${mention}
            index=${index}
            findings=${findings.filter(({ path }) => path[0] === "mentions" && path[1] === index)}
          />`,
      )}
    </ul>
  </section>`;
}

/** How words mention an entity. @type {[Form, string][]} */
const FORMS = [
  ["name", "a name of"],
  ["description", "a description of (“the Russian president”)"],
  ["pronoun", "a pronoun for"],
];

/** @typedef {"name" | "description" | "pronoun"} Form */

/** @param {{tools: Tools, place: Place}} props */
export function AddName({ tools, place }) {
  const { entities, edit, newEntity, text } = tools;
  const [form, setForm] = useState(/** @type {Form} */ ("name"));
  const then = (/** @type {Entity} */ entity) => addMention(place, entity, form);
  return html`<${Select} label="The words are" value=${form} options=${FORMS} onChange=${setForm} />
    <${Chooser}
      label="Whom or what they mean"
      entities=${[...entities.values()]}
      onChoose=${(/** @type {Entity} */ entity) => edit(then(entity), `${text.words(place)} means ${entity.name}`)}
      onNew=${(/** @type {string} */ name) => newEntity(name, then)}
    />`;
}
