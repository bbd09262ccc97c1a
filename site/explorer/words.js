// Numbers and nouns as people write them.

const NUMBERS = new Intl.NumberFormat("en");

/**
 * A number with its noun: `1 quote`, `1,204 quotes`.
 * @param {number} number
 * @param {string} noun
 */
export function count(number, noun) {
  const plural = noun.endsWith("y") ? `${noun.slice(0, -1)}ies` : `${noun}s`;
  return `${NUMBERS.format(number)} ${number === 1 ? noun : plural}`;
}

/** The types of entities (OntoNotes 5) in words. @type {Record<string, string>} */
export const KINDS = {
  PERSON: "person",
  ORG: "organisation",
  GPE: "country, city or state",
  NORP: "nationality or group",
  LOC: "region",
  FAC: "building, base or road",
  EVENT: "event",
  PRODUCT: "product",
  WORK_OF_ART: "work",
  LAW: "law or treaty",
};

/**
 * A number with separators.
 * @param {number | bigint} value
 */
export function figure(value) {
  return NUMBERS.format(value);
}

/**
 * A text cut to a length, with an ellipsis where it was cut.
 * @param {string} text
 * @param {number} most  UTF-16 units
 */
export function shortened(text, most) {
  return text.length > most ? `${beginning(text, most)}…` : text;
}

/**
 * The first characters of a text; never half a character.
 * @param {string} text
 * @param {number} most
 */
export function beginning(text, most) {
  const cut = text.slice(0, most);
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/**
 * The last characters of a text; never half a character.
 * @param {string} text
 * @param {number} most
 */
export function ending(text, most) {
  const cut = most ? text.slice(-most) : "";
  return /^[\uDC00-\uDFFF]/.test(cut) ? cut.slice(1) : cut;
}

/**
 * The last words of a text, within a length; a single longer word is cut.
 * @param {string} text
 * @param {number} most
 */
export function endingWords(text, most) {
  const cut = ending(text, most);
  return cut.length < text.length && /\s\S/.test(cut) ? cut.replace(/^\S*\s+/, "") : cut;
}

/**
 * The first words of a text, within a length; a single longer word is cut.
 * @param {string} text
 * @param {number} most
 */
export function beginningWords(text, most) {
  const cut = beginning(text, most);
  return cut.length < text.length && /\S\s/.test(cut) ? cut.replace(/\s+\S*$/, "") : cut;
}
