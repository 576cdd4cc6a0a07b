#!/usr/bin/env node
import { randomBytes } from 'node:crypto';
import { EXIT_FAILED, EXIT_USAGE, type Program } from './commands/program.js';
import { ConfigError } from './config/config-error.js';
import { loadConfig } from './config/config.js';
import { usage } from './config/usage.js';
import { readVersion } from './config/version.js';
import { createLog, describeError } from './telemetry/log.js';

const program: Program = {
  version: readVersion(),
  log: createLog(
    (line) => process.stderr.write(line),
    () => new Date(),
  ),
  print: (text) => void process.stdout.write(text),
  fail: (message, exitCode) => {
    process.stderr.write(`notion-rest-mcp: ${message}\n`);
    process.exit(exitCode);
  },
  exit: () => process.exit(0),
  randomText: () => randomBytes(4).toString('hex'),
  stopRequested: () =>
    new Promise((resolve) => {
      process.once('SIGTERM', resolve);
      process.once('SIGINT', resolve);
    }),
};

/** Each command is loaded when it is asked for: a client that starts stdio does not pay for the sandbox or the database. */
async function main(): Promise<void> {
  // A log that nobody reads any more is no reason to end.
  process.stderr.on('error', () => {});
  const config = loadConfig(process.argv.slice(2));
  switch (config.command) {
    case 'help':
      return program.print(usage(program.version));
    case 'version':
      return program.print(`${program.version}\n`);
    case 'stdio':
      return (await import('./commands/stdio.js')).runStdio(config, program);
    case 'serve':
      return (await import('./commands/serve.js')).runServe(config, program);
    case 'demo':
      return (await import('./commands/demo.js')).runDemo(config, program);
    default:
      return (await import('./commands/store-commands.js')).runStoreCommand(config, program);
  }
}

main().catch((error: unknown) => {
  if (error instanceof ConfigError) {
    program.fail(error.message, EXIT_USAGE);
  }
  program.log.error('the program failed', describeError(error));
  process.exit(EXIT_FAILED);
});
