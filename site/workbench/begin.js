// The first screen: a text to paste or drop, an article of the corpus, or the work that was left.
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { Discard } from "./discard.js";
import { unzipped } from "./files.js";

/** @import { Corpus } from "./types.js" */
/** @import { History } from "./history.js" */

/** The largest file that is read, as for the command. */
const MAX_BYTES = 4 * 2 ** 20;

/** Names of saved web pages. */
const PAGE = /\.(x?html?|mhtml?|webarchive)$/i;

/** @param {string} name */
const ofPage = (name) =>
  `${name} is a saved web page, which this page does not read. Open it, select the article, copy it and paste it here. ` +
  `Or run this command in a checkout. It extracts the article from a saved page:\n\n  blocquotes new article ${name} --id ID`;

/**
 * @typedef {object} Beginnings
 * @property {(text: string, id: string) => void} onDraft
 * @property {(files: Record<string, string>) => void} onFiles
 * @property {(id: string) => void} onArticle
 * @property {(work: History) => void} onContinue
 * @property {(work: History) => void} onDiscard
 */

/**
 * @param {{corpus: Corpus | undefined, left: History[], progress: {share: number, text: string} | undefined,
 *   refused: string, on: Beginnings}} props
 */
export function Begin({ corpus, left, progress, refused, on }) {
  const [text, setText] = useState("");
  const [id, setId] = useState("");
  const [article, setArticle] = useState("");
  const [trouble, setTrouble] = useState("");
  const readFile = async (/** @type {File} */ file) => {
    setTrouble("");
    try {
      if (PAGE.test(file.name)) throw new Error(ofPage(file.name));
      if (file.size > MAX_BYTES) throw new Error(`${file.name} is larger than 4 MiB.`);
      const data = new Uint8Array(await file.arrayBuffer());
      if (file.name.endsWith(".zip")) on.onFiles(unzipped(data));
      else setText(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data));
    } catch (error) {
      setTrouble(
        error instanceof TypeError
          ? `${file.name} is not UTF-8 text. Save it as UTF-8 in your editor.`
          : /** @type {Error} */ (error).message,
      );
    }
  };
  const begin = (/** @type {Event} */ event) => {
    event.preventDefault();
    on.onDraft(text, id);
  };
  const isBusy = progress !== undefined;
  return html`<div class="begin">
    <h1>Annotate an article</h1>
    <p class="lead">
      Paste the text of a news article. The page finds who is quoted and what they said, you correct it, and the checks of the
      corpus run after every change. In the end you get the files for a pull request.
    </p>
    <p class="promise">Your text stays in this browser: the page cannot send it to another website. You need no account.</p>
    ${left.map(
      (work) => html`<section key=${work.present.article.id} class="notice draft-notice" aria-label="Your work">
      <p>You were working on <strong>${work.present.article.id}</strong>.</p>
      <p class="decide">
        <button type="button" class="main" disabled=${progress !== undefined} onClick=${() => on.onContinue(work)}>Continue</button>
        <${Discard} onDiscard=${() => on.onDiscard(work)} />
      </p>
    </section>`,
    )}
    ${(refused || trouble) && html`<p class="notice lines" role="alert">${refused || trouble}</p>`}
    <form
      onSubmit=${begin}
      onDragOver=${(/** @type {DragEvent} */ event) => event.preventDefault()}
      onDrop=${(/** @type {DragEvent} */ event) => {
        const file = event.dataTransfer?.files[0];
        if (!file) return;
        event.preventDefault();
        readFile(file);
      }}
    >
      <label class="field"><span>Text of the article</span>
        <textarea
          required
          rows="14"
          spellcheck=${false}
          value=${text}
          placeholder="Headline, byline and date included, as they are on the page"
          onInput=${(/** @type {any} */ event) => setText(event.target.value)}
        />
      </label>
      <label class="field"><span>Permanent id (made from the headline if you leave it empty)</span>
        <input pattern="[a-z0-9]+(-[a-z0-9]+)*" maxlength="80" title="Lower-case letters and digits in words joined by hyphens" value=${id} onInput=${(/** @type {any} */ event) => setId(event.target.value)} />
      </label>
      <p><button type="submit" class="main" disabled=${isBusy}>Make a draft</button></p>
      <label class="field"><span>Or choose a file (or drop it on the text): a .txt file, or a ZIP that this page saved</span>
        <input
          type="file"
          accept=".txt,.zip,text/plain,application/zip"
          onChange=${(/** @type {any} */ event) => event.target.files[0] && readFile(event.target.files[0])}
        />
      </label>
    </form>
    <form
      onSubmit=${(/** @type {Event} */ event) => {
        event.preventDefault();
        if (article) on.onArticle(article);
      }}
    >
      <label class="field"><span>Or open an article of the corpus</span>
        <select value=${article} onChange=${(/** @type {any} */ event) => setArticle(event.target.value)}>
          <option value="">Choose an article</option>
          ${corpus?.articles.map((one) => html`<option key=${one.id} value=${one.id}>${one.id}</option>`)}
        </select>
      </label>
      <button type="submit" disabled=${isBusy || !article}>Open</button>
    </form>
    <div class="busy" role="status">
      ${progress && html`<p>${progress.text} …</p><progress aria-label=${progress.text} max="1" value=${progress.share}></progress>`}
    </div>
  </div>`;
}
