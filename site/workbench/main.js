// The page on which articles are annotated.
import { html } from "htm/preact";
import { render } from "preact";
import { siteFacts } from "../shared/facts.js";
import { App } from "./app.js";
import { startPython } from "./python.js";
import "./style.css";

/** @type {any} */
const facts = siteFacts();
const main = /** @type {HTMLElement} */ (document.getElementById("main"));
const start = (/** @type {(share: number, text: string) => void} */ onProgress) =>
  startPython(facts.worker, facts.python, onProgress);
main.replaceChildren();
render(
  html`<${App} start=${start} forge=${{ repository: facts.repository ?? null, branch: facts.branch ?? "main" }} />`,
  main,
);
