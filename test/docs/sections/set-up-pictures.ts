/** What is drawn in the window of a step, from top to bottom. */
type Part =
  | { readonly kind: 'heading' | 'field' | 'secret'; readonly text: string }
  /** A box: ticked, empty, or a line of a list that leads further in. */
  | { readonly kind: 'ticked' | 'empty' | 'line' | 'chosen'; readonly text: string; readonly depth?: number }
  /** The button to press. */
  | { readonly kind: 'button'; readonly text: string };

interface Step {
  readonly caption: readonly string[];
  readonly parts: readonly Part[];
}

/** Pixels. */
const WIDTH = 940;
const HEIGHT = 316;
const MARGIN = 20;
const CARD = { width: 286, top: 70, height: 226, gap: 41 };
const INSET = 22;
const LINE = 38;

/** The ways to a token, drawn by hand: no picture of somebody's product, no logo. */
export const setUpPictures: Readonly<Record<'token-steps.svg' | 'connection-steps.svg', string>> = {
  'token-steps.svg': drawSteps('How a personal access token is made, in three steps', [
    {
      caption: ['Open the page of', 'personal access tokens'],
      parts: [
        { kind: 'heading', text: 'Personal access tokens' },
        { kind: 'line', text: 'no token yet' },
        { kind: 'button', text: 'New token' },
      ],
    },
    {
      caption: ['Name it, keep “Notion API”,', 'and create it'],
      parts: [
        { kind: 'heading', text: 'New token' },
        { kind: 'field', text: 'My assistant' },
        { kind: 'ticked', text: 'Notion API' },
        { kind: 'button', text: 'Create token' },
      ],
    },
    {
      caption: ['Copy it at once, into', 'the settings of your client'],
      parts: [
        { kind: 'heading', text: 'Shown only once' },
        { kind: 'secret', text: 'ntn_••••••••••••••' },
        { kind: 'button', text: 'Copy' },
      ],
    },
  ]),
  'connection-steps.svg': drawSteps('How a connection is made and a page is shared with it, in three steps', [
    {
      caption: ['Create a connection', 'that may read'],
      parts: [
        { kind: 'heading', text: 'New connection' },
        { kind: 'field', text: 'Assistant' },
        { kind: 'ticked', text: 'Read content' },
        { kind: 'ticked', text: 'Read comments' },
        { kind: 'button', text: 'Create' },
      ],
    },
    {
      caption: ['On a page: ••• → Connections,', 'and add it'],
      parts: [
        { kind: 'heading', text: 'Plans  •••' },
        { kind: 'line', text: 'Copy link' },
        { kind: 'line', text: 'Move to' },
        { kind: 'line', text: 'Connections ›' },
        { kind: 'button', text: 'Assistant' },
      ],
    },
    {
      caption: ['It sees that page and', 'those below, nothing else'],
      parts: [
        { kind: 'heading', text: 'What it sees' },
        { kind: 'chosen', text: 'Plans' },
        { kind: 'chosen', text: 'Budget', depth: 1 },
        { kind: 'chosen', text: 'Roadmap', depth: 1 },
        { kind: 'empty', text: 'Diary' },
      ],
    },
  ]),
};

function drawSteps(title: string, steps: readonly Step[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-MARGIN} 0 ${WIDTH + 2 * MARGIN} ${HEIGHT}" width="${WIDTH + 2 * MARGIN}" height="${HEIGHT}" role="img" aria-labelledby="title">
<title id="title">${title}</title>
<style>
text{font:15px ui-sans-serif,system-ui,-apple-system,"Segoe UI",Helvetica,Arial,"DejaVu Sans",sans-serif;fill:#201f1c}
.ground{fill:#f7f6f3}.card{fill:#fff;stroke:#dedbd3}.field{fill:#f7f6f3;stroke:#8a877e}.box{fill:none;stroke:#8a877e;stroke-width:1.5}
.full,.number,.button{fill:#1b6b57}.sign{fill:none;stroke:#fff;stroke-width:2.2;stroke-linecap:round;stroke-linejoin:round}
.on{fill:#fff;font-weight:600}.strong{font-weight:650}.quiet{fill:#5f5d57}.mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
.arrow{fill:none;stroke:#8a877e;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
@media (prefers-color-scheme:dark){text{fill:#ecebe6}.ground{fill:#171816}.card{fill:#20221f;stroke:#4a4d46}.field{fill:#171816;stroke:#7d7f76}.full,.number,.button{fill:#7cc9b0}.sign{stroke:#0d231c}.on{fill:#0d231c}.quiet{fill:#aaa89f}}
</style>
<rect x="${-MARGIN}" width="${WIDTH + 2 * MARGIN}" height="${HEIGHT}" rx="12" class="ground"/>
${steps.map((step, index) => drawStep(step, index, index === steps.length - 1)).join('\n')}
</svg>
`;
}

function drawStep({ caption, parts }: Step, index: number, isLast: boolean): string {
  const x = index * (CARD.width + CARD.gap);
  const middle = CARD.top + CARD.height / 2;
  const arrow = `<path d="M${x + CARD.width + 8} ${middle}h24m-8-8l8 8l-8 8" class="arrow"/>`;
  return [
    `<circle cx="${x + 17}" cy="33" r="16" class="number"/>`,
    `<text x="${x + 17}" y="38.5" text-anchor="middle" class="on">${index + 1}</text>`,
    ...caption.map((line, at) => `<text x="${x + 44}" y="${28 + at * 20}">${line}</text>`),
    `<rect x="${x + 0.5}" y="${CARD.top}" width="${CARD.width - 1}" height="${CARD.height}" rx="12" class="card"/>`,
    ...parts.map((part, at) => drawPart(part, x + INSET, CARD.top + 22 + at * LINE)),
    ...(isLast ? [] : [arrow]),
  ].join('\n');
}

/** One part, whose line begins at `y`. */
function drawPart(part: Part, x: number, y: number): string {
  const { kind, text } = part;
  const width = CARD.width - 2 * INSET;
  const field = `<rect x="${x}" y="${y - 4}" width="${width}" height="32" rx="7" class="field"/>`;
  switch (kind) {
    case 'heading':
      return `<text x="${x}" y="${y + 15}" class="strong">${text}</text>`;
    case 'field':
      return `${field}<text x="${x + 12}" y="${y + 17}">${text}</text>`;
    case 'secret':
      return `${field}<text x="${x + 12}" y="${y + 17}" class="mono">${text}</text>`;
    case 'button':
      return `<rect x="${x}" y="${y - 2}" width="${width}" height="34" rx="8" class="button"/><text x="${x + width / 2}" y="${y + 20}" text-anchor="middle" class="on">${text}</text>`;
    case 'line':
      return `<text x="${x}" y="${y + 15}" class="quiet">${text}</text>`;
    case 'ticked':
    case 'chosen':
    case 'empty': {
      const left = x + (part.depth ?? 0) * 26;
      const box = kind === 'empty' ? 'box' : 'full';
      const tick = kind === 'empty' ? '' : `<path d="M${left + 4.5} ${y + 10.5}l4 4l7-8" class="sign"/>`;
      return `<rect x="${left}" y="${y}" width="20" height="20" rx="5" class="${box}"/>${tick}<text x="${left + 30}" y="${y + 15.5}"${kind === 'empty' ? ' class="quiet"' : ''}>${text}</text>`;
    }
  }
}
