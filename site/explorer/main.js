// The explorer: reads the release's Parquet files and shows them.
import { html } from "htm/preact";
import { render } from "preact";
import { Explorer, Failure } from "./app.js";
import { openRelease } from "./data/release.js";
import "./explorer.css";

const main = /** @type {HTMLElement} */ (document.getElementById("main"));
main.replaceChildren();
openRelease().then(
  (release) => render(html`<${Explorer} release=${release} />`, main),
  (error) => render(html`<h1>Explore</h1><${Failure} error=${error} />`, main),
);
