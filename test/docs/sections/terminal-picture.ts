/** What one scene shows: what a person asks, the call that a model makes, and what comes back. */
export interface Scene {
  readonly question: string;
  readonly call: string;
  /** Lines of text; a line as a list is a row of a table. */
  readonly answer: readonly (string | readonly string[])[];
  readonly cost: string;
}

/** Pixels. A letter is about 0.6 of its height wide in any of the fonts. */
const WIDTH = 940;
const LEFT = 28;
const TOP = 74;
const LINE_HEIGHT = 21;
const FONT_SIZE = 13;
const LETTER = FONT_SIZE * 0.61;
const GAP_BETWEEN_COLUMNS = 18;
/** Letters that fit beside each other, with a margin for wide fonts. */
const MAX_LETTERS = Math.floor((WIDTH - 2 * LEFT) / LETTER);
const MAX_CELL_LETTERS = 26;
/** Of an id, as much as shows that it is one. */
const ID_LETTERS = 7;
/** Lines that a scene takes besides the call and the answer: the question, the cost, and space. */
const OTHER_LINES = 3.5;

const SECONDS_OF_A_SCENE = 7;
/** Between the question, the call, the answer and its cost. */
const SECONDS_BETWEEN = 0.7;

/** An animated picture of a terminal, for pages that allow no scripts. It loads nothing; where motion is unwelcome it stands still. */
export function terminalPicture(title: string, scenes: readonly Scene[]): string {
  const lines = Math.max(...scenes.map(({ call, answer }) => wrapped(call).length + answer.length));
  const height = TOP + (lines + OTHER_LINES) * LINE_HEIGHT;
  const period = scenes.length * SECONDS_OF_A_SCENE;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="title">
<title id="title">${escaped(title)}</title>
<style>${styles(period, scenes.length)}</style>
<rect width="${WIDTH}" height="${height}" rx="10" class="window"/>
<path d="M0 10a10 10 0 0 1 10-10h${WIDTH - 20}a10 10 0 0 1 10 10v26h-${WIDTH}z" class="bar"/>
<circle cx="20" cy="18" r="5.5" fill="#f2994a"/><circle cx="38" cy="18" r="5.5" fill="#5b7a88"/><circle cx="56" cy="18" r="5.5" fill="#5b7a88"/>
<text x="${WIDTH / 2}" y="23" text-anchor="middle" class="dim">npm run demo</text>
${scenes.map((scene, index) => drawScene(scene, index)).join('\n')}
</svg>
`;
}

function styles(period: number, count: number): string {
  const share = 100 / count;
  const start = (index: number): number => index * SECONDS_OF_A_SCENE;
  const steps = Array.from({ length: count }, (_scene, index) => index);
  return `
text{font:${FONT_SIZE}px ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono","DejaVu Sans Mono",monospace;fill:#d5e0e5;white-space:pre}
.window{fill:#12262f}.bar{fill:#1f4e5f}
.question{font-size:16px;font-weight:600;font-family:ui-sans-serif,system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif;fill:#fff}
.call{fill:#f2994a}.head{fill:#8fb8c9}.dim{fill:#8ba3ae}.strong{fill:#fff;font-weight:600}.cost{fill:#7fd1a1}
.scene,.later{opacity:0}
.scene{animation:scene ${period}s linear infinite}.later{animation:later ${period}s linear infinite}
${steps.map((index) => `.s${index},.s${index} .later{animation-delay:${start(index)}s}`).join('')}
${[1, 2, 3].map((step) => steps.map((index) => `.s${index} .d${step}{animation-delay:${(start(index) + step * SECONDS_BETWEEN).toFixed(1)}s}`).join('')).join('')}
@keyframes scene{0%,${(share - 1).toFixed(2)}%{opacity:1}${share.toFixed(2)}%,100%{opacity:0}}
@keyframes later{0%{opacity:0}1%,100%{opacity:1}}
@media (prefers-reduced-motion:reduce){.scene,.later{animation:none}.s${Math.floor(count / 2)},.s${Math.floor(count / 2)} .later{opacity:1}}
`;
}

function drawScene({ question, call, answer, cost }: Scene, index: number): string {
  const widths = columnWidths(answer);
  const calls = wrapped(call, '  ');
  const first = calls.length + 2;
  const at = (line: number): number => TOP + line * LINE_HEIGHT;
  const headRow = answer.findIndex((line) => typeof line !== 'string');
  const body = answer.map((line, number) =>
    typeof line === 'string'
      ? `<text x="${LEFT}" y="${at(number + first)}"${classOf(line)}>${escaped(cut(line, MAX_LETTERS))}</text>`
      : drawRow(line, widths, at(number + first), number === headRow),
  );
  return [
    `<g class="scene s${index}">`,
    `<text x="${LEFT}" y="${at(0)}" class="question">${escaped(question)}</text>`,
    `<g class="later d1">${calls
      .map((line, number) => `<text x="${LEFT}" y="${at(number + 1.3)}" class="call">${escaped(line)}</text>`)
      .join('')}</g>`,
    `<g class="later d2">${body.join('\n')}</g>`,
    `<g class="later d3"><text x="${LEFT}" y="${at(answer.length + first + 0.5)}" class="cost">${escaped(cost)}</text></g>`,
    '</g>',
  ].join('\n');
}

/** Cells stand at fixed places, since letters are not equally wide in every font. */
function drawRow(cells: readonly string[], widths: readonly number[], y: number, isHead: boolean): string {
  let x = LEFT;
  const spans = cells.map((cell, column) => {
    const span = `<tspan x="${Math.round(x)}">${escaped(shortCell(cell))}</tspan>`;
    x += (widths[column] ?? 0) * LETTER + GAP_BETWEEN_COLUMNS;
    return span;
  });
  return `<text y="${y}"${isHead ? ' class="head"' : ''}>${spans.join('')}</text>`;
}

function columnWidths(answer: Scene['answer']): readonly number[] {
  const rows = answer.filter((line) => typeof line !== 'string');
  return (rows[0] ?? []).map((_cell, column) =>
    Math.max(...rows.map((row) => shortCell(row[column] ?? '').length)),
  );
}

function classOf(line: string): string {
  const name = /^#+ /.test(line) ? 'strong' : /^(<<<|\w+>>>$|\s*https:)/.test(line) ? 'dim' : undefined;
  return name === undefined ? '' : ` class="${name}"`;
}

/** The text in lines that fit, broken at spaces; all but the first begin with `indent`. */
export function wrapped(text: string, indent = ''): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/(?<=\S)(?= )/)) {
    if (line !== '' && line.length + word.length > MAX_LETTERS) {
      lines.push(line);
      line = indent + word.trimStart();
    } else {
      line += word;
    }
  }
  return [...lines, line];
}

function shortCell(cell: string): string {
  return /^[0-9a-f]{32}$/.test(cell) ? `${cell.slice(0, ID_LETTERS)}…` : cut(cell, MAX_CELL_LETTERS);
}

function cut(text: string, letters: number): string {
  return text.length <= letters ? text : `${text.slice(0, letters - 1).trimEnd()}…`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
