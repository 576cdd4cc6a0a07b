import { expect, it } from '@jest/globals';
import { startProgram, stopPrograms } from './start-program.js';

/** Runs until it is stopped, and says this first. */
const saying = (words: string): string[] => [
  '--eval',
  `process.stderr.write(${JSON.stringify(words)}); setInterval(() => {}, 1000);`,
];

it('stops a program that its test did not get to stop', async () => {
  const program = await startProgram(process.execPath, saying('serving MCP at http://127.0.0.1:1/mcp'), {});
  expect(program.url).toBe('http://127.0.0.1:1/mcp');
  await stopPrograms();
  // It has ended, so this gives at once how.
  expect(await program.stop()).toBe('SIGTERM');
});

it('stops a program that never listened', async () => {
  const starting = startProgram(process.execPath, saying('waiting'), {});
  const failing = expect(starting).rejects.toThrow('ended with SIGTERM');
  await stopPrograms();
  await failing;
});
