// The frame of the explorer: which view is shown, where the focus goes, and what all views share.
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { address, parseAddress, VIEWS } from "./address.js";
import { loadQuotes } from "./data/quotes.js";
import { ArticleView } from "./views/article.js";
import { ListView } from "./views/list.js";
import { QuoteView } from "./views/quote.js";
import { QuotesView } from "./views/quotes.js";
import { RecordView } from "./views/record.js";
import { UtteranceView } from "./views/utterance.js";

/**
 * @typedef {object} App  what every view gets
 * @property {import("./data/release.js").Release} release
 * @property {import("./data/quotes.js").Quotes} quotes
 * @property {number} loaded  how many quotes have been read; a view is drawn again when it grows
 * @property {import("./address.js").State} state
 * @property {(changes: Partial<import("./address.js").State>, isTyping?: boolean) => void} change  changes the state, and
 *   with it the address; while one types, without a new entry in the history
 */

/** @type {Record<string, any>} */
const RECORD_VIEWS = {
  quotes: QuoteView,
  articles: ArticleView,
  utterances: UtteranceView,
  speakers: RecordView,
  outlets: RecordView,
  entities: RecordView,
};

/**
 * The explorer.
 * @param {{release: import("./data/release.js").Release}} props
 */
export function Explorer({ release }) {
  const [state, setState] = useState(() => parseAddress(location.hash));
  const [read, setRead] = useState(
    /** @type {{quotes: any, loaded: number, error?: Error}} */ ({ quotes: null, loaded: 0 }),
  );

  useEffect(() => {
    loadQuotes(release, (quotes) => setRead({ quotes, loaded: quotes.loaded })).catch((error) =>
      setRead({ quotes: null, loaded: 0, error }),
    );
    const follow = () => setState(parseAddress(location.hash));
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, [release]);

  const place = `${state.view}/${state.id}`;
  const shown = useRef(place);
  useEffect(() => {
    if (shown.current !== place) scrollTo(0, 0);
    shown.current = place;
  }, [place]);

  /** @type {App["change"]} */
  const change = (changes, isTyping = false) => {
    const next = { ...state, page: 1, version: "", ...changes };
    if (isTyping) history.replaceState(null, "", address(next));
    else history.pushState(null, "", address(next));
    setState(next);
  };
  return html`<div class="explorer-frame">
    <${Views} current=${state.view} />
    <${VersionNotice} release=${release} asked=${state.version} />
    ${read.error ? html`<${Failure} error=${read.error} />` : null}
    ${read.quotes ? shownView({ release, ...read, state, change }) : read.error ? null : html`<p role="status">Reading the quotes …</p>`}
  </div>`;
}

/** @param {App} app */
function shownView(app) {
  const { view, id } = app.state;
  if (!id) return view === "quotes" ? html`<${QuotesView} app=${app} />` : html`<${ListView} key=${view} app=${app} />`;
  return html`<${RECORD_VIEWS[view]} key=${`${view}/${id}`} app=${app} />`;
}

/** @param {{current: string}} props */
function Views({ current }) {
  const link = (/** @type {string} */ view) =>
    html`<li><a href=${address({ view })} aria-current=${view === current ? "true" : undefined}>${view[0].toUpperCase()}${view.slice(1)}</a></li>`;
  return html`<nav class="views" aria-label="What to explore"><ul>${VIEWS.map(link)}</ul></nav>`;
}

/** @param {{release: import("./data/release.js").Release, asked: string}} props */
function VersionNotice({ release, asked }) {
  if (!asked || asked === release.version) return null;
  return html`<p class="notice draft-notice">
    The link you followed was made for version ${asked}. You see version ${release.version}, in which the data may have changed.
  </p>`;
}

/** @param {{error: Error}} props */
export function Failure({ error }) {
  return html`<p class="notice" role="alert">The data could not be read: ${error.message}. Try to load the page again.</p>`;
}
