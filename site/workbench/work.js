// The screen on which a draft is corrected: the text on the left, the quote that is edited on the right.
import { html } from "htm/preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Discard } from "./discard.js";
import {
  acceptQuote,
  addQuote,
  changeMention,
  finish,
  placesOf,
  putEntity,
  removeMention,
  removeQuote,
  setPart,
  setRole,
  undecided,
} from "./edits.js";
import { Facts } from "./facts.js";
import { FindingCard } from "./fields.js";
import { AddName, EntityForm, idOf, Names } from "./names.js";
import { Offices } from "./offices.js";
import { pointAt, selectedPlace, Text } from "./places.js";
import { QuoteForm } from "./quote.js";
import { PartBorders } from "./regions.js";
import { Result } from "./result.js";
import { ArticleText, CONTENT_ROLES } from "./text.js";

/** @import { Answer, Corpus, Entity, Finding, Mention, Place, Quote } from "./types.js" */
/** @import { Edit } from "./edits.js" */
/** @import { Forge } from "./files.js" */
/** @import { History } from "./history.js" */

/** Suggestions that the list shows at once. */
const MOST = 12;

/**
 * @typedef {object} Given
 * @property {Corpus | undefined} corpus
 * @property {History} history
 * @property {Answer | undefined} answer
 * @property {boolean} isPending  whether `answer` is not yet of the present document
 * @property {string} says
 * @property {string} refused
 * @property {Forge} forge
 * @property {(edit: Edit, says: string) => void} edit
 * @property {() => void} onUndo
 * @property {() => void} onRedo
 * @property {(id: string, into: string) => void} onMerge
 * @property {(old: string, now: string) => void} onRename
 * @property {() => void} onDiscard
 */

/** @param {EventTarget | null} target */
const isTyping = (target) => target instanceof Element && target.matches("input, textarea, select");

/** @param {Given} given */
export function Work({
  corpus,
  history,
  answer,
  isPending,
  says,
  refused,
  forge,
  edit,
  onUndo,
  onRedo,
  onMerge,
  onRename,
  onDiscard,
}) {
  const document = history.present;
  const { article } = document;
  const text = useMemo(() => new Text(document.seed.text), [document.seed.text]);
  const entities = useMemo(
    () => new Map([...(corpus?.entities ?? []), ...Object.values(document.entities)].map((one) => [one.id, one])),
    [corpus, document.entities],
  );
  const outlets = useMemo(
    () => new Set([...(corpus?.outlets ?? []), ...Object.values(document.outlets ?? {})].map(({ id }) => id)),
    [corpus, document.outlets],
  );
  const [current, setCurrent] = useState(/** @type {string | undefined} */ (undefined));
  const [selected, setSelected] = useState(/** @type {Place | undefined} */ (undefined));
  const [wanted, setWanted] = useState(/** @type {Place | undefined} */ (undefined));
  const [made, setMade] = useState(
    /** @type {{name: string, then: (entity: Entity) => Edit} | undefined} */ (undefined),
  );
  const panel = useRef(/** @type {HTMLElement | null} */ (null));
  const findings = answer?.findings ?? [];
  const left = undecided(document);
  const quote = article.quotes.find(({ id }) => id === current);
  const number = quote ? article.quotes.indexOf(quote) + 1 : 0;
  const errors = findings.filter(({ severity }) => severity === "error").length;

  useEffect(() => {
    const onSelect = () => {
      const found = selectedPlace(window.getSelection());
      if (!found) return;
      const role = article.regions[found.region]?.role;
      setSelected(role === undefined ? undefined : text.snapped(found.place));
    };
    window.document.addEventListener("selectionchange", onSelect);
    return () => window.document.removeEventListener("selectionchange", onSelect);
  }, [text, article.regions]);

  useEffect(() => {
    // A new quote has its id only when Python has answered.
    if (!wanted) return;
    const found = article.quotes.find(({ id, content }) => id && String(content[0]?.span) === String(wanted));
    if (found) {
      setCurrent(found.id);
      setWanted(undefined);
    }
  }, [article.quotes, wanted]);

  const nameOf = (/** @type {Mention} */ { entity, entities: several }) =>
    (several ?? [entity ?? ""]).map((id) => entities.get(id)?.name ?? id).join(", ");
  const show = (/** @type {string} */ id) => {
    setCurrent(id);
    setMade(undefined);
    requestAnimationFrame(() => panel.current?.querySelector("h2")?.focus());
  };
  const next = () => {
    const one = left.find(({ id }) => id !== current) ?? left[0];
    if (one?.kind === "quote") show(one.id);
    else if (one) window.document.querySelector(`#mention-${one.id} button`)?.scrollIntoView({ block: "center" });
  };
  const isPublished = Boolean(
    selected &&
      article.regions.some(
        ({ role, repeat, span }) =>
          span && span[0] <= selected[0] && selected[1] <= span[1] && CONTENT_ROLES.includes(role) && !repeat,
      ),
  );
  const newQuote = () => {
    if (!selected) return;
    edit(addQuote(selected), `New quote: ${text.words(selected)}`);
    setWanted(selected);
  };
  const usePart = (/** @type {"cue" | "source"} */ part) => {
    if (selected && quote)
      edit(setPart(quote.id, part, [selected]), `${part === "cue" ? "Cue" : "Source"}: ${text.words(selected)}`);
  };
  const tools = {
    text,
    document,
    entities,
    outlets,
    utterances: corpus?.utterances ?? [],
    selected,
    edit,
    newEntity: (/** @type {string} */ name, /** @type {(entity: Entity) => Edit} */ then) => setMade({ name, then }),
  };

  /** @type {Record<string, () => void>} */
  const keys = {
    q: newQuote,
    c: () => usePart("cue"),
    s: () => usePart("source"),
    n: next,
    a: () => {
      if (quote?.confidence === undefined) return;
      edit(acceptQuote(quote.id), `Accepted quote ${number}`);
      next();
    },
    x: () => {
      if (!quote) return;
      edit(removeQuote(quote.id), `Removed quote ${number}`);
      next();
    },
  };
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    const isCommand = event.ctrlKey || event.metaKey;
    if (isCommand && event.key.toLowerCase() === "z" && !isTyping(event.target)) {
      event.preventDefault();
      if (event.shiftKey) onRedo();
      else onUndo();
    } else if (!isCommand && !event.altKey && !isTyping(event.target)) {
      const key = keys[event.key];
      if (!key) return;
      event.preventDefault();
      key();
    }
  };
  const onClick = (/** @type {MouseEvent} */ event) => {
    const mark = event.target instanceof Element ? event.target.closest("[data-quote]") : null;
    if (mark instanceof HTMLElement && window.getSelection()?.isCollapsed) setCurrent(mark.dataset.quote);
  };

  const drag = useDrag(text, quote, (stretch, place) => {
    if (quote)
      edit(setPart(quote.id, "content", placesOf(quote.content).with(stretch, place)), `Now: ${text.words(place)}`);
  });
  const inPanel = made
    ? html`<section aria-labelledby="entity-title">
        <h2 id="entity-title" tabindex="-1">New entity</h2>
        <${EntityForm}
          entity=${{ id: idOf(made.name), name: made.name, type: "PERSON", description: "" }}
          isNew=${true}
          entities=${entities}
          onSave=${(/** @type {Entity} */ entity) => {
            edit((now) => made.then(entity)(putEntity(entity)(now)), `Added ${entity.name}`);
            setMade(undefined);
          }}
          onCancel=${() => setMade(undefined)}
        />
      </section>`
    : quote
      ? html`<${QuoteForm} key=${quote.id} tools=${tools} quote=${quote} number=${number} findings=${ofQuote(findings, article.quotes, quote)} />`
      : html`<p class="quiet">Choose a quote in the text or in a list, or select words in the text.</p>`;

  return html`<div class="work" onKeyDown=${onKeyDown}>
    <h1>${article.id}</h1>
    <div class="toolbar" role="toolbar" aria-label="Work">
      <button type="button" disabled=${!history.past.length} onClick=${onUndo}>Undo</button>
      <button type="button" disabled=${!history.future.length} onClick=${onRedo}>Redo</button>
      <button type="button" disabled=${!left.length} onClick=${next}>Next suggestion <kbd>N</kbd></button>
      <a href="#result-title">Result</a>
      <${Discard} onDiscard=${onDiscard} />
    </div>
    <p class="status" role="status">${says}</p>
    ${refused && html`<p class="notice lines" role="alert">${refused}</p>`}
    <div class="frame">
      <div class="side">
        <section class="panel" ref=${panel} tabindex="-1" aria-label="What you edit">
          ${
            selected &&
            html`<div class="selection">
            <p><small>Selected</small> <q dir="auto">${text.words(selected)}</q></p>
            ${
              isPublished
                ? html`<p class="decide">
                    <button type="button" class="main" onClick=${newQuote}>New quote <kbd>Q</kbd></button>
                    ${
                      quote &&
                      html`<button type="button" onClick=${() => usePart("cue")}>Cue of quote ${number} <kbd>C</kbd></button>
                      <button type="button" onClick=${() => usePart("source")}>Source of quote ${number} <kbd>S</kbd></button>`
                    }
                  </p>
                  <details><summary>It is a name, a description or a pronoun</summary><${AddName} tools=${tools} place=${selected} /></details>`
                : html`<p class="quiet">This part is not published, so it carries no quotes. Its words can be evidence for the metadata.</p>`
            }
            <${PartBorders} tools=${tools} place=${selected} />
          </div>`
          }
          ${inPanel}
        </section>
      </div>
      <div class="main-column" onClick=${onClick} ...${drag}>
        <section aria-labelledby="doubts-title">
          <h2 id="doubts-title">Look at these first</h2>
          ${
            left.length
              ? html`<p class="quiet">${left.length} suggestions are left, the least certain first. What the program missed is in no list: read the text, too.</p>
                <ol class="doubts">
                  ${left.slice(0, MOST).map(
                    (one) =>
                      html`<li key=${one.kind + one.id}>
                        ${
                          one.kind === "quote"
                            ? html`<button type="button" class="link" onClick=${() => show(one.id)}>quote: ${one.words}</button>`
                            : html`<span dir="auto">name: ${one.words}, for ${nameOf(article.mentions[Number(one.id)])}</span>`
                        }
                        <small> ${one.confidence}</small>
                        ${
                          one.kind === "mention" &&
                          html` <button type="button" aria-label=${`Accept the name ${one.words}`} onClick=${() => edit(changeMention(Number(one.id), {}), `Accepted ${one.words}`)}>Accept</button>
                          <button type="button" aria-label=${`Remove the name ${one.words}`} onClick=${() => edit(removeMention(Number(one.id)), `Removed ${one.words}`)}>Remove</button>`
                        }
                      </li>`,
                  )}
                </ol>`
              : html`<p>You have decided on every suggestion.</p>`
          }
        </section>
        <section aria-labelledby="findings-title">
          <h2 id="findings-title">Findings</h2>
          <${Findings} findings=${findings} quotes=${article.quotes} onShow=${show} />
        </section>
        <section aria-labelledby="text-title">
          <h2 id="text-title">Text</h2>
          <${ArticleText}
            text=${text}
            document=${document}
            findings=${findings}
            current=${current}
            onRole=${(/** @type {number} */ index, /** @type {string} */ role) => edit(setRole(index, role), `Part ${index + 1} is now: ${role}`)}
          />
        </section>
        <section aria-labelledby="quotes-title">
          <h2 id="quotes-title">Quotes</h2>
          <ol class="quotes">
            ${article.quotes.map(
              (one) =>
                html`<li key=${one.id}>
                  <button type="button" class="link" aria-pressed=${one.id === current} onClick=${() => show(one.id)}>
                    ${one.speakers.map((id) => entities.get(id)?.name ?? id).join(", ") || "nobody"}: ${placesOf(
                      one.content,
                    )
                      .map((place) => text.words(place))
                      .join(" … ")}
                  </button>
                </li>`,
            )}
          </ol>
        </section>
        <${Names} tools=${tools} findings=${findings} onMerge=${onMerge} onRename=${onRename} />
        <${Offices} tools=${tools} findings=${findings} />
        <${Facts} tools=${tools} outlets=${corpus?.outlets ?? []} findings=${findings} />
        <${Result}
          id=${article.id}
          files=${answer?.files ?? {}}
          isPending=${isPending}
          isFinished=${article.status !== "draft"}
          left=${left.length}
          drafts=${Object.values(document.entities).filter(({ status }) => status === "draft").length}
          errors=${errors}
          forge=${forge}
          onFinish=${() => edit(finish, "Finished: all checks run now")}
        />
      </div>
    </div>
  </div>`;
}

/**
 * Handlers that move a border of the edited quote with a pointer: to the word where the pointer is let go.
 * @param {Text} text
 * @param {Quote | undefined} quote
 * @param {(stretch: number, place: Place) => void} onMoved
 */
function useDrag(text, quote, onMoved) {
  const held = useRef(/** @type {{edge: 0 | 1, stretch: number} | undefined} */ (undefined));
  return {
    onPointerDown: (/** @type {PointerEvent} */ event) => {
      const grip = event.target instanceof Element ? event.target.closest(".grip") : null;
      if (!(grip instanceof HTMLElement) || !quote) return;
      // Otherwise the browser selects words.
      event.preventDefault();
      held.current = { edge: grip.dataset.edge === "0" ? 0 : 1, stretch: Number(grip.dataset.stretch) };
    },
    onPointerUp: (/** @type {PointerEvent} */ event) => {
      const { edge, stretch } = held.current ?? {};
      held.current = undefined;
      const place = stretch === undefined ? undefined : placesOf(quote?.content)[stretch];
      const point = place && pointAt(event.clientX, event.clientY);
      if (!point || stretch === undefined) return;
      const moved = text.snapped(edge === 0 ? [point.at, place[1]] : [place[0], point.at]);
      if (moved && String(moved) !== String(place)) onMoved(stretch, moved);
    },
  };
}

/**
 * The findings about a quote.
 * @param {Finding[]} findings
 * @param {Quote[]} quotes
 * @param {Quote} quote
 */
const ofQuote = (findings, quotes, quote) =>
  findings.filter(({ path }) => path[0] === "quotes" && quotes[Number(path[1])]?.id === quote.id);

/**
 * @param {{findings: Finding[], quotes: Quote[], onShow: (id: string) => void}} props
 */
function Findings({ findings, quotes, onShow }) {
  const shown = findings.filter(({ rule }) => rule !== "draft");
  if (!shown.length) return html`<p>No findings${findings.length ? ", except that this is a draft" : ""}.</p>`;
  return html`<ol class="findings">
    ${shown.map((finding, index) => {
      const quote = finding.path[0] === "quotes" ? quotes[Number(finding.path[1])] : undefined;
      return html`<li key=${index}>
        ${finding.file.startsWith("corpus/articles/") || html`<p class="quiet">In <code>${finding.file}</code></p>`}
        <${FindingCard} finding=${finding} />
        ${quote && html`<button type="button" onClick=${() => onShow(quote.id)}>Go to the quote</button>`}
      </li>`;
    })}
  </ol>`;
}
