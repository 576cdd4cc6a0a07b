import { problemTexts } from '../../../src/upstream/problem-texts.js';

/** What docs/hosted.md holds of the problems of a sign-in. */
export function hostedSection(): [string, string] {
  const rows = Object.entries(problemTexts).map(
    ([code, { happened, advice }]) => `| \`${code}\` | ${happened} | ${advice} |`,
  );
  return [
    'hosted problems',
    ['| in the log | what is said | what helps |', '| --- | --- | --- |', ...rows].join('\n'),
  ];
}
