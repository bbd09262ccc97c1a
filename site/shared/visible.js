// Characters that are invisible or turn the order of others are shown as code points, as in the preview.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;

/**
 * A text with its invisible characters shown, such as `⟨U+202E⟩`; line feeds and tabs stay.
 * @param {string | null | undefined} text
 */
export function visible(text) {
  return (text ?? "").replace(UNSEEN, (character) =>
    character === "\n" || character === "\t"
      ? character
      : `⟨U+${/** @type {number} */ (character.codePointAt(0)).toString(16).toUpperCase().padStart(4, "0")}⟩`,
  );
}
