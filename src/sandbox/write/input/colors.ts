import type { Input } from './input.js';

const hues = ['gray', 'brown', 'orange', 'yellow', 'green', 'blue', 'purple', 'pink', 'red'] as const;

/** Colours of options. */
export const optionColors = ['default', ...hues] as const;

const textColors = [...optionColors, 'default_background', ...hues.map((hue) => `${hue}_background`)];

/** A colour of text or of a block. */
export function readColor(input: Input): string {
  return input.oneOf(textColors);
}
