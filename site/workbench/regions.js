// Changes the borders of the parts of a page: title, byline, body and so on.
import { html } from "htm/preact";
import { joinRegion, setRole, splitRegion } from "./edits.js";
import { Select } from "./fields.js";
import { CONTENT_ROLES, OTHER_ROLES } from "./text.js";

/** @import { Place } from "./types.js" */
/** @import { Tools } from "./quote.js" */

/** @type {[string, string][]} */
const ROLES = [
  ["", "choose what they are"],
  ...CONTENT_ROLES.map((role) => /** @type {[string, string]} */ ([role, `${role} (published)`])),
  ...OTHER_ROLES.map((role) => /** @type {[string, string]} */ ([role, `${role} (not published)`])),
];

/**
 * The part that holds the selected words: they become a part of their own, or the part is joined with a neighbour.
 * @param {{tools: Tools, place: Place}} props
 */
export function PartBorders({ tools, place }) {
  const { text, document, edit } = tools;
  const { regions } = document.article;
  const index = regions.findIndex(({ span }) => span && span[0] <= place[0] && place[1] <= span[1]);
  if (index < 0) return null;
  const isAll = String(regions[index].span) === String(place);
  const own = (/** @type {string} */ role) =>
    role && edit(isAll ? setRole(index, role) : splitRegion(text, index, place, role), `The words are now: ${role}`);
  const join = (/** @type {number} */ lower, /** @type {string} */ label) => html`<button
    type="button"
    onClick=${() => edit(joinRegion(lower), `Joined two parts: ${regions[lower - 1].role}`)}
  >
    ${label}
  </button>`;
  return html`<details><summary>It is another part of the page</summary>
    <${Select} label="The selected words are" value="" options=${ROLES} onChange=${own} />
    <p class="decide">
      ${index > 0 && join(index, "Join this part with the one above")}
      ${index < regions.length - 1 && join(index + 1, "Join this part with the one below")}
    </p>
  </details>`;
}
