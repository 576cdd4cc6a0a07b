// Notion, played by the sandbox: no request budget, as much latency as it is told, and for the first space a page of so
// many lines.
import { paragraph } from '../../src/sandbox/build/blocks.js';
import { addPage, createWorkspace } from '../../src/sandbox/build/workspace-builder.js';
import { startSandbox } from '../../src/sandbox/server.js';
import { serveAsNotion } from '../harness/processes/notion-process.js';
import { PAGE_TITLES } from './page-titles.js';

const [names = '', latency = '0', lines = '0'] = process.argv.slice(2);

const [workspace, ...others] = names.split(',').map((name) => {
  const made = createWorkspace({ name });
  for (const title of PAGE_TITLES) {
    const blocks = Array.from({ length: 12 }, (_, index) => paragraph(`${title} of ${name}, line ${index}.`));
    addPage(made, { title, blocks });
  }
  return made;
});
if (workspace !== undefined && lines !== '0') {
  addPage(workspace, {
    title: 'Long page',
    blocks: Array.from({ length: Number(lines) }, (_, at) => paragraph(`Line ${at} says a few words.`)),
  });
}
serveAsNotion(
  await startSandbox({
    ...(workspace && { workspace }),
    // None at all: a wait of 0 ms would be one of a turn of the event loop.
    ...(latency === '0' ? {} : { latencyMilliseconds: Number(latency) }),
    oauth: { workspaces: others },
  }),
);
