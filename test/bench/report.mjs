// The run as Markdown: the same text in the terminal and in docs/benchmarks.md.
import { format, resolveConfig } from 'prettier';

const number = (value) => (Number.isFinite(value) ? Math.round(value).toLocaleString('en') : '–');
const row = (cells) => `| ${cells.join(' | ')} |`;
const sum = (numbers) => numbers.reduce((total, value) => total + value, 0);

function table(head, rows) {
  const rule = head.map((name) => (name.endsWith(':') ? '---:' : '---'));
  return [row(head.map((name) => name.replace(/:$/, ''))), row(rule), ...rows.map(row)].join('\n');
}

function resultTable({ servers, tasks, results }) {
  const taskRows = tasks.flatMap((task) =>
    servers.map(({ name }, index) => {
      const result = results[name][task.id];
      return [
        index === 0 ? task.title : '',
        name,
        result.correct ? 'yes' : '**no**',
        number(result.calls),
        number(result.requests),
        index === 0 ? task.minimum.requests : '',
        number(result.tokens),
        number(result.milliseconds),
      ];
    }),
  );
  const totals = servers.map(({ name }, index) => {
    const all = tasks.map((task) => results[name][task.id]);
    const right = all.filter(({ correct }) => correct).length;
    return [
      index === 0 ? '**All tasks**' : '',
      name,
      `${right} of ${tasks.length}`,
      ...[({ calls }) => calls, ({ requests }) => requests].map((field) => number(sum(all.map(field)))),
      index === 0 ? sum(tasks.map(({ minimum }) => minimum.requests)) : '',
      number(sum(all.map(({ tokens }) => tokens ?? 0))),
      number(sum(all.map(({ milliseconds }) => milliseconds))),
    ];
  });
  return table(
    ['Task', 'Server', 'Correct', 'Tool calls:', 'REST calls:', 'Minimum:', 'Answer tokens:', 'ms:'],
    [...taskRows, ...totals],
  );
}

function complaints({ failure, mistakes }) {
  return failure === undefined ? mistakes : [failure];
}

/** Results, goals and the wrong facts, for the terminal. */
export function resultText(run) {
  const { servers, tasks, results, lists, goals, skipped } = run;
  const wrong = servers.flatMap(({ name }) =>
    tasks.flatMap((task) =>
      complaints(results[name][task.id]).map((why) => `- ${name}, ${task.title}: ${why}`),
    ),
  );
  return [
    resultTable(run),
    table(
      ['Server', 'Version', 'Tools:', 'tools/list tokens:'],
      servers.map(({ name }) => [name, lists[name].version, lists[name].tools, number(lists[name].tokens)]),
    ),
    table(
      ['Goal', 'Reached', ''],
      goals.map(({ text, passed, detail }) => [text, passed ? 'pass' : '**fail**', detail]),
    ),
    ...(wrong.length === 0 ? [] : [wrong.join('\n')]),
    ...(skipped.length === 0
      ? []
      : [skipped.map(({ name, why }) => `- ${name} did not run: ${why}`).join('\n')]),
  ].join('\n\n');
}

/** The page docs/benchmarks.md. */
export async function pageText(run, file) {
  const { tasks, date, runs, latency, versionsSent } = run;
  const asked = tasks.map(
    ({ title, question, minimum }) =>
      `- **${title}**: “${question}” At least ${minimum.requests} REST calls: ${minimum.why}.`,
  );
  const text = `# Benchmarks

\`\`\`sh
npm run bench              # measures, prints this page's tables, exits with 1 if a goal is missed
npm run bench -- --write   # and writes this page
\`\`\`

Run on ${date} with Node ${process.versions.node}. Each question is asked through each server, against the same workspace.

${resultText(run)}

## What is asked

Whoever asks knows what the question says, titles and names of columns, options and people, and no ids.

${asked.join('\n')}

Minimum: no shorter sequence of REST calls gives the answer, with all values as Notion computes them, to somebody who knows no id yet.

## How it is measured

- Notion is played by the sandbox (\`src/sandbox/\`): the seeded workspace, with a log of 1,200 rows, a page of 3,000 blocks and the facts that prove the answers. It answers each call after ${latency} ms and counts the calls.
- Each server is a process of its own, driven over stdio by the official MCP client, and started anew for each task. What it asks Notion at its start, such as whether its token is accepted, is not counted.
- Each server makes the fewest tool calls that give the answer (\`test/bench/servers/\`), read as a model would read them: what a call needs, it takes from the answers before it.
- A task is correct when the planted facts are in the answers and the planted near misses are not. The official server does not count rows; it is credited with a reader who counts 1,200 rows of JSON without a slip.
- Tokens are those of the text of all answers (o200k_base). The list of tools is counted as JSON. Times are medians of ${runs} runs.
- The official server runs as published, installed without install scripts. A preload (\`test/bench/redirect-notion.mjs\`) sends what it calls at api.notion.com to the sandbox, and replaces the API version that it asks for (${versionsSent.join(', ') || 'none seen'}) by the one that the sandbox speaks (2026-03-11).

## Another server

A file in \`test/bench/servers/\` that exports \`server\`: its \`name\`, \`prepare()\` (installs it and gives its version, or throws), \`program(sandbox)\` (command, arguments, environment) and \`tasks\`, one function for each task id. A missing function is a task that the server has no tool for.
`;
  return format(text, { ...(await resolveConfig(file)), filepath: file });
}

/** The terminal's tables, with their columns aligned. */
export async function terminalText(run, file) {
  return format(resultText(run), { ...(await resolveConfig(file)), filepath: file });
}
