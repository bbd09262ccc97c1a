// The workbench: begins with a text, and edits its draft until it is saved or discarded.
import { html } from "htm/preact";
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Begin } from "./begin.js";
import { begun, changed, redone, settled, undone } from "./history.js";
import { Refused } from "./python.js";
import { discard, keep, kept } from "./store.js";
import { Work } from "./work.js";

/** @import { Answer, Corpus, Document } from "./types.js" */
/** @import { Forge } from "./files.js" */
/** @import { History } from "./history.js" */
/** @import { Edit } from "./edits.js" */

/** Milliseconds after which a reader is taken to look for a text. */
const PAUSE = 1000;

/** @typedef {(name: string, given: object) => Promise<any>} Call */

/**
 * @param {unknown} error
 * @returns {string}
 */
const messageOf = (error) => (error instanceof Refused ? error.message : `Something went wrong in the page: ${error}`);

/**
 * @param {{start: (onProgress: (share: number, text: string) => void) => Call, forge: Forge}} props
 */
export function App({ start, forge }) {
  const [corpus, setCorpus] = useState(/** @type {Corpus | undefined} */ (undefined));
  const [left, setLeft] = useState(/** @type {History[]} */ ([]));
  const [history, setHistory] = useState(/** @type {History | undefined} */ (undefined));
  const [answer, setAnswer] = useState(/** @type {Answer | undefined} */ (undefined));
  const [progress, setProgress] = useState(/** @type {{share: number, text: string} | undefined} */ (undefined));
  const [refused, setRefused] = useState("");
  const [says, setSays] = useState("");
  const [isPending, setPending] = useState(false);
  const latest = useRef(0);
  const isAsked = useRef(false);

  const call = useMemo(() => start((share, text) => setProgress((now) => now && { share, text })), []);

  useEffect(() => {
    // Python loads while the reader looks for a text.
    call("about", {}).then(setCorpus, (error) => setRefused(messageOf(error)));
    // The first draft of a session is slow, since browsers compile what is used; so a first one is made of nothing much.
    setTimeout(() => isAsked.current || call("warm", {}).catch(() => undefined), PAUSE);
    kept().then(setLeft, () => setSays("This browser cannot keep your work: save the ZIP before you leave."));
  }, []);

  useEffect(() => {
    if (history)
      keep(history).catch(() => setSays("This browser could not keep your work: save the ZIP before you leave."));
  }, [history]);

  /** @param {string} text @param {Promise<Answer>} wanted */
  const open = async (text, wanted) => {
    isAsked.current = true;
    setRefused("");
    setProgress({ share: 0, text });
    try {
      const found = await wanted;
      const { id } = found.document.article;
      if (left.some(({ present }) => present.article.id === id)) {
        setRefused(`This browser already has work on ${id}. Continue or discard it, or choose another id.`);
        return;
      }
      setAnswer(found);
      setHistory(begun(found.document));
      setSays(found.summary ? `The draft has ${found.summary}.` : "");
    } catch (error) {
      setRefused(messageOf(error));
    } finally {
      setProgress(undefined);
    }
  };

  const draft = async (/** @type {string} */ text, /** @type {string} */ id) =>
    call("draft", { text, id: id || (await call("propose_id", { text })).id });

  /** Checks a document, and puts what Python made of it in its place unless it was changed meanwhile. */
  const check = useCallback(
    async (/** @type {Document} */ document) => {
      latest.current += 1;
      const own = latest.current;
      setPending(true);
      try {
        const found = /** @type {Answer} */ (await call("check", { document }));
        if (own !== latest.current) return;
        setAnswer(found);
        setHistory((now) => now && settled(now, found.document));
        setPending(false);
      } catch (error) {
        setRefused(messageOf(error));
      }
    },
    [call],
  );

  const move = useCallback(
    (/** @type {(now: History) => History} */ step, /** @type {string} */ done) => {
      setRefused("");
      setSays(done);
      setHistory((now) => {
        const next = now && step(now);
        if (next && next !== now) check(next.present);
        return next;
      });
    },
    [check],
  );
  const edit = useCallback(
    (/** @type {Edit} */ change, /** @type {string} */ done) => move((now) => changed(now, change(now.present)), done),
    [move],
  );

  /** Changes that Python makes: merge and rename. */
  const ask = async (/** @type {string} */ name, /** @type {object} */ given, /** @type {string} */ done) => {
    setRefused("");
    const began = latest.current;
    try {
      const found = /** @type {Answer} */ (await call(name, { document: history?.present, ...given }));
      if (began !== latest.current) {
        setRefused("The draft changed in the meantime. Try again.");
        return;
      }
      latest.current += 1;
      setPending(false);
      setAnswer(found);
      setHistory((now) => now && changed(now, found.document));
      setSays(done);
    } catch (error) {
      setRefused(messageOf(error));
    }
  };

  const stop = async (/** @type {History} */ work) => {
    // First of all, so that no answer that comes meanwhile is kept.
    latest.current += 1;
    setHistory(undefined);
    setAnswer(undefined);
    await discard(work).catch(() => undefined);
    setLeft(await kept().catch(() => []));
    setSays("");
    setRefused("");
  };

  if (!history) {
    return html`<${Begin}
      corpus=${corpus}
      left=${left}
      progress=${progress}
      refused=${refused}
      on=${{
        onDraft: (/** @type {string} */ text, /** @type {string} */ id) => open("Reading the text", draft(text, id)),
        onFiles: (/** @type {object} */ files) => open("Opening the files", call("open_files", { files })),
        onArticle: (/** @type {string} */ id) => open("Opening the article", call("open_article", { id })),
        onContinue: (/** @type {History} */ work) => {
          setHistory(work);
          check(work.present);
        },
        onDiscard: stop,
      }}
    />`;
  }
  return html`<${Work}
    corpus=${corpus}
    history=${history}
    answer=${answer}
    isPending=${isPending}
    says=${says}
    refused=${refused}
    forge=${forge}
    edit=${edit}
    onUndo=${() => move(undone, "Undone")}
    onRedo=${() => move(redone, "Redone")}
    onMerge=${(/** @type {string} */ id, /** @type {string} */ into) => ask("merge", { ids: [id], into }, `Merged ${id} into ${into}`)}
    onRename=${(/** @type {string} */ old, /** @type {string} */ now) => ask("rename", { old, new: now }, `Renamed ${old} to ${now}`)}
    onDiscard=${() => stop(history)}
  />`;
}
