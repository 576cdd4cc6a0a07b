import { layers } from '../../architecture/rooms.js';
import type { Room } from '../../architecture/violations.js';
import { table } from '../markdown.js';

const code = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');

function row({ path, job, imports, packages = [], builtIns, isAlone }: Room): string {
  const allowed = [code(imports), isAlone === true ? 'nothing else' : ''].filter((part) => part !== '');
  const modules = builtIns?.map((name) => `node:${name}`) ?? [];
  const outside = code([...packages, ...modules]) + (builtIns?.length === 0 ? '; no `node:`' : '');
  return `| \`${path}\` | ${job} | ${allowed.join('; ')} | ${outside.replace(/^; /, '')} |`;
}

/** Two views of one table: adr/0003 has the rules, docs/architecture.md the jobs. */
export function roomSections(): [string, string][] {
  return [
    ['rooms', ruleTable()],
    ['room map', jobTable()],
  ];
}

/** What each room may import. */
function ruleTable(): string {
  return [
    '| room | job | may import | packages |',
    '| --- | --- | --- | --- |',
    ...layers.rooms.map(row),
    '',
    `Paths are from \`src/\`; \`tools/\` lies beside it. \`a/\` is all below it, \`a/*\` only the files right in it. Every room has ${code(layers.forAll)} unless it says "nothing else". A room has the packages that are named; modules of Node are free unless some are named or none.`,
  ].join('\n');
}

/** What each room is for, with its path from the project's folder. */
function jobTable(): string {
  const inProject = (path: string): string => (path === 'tools/' ? path : `src/${path}`);
  return table(
    ['room', 'job'],
    layers.rooms.map(({ path, job }) => [`\`${inProject(path)}\``, job]),
  );
}
