// A button that asks before it discards.
import { html } from "htm/preact";
import { useState } from "preact/hooks";

/** @param {{onDiscard: () => void}} props */
export function Discard({ onDiscard }) {
  const [isAsking, setAsking] = useState(false);
  if (!isAsking) return html`<button type="button" onClick=${() => setAsking(true)}>Discard …</button>`;
  return html`<span class="asking">
    Discard this work?
    <button type="button" onClick=${onDiscard}>Yes, discard it</button>
    <button type="button" onClick=${() => setAsking(false)}>No</button>
  </span>`;
}
