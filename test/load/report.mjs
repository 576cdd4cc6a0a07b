// The run as Markdown: the same text in the terminal and in docs/scaling.md, between the marks there.
import { cpus } from 'node:os';
import { formatted, pageWith } from './made-section.mjs';
import { table, whole } from './markdown-table.mjs';

const fine = (value) => value.toFixed(2);

function addedText(added) {
  const rows = added.map(({ era, direct, ours, bare, added: difference, addedP95, processor }) => [
    era,
    ...[direct, ours, difference, addedP95, bare, processor.ours, processor.bare].map(fine),
  ]);
  const fresh = added.map(({ era, addedFresh }) => `${fine(addedFresh)} ms (${era})`).join(' and ');
  return [
    `One call at a time, ${added[0].rounds} of each, by turns: a search through the server, the one REST request that it needs sent directly, and an echo of the same length by the bare server. Milliseconds at the median, and processor time for each call. ${whole(added[0].warmUp)} of each went before; in the first ${added[0].fresh} of those, right after the start, the server added ${fresh}.`,
    table(
      [
        'Protocol',
        'REST request:',
        'our call:',
        'added:',
        'added, p95:',
        'bare echo:',
        'our CPU:',
        'bare CPU:',
      ],
      rows,
    ),
  ];
}

function throughputText({ spaces, callers, seconds, ours, bare }) {
  const line = (name, { calls, perSecond, p50, p99, processor }) => [
    name,
    whole(calls),
    whole(perSecond),
    whole(p50),
    whole(p99),
    fine(processor),
  ];
  return [
    `${callers} callers of ${spaces} spaces without a pause for ${seconds} s, half of the calls searches, half page reads; then as many of the bare server's echo.`,
    table(
      ['Server', 'calls:', 'calls/s:', 'p50 ms:', 'p99 ms:', 'CPU ms for each:'],
      [line('notion-rest-mcp', ours), line('bare SDK server', bare)],
    ),
  ];
}

function fairnessText({ latency, storm, quiet, rounds, alone, during, ratio, served, refused }) {
  return [
    `${quiet} callers of one space, alone and while ${storm} callers of another call without a pause and come again at once when they are refused; by turns, ${rounds} times. Notion takes ${latency} ms. The storm got ${whole(served)} answers and ${whole(refused)} refusals.`,
    table(
      ['Quiet space', 'p50 ms:', 'p95 ms:'],
      [
        ['alone', whole(alone.p50), whole(alone.p95)],
        ['during the storm', whole(during.p50), whole(during.p95)],
        ['median of the ratios', '', fine(ratio)],
      ],
    ),
  ];
}

function memoryText({ samples, calls, callers, minutes }) {
  return [
    `${callers} callers for ${minutes} minutes, ${whole(calls)} calls. Resident memory in MB after a minute of warm-up, and then in equal steps to the end: ${samples.map(whole).join(', ')}.`,
    table(
      ['', 'MB:'],
      [
        ['first', whole(samples[0])],
        ['last', whole(samples.at(-1))],
      ],
    ),
  ];
}

function sections({ added, throughput, fairness, memory, goals, date }) {
  return [
    `Run on ${date} with Node ${process.versions.node} on ${cpus().length} cores, which server, sandbox and callers share.`,
    table(
      ['Goal', 'Reached', ''],
      goals.map(({ text, passed, detail }) => [text, passed ? 'pass' : '**fail**', detail]),
    ),
    ...(added === undefined ? [] : ['### Added time', ...addedText(added)]),
    ...(throughput === undefined ? [] : ['### Throughput', ...throughputText(throughput)]),
    ...(fairness === undefined ? [] : ['### Fairness', ...fairnessText(fairness)]),
    ...(memory === undefined ? [] : ['### Memory', ...memoryText(memory)]),
  ].join('\n\n');
}

/** For the terminal. */
export async function resultText(run, file) {
  return formatted(sections(run), file);
}

/** The page with the run's figures in place of those of the last. */
export async function pageText(run, file) {
  return pageWith('npm run load', sections(run), file);
}
