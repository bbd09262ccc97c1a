// The explorer: reads the release's Parquet files and shows them.
import { html } from "htm/preact";
import { render } from "preact";
import { siteFacts } from "../shared/facts.js";

const main = /** @type {HTMLElement} */ (document.getElementById("main"));
render(html`<p>${siteFacts().title}</p>`, main);
