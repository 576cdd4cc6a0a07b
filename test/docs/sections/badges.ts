import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SUPPORTED_PROTOCOL_VERSIONS } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { root } from '../pages.js';
import { STATELESS_VERSION } from '../../../src/mcp/calls/protocol.js';

const { license, engines } = z
  .looseObject({ license: z.string(), engines: z.object({ node: z.string().startsWith('>=') }) })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));

/** Pixels. */
const HEIGHT = 22;
const GAP = 8;
const PADDING = 8;
/** Of a character of the text, at its widest. */
const CHARACTER = 6.9;

/** What somebody wants to know first, each from where it is set. */
export const badges = drawBadges([
  ['licence', license],
  ['Node', `${engines.node.slice(2)} or newer`],
  ['MCP', `${SUPPORTED_PROTOCOL_VERSIONS.toSorted().at(0)} to ${STATELESS_VERSION}`],
  ['Notion account', 'not needed for the demo'],
]);

function drawBadges(facts: readonly (readonly [label: string, value: string])[]): string {
  let left = 0;
  const drawn = facts.map(([label, value]) => {
    const labelWidth = widthOf(label);
    const valueWidth = widthOf(value);
    const badge = `<g transform="translate(${left} 0)">
<rect width="${labelWidth + valueWidth}" height="${HEIGHT}" rx="4" class="value"/>
<path d="M4 0h${labelWidth - 4}v${HEIGHT}h-${labelWidth - 4}a4 4 0 0 1-4-4v-${HEIGHT - 8}a4 4 0 0 1 4-4" class="label"/>
<text x="${labelWidth / 2}" y="15">${label}</text>
<text x="${labelWidth + valueWidth / 2}" y="15">${value}</text>
</g>`;
    left += labelWidth + valueWidth + GAP;
    return badge;
  });
  const width = left - GAP;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${HEIGHT}" width="${width}" height="${HEIGHT}" role="img" aria-labelledby="title">
<title id="title">${facts.map(([label, value]) => `${label}: ${value}`).join('; ')}</title>
<style>
text{font:600 12px ui-sans-serif,system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif;fill:#fff;text-anchor:middle}
.label{fill:#12262f}.value{fill:#1b6b57}
</style>
${drawn.join('\n')}
</svg>
`;
}

function widthOf(text: string): number {
  return Math.round(text.length * CHARACTER) + 2 * PADDING;
}
