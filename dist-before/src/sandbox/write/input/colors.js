const hues = ['gray', 'brown', 'orange', 'yellow', 'green', 'blue', 'purple', 'pink', 'red'];
/** Colours of options. */
export const optionColors = ['default', ...hues];
const textColors = [...optionColors, 'default_background', ...hues.map((hue) => `${hue}_background`)];
/** A colour of text or of a block. */
export function readColor(input) {
    return input.oneOf(textColors);
}
