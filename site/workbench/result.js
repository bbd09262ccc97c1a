// The files that the work comes to: a ZIP, and each file to copy or to open in the forge's editor.
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { download, newFileAddress, zipped } from "./files.js";

/** @import { Forge } from "./files.js" */

/**
 * @param {{file: string, text: string, isPending: boolean, forge: Forge}} props
 */
function File({ file, text, isPending, forge }) {
  const [says, setSays] = useState("");
  const copy = async (/** @type {string} */ done) => {
    try {
      await navigator.clipboard.writeText(text);
      setSays(done);
    } catch {
      setSays("The browser did not allow it. Select the text below and copy it.");
    }
  };
  const address = newFileAddress(forge, file, text);
  const hint = "The text is on the clipboard: paste it into the editor that opened. It is too long for a link.";
  return html`<li class="card">
    <h3><code>${file}</code></h3>
    <p class="decide">
      <button type="button" disabled=${isPending} aria-label=${`Copy ${file}`} onClick=${() => copy("Copied.")}>Copy</button>
      ${
        address &&
        !isPending &&
        html`<a
        href=${address.href}
        target="_blank"
        rel="noopener noreferrer"
        onClick=${() => (address.complete ? undefined : copy(hint))}
        >Open in the editor on GitHub</a
      >`
      }
    </p>
    <p role="status">${says}</p>
    <details><summary>Show the text</summary><pre tabindex="0" aria-label=${file}>${text}</pre></details>
  </li>`;
}

/**
 * @param {{id: string, files: Record<string, string>, isPending: boolean, isFinished: boolean, left: number, drafts: number, errors: number,
 *   forge: Forge, onFinish: () => void}} props
 */
export function Result({ id, files, isPending, isFinished, left, drafts, errors, forge, onFinish }) {
  return html`<section aria-labelledby="result-title">
    <h2 id="result-title">Result</h2>
    <p>
      ${
        isFinished
          ? "The article counts as annotated by a person."
          : `The article is a draft. ${left ? `You have not decided on ${left} of the suggestions.` : "You have decided on every suggestion."}`
      }
      ${
        drafts > 0 &&
        html` <a href="#names-title">${drafts === 1 ? "1 new entity is still a draft" : `${drafts} new entities are still drafts`}</a>: say who or
        what each is, and accept it.`
      }
      ${errors ? ` The checks find ${errors} ${errors === 1 ? "error" : "errors"}.` : " The checks find no error."}
    </p>
    ${
      !isFinished &&
      html`<p>
      <button type="button" onClick=${onFinish}>Finish: no longer a draft</button>
      <small> Accepts what is left, and runs the checks that drafts do not need to pass.</small>
    </p>`
    }
    <p class=${isPending ? "" : "result-ready"}>
      <button type="button" class="main" disabled=${isPending} onClick=${() => download(`${id}.zip`, zipped(files))}>Save all files as ZIP</button>
      <small> Unpack it at the root of a checkout of the repository.</small>
    </p>
    <ul class="cards">
      ${Object.entries(files).map(([file, text]) => html`<${File} key=${file} file=${file} text=${text} isPending=${isPending} forge=${forge} />`)}
    </ul>
  </section>`;
}
