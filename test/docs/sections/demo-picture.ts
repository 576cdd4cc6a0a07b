import { DEMO_READS } from '../../../src/commands/demo/demo-reads.js';
import { firstUrl, startToolSandbox } from '../../support/notion/tool-sandbox.js';
import { plainCall } from './plain-call.js';
import { terminalPicture, wrapped, type Scene } from './terminal-picture.js';

/** What a person would have said for the model to make the demo's calls, in their order. */
const QUESTIONS = [
  'Where is our deploy guide?',
  'Which urgent tasks are in progress, when are they due, and how far are their projects?',
  'What does the deploy guide say?',
];
/** Lines of an answer that the picture has room for. */
const MAX_LINES = 18;
const CUT_LINE = '…';

/** The picture at the top of the README: the calls of `npm run demo`, with what the tools answer. */
export async function demoPicture(): Promise<string> {
  const sandbox = await startToolSandbox();
  try {
    const scenes: Scene[] = [];
    let page = '';
    for (const [index, { tool, arguments: given }] of DEMO_READS.entries()) {
      const input = JSON.parse(JSON.stringify(given).replace('PAGE', page)) as Record<string, unknown>;
      const answer = await sandbox.call(tool, input);
      page ||= firstUrl(answer);
      const requests = sandbox.requests();
      scenes.push({
        question: QUESTIONS[index] ?? '',
        call: plainCall(tool, input),
        answer: linesOf(answer),
        cost: `${requests} ${requests === 1 ? 'request' : 'requests'} to Notion's API`,
      });
    }
    return terminalPicture('What npm run demo asks of a made-up Notion workspace, and the answers', scenes);
  } finally {
    await sandbox.close();
  }
}

function linesOf(answer: string): Scene['answer'] {
  const lines = answer
    .split('\n')
    .filter((line) => !/^\|(?:---\|)+$/.test(line))
    .flatMap((line): Scene['answer'] =>
      line.startsWith('| ') ? [line.slice(2, -2).split(' | ')] : wrapped(line),
    );
  return lines.length <= MAX_LINES ? lines : [...lines.slice(0, MAX_LINES - 1), CUT_LINE];
}
