import { layers } from '../../architecture/rooms.js';
import type { Room } from '../../architecture/violations.js';

const code = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');

function row({ path, job, imports, packages = [], builtIns, isAlone }: Room): string {
  const allowed = [code(imports), isAlone === true ? 'nothing else' : ''].filter((part) => part !== '');
  const modules = builtIns?.map((name) => `node:${name}`) ?? [];
  const outside = code([...packages, ...modules]) + (builtIns?.length === 0 ? '; no `node:`' : '');
  return `| \`${path}\` | ${job} | ${allowed.join('; ')} | ${outside.replace(/^; /, '')} |`;
}

/** What adr/0003 holds of the rooms. */
export function roomSection(): [string, string] {
  return [
    'rooms',
    [
      '| room | it | may import | packages |',
      '| --- | --- | --- | --- |',
      ...layers.rooms.map(row),
      '',
      `Paths are from \`src/\`; \`tools/\` lies beside it. \`a/\` is all below it, \`a/*\` only the files right in it. Every room has ${code(layers.forAll)} unless it says "nothing else". A room has the packages that are named; modules of Node are free unless some are named or none.`,
    ].join('\n'),
  ];
}
