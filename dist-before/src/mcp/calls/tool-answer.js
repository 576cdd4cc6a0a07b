/** Pixels for which a model pays as much as for a character: 750 for a token of some four characters. */
const PIXELS_PER_CHARACTER = 187.5;
/** Length of an answer in characters. An image counts as the text that costs a model the same, not by its bytes. */
export function answerLength({ text, image }) {
    return (text.length + (image === undefined ? 0 : Math.ceil((image.width * image.height) / PIXELS_PER_CHARACTER)));
}
