#!/usr/bin/env node
import { randomUUID } from 'node:crypto';
import { EXIT_FAILED, EXIT_USAGE, type Program } from './app/program.js';
import { missingNative } from './commands/missing-native.js';
import { runStdio } from './commands/stdio.js';
import { ConfigError } from './config/config-error.js';
import { loadConfig } from './config/config.js';
import { loadTelemetrySettings } from './config/settings/telemetry-settings.js';
import { readVersion } from './config/version.js';
import { createLog } from './telemetry/log/create-log.js';
import { describeError } from './telemetry/log/log.js';
import { logStream } from './telemetry/log/log-stream.js';

const lines = logStream(process.stderr);
const log = createLog(lines, 'info', () => new Date());
// Also where the program ends by an exception: what was logged before it says why.
process.once('exit', () => {
  log.flush();
  lines.flush();
});
let nobodyReads = false;
const program: Program = {
  version: readVersion(),
  log,
  labelLog: (fields) => log.label(fields),
  print: (text) => void process.stdout.write(text),
  fail: (message, exitCode) => {
    process.stderr.write(`notion-rest-mcp: ${message}\n`);
    process.exit(exitCode);
  },
  exit: () => void log.written().finally(() => process.exit(0)),
  // The first 32 bits of a UUID, all of them random: Node takes them from bytes that it has fetched ahead.
  randomText: () => randomUUID().slice(0, 8),
  startTelemetry: async () => {
    const settings = loadTelemetrySettings();
    return settings === undefined
      ? { end: () => Promise.resolve() }
      : (await import('./telemetry/start.js')).startTelemetry(settings, program);
  },
  stopRequested: () =>
    new Promise((resolve) => {
      process.once('SIGTERM', resolve);
      process.once('SIGINT', resolve);
      if (nobodyReads) {
        resolve();
      }
    }),
};

/**
 * Whoever reads the output may have enough of it, as `| head` has. That is no failure: what still runs comes to its end
 * unheard, and what would go on serving is asked to stop.
 */
function endWithReader(error: NodeJS.ErrnoException): void {
  if (!nobodyReads && error.code !== 'EPIPE') {
    program.fail(`The output cannot be written (${error.code ?? error.message}).`, EXIT_FAILED);
  }
  nobodyReads = true;
  process.emit('SIGTERM');
}

/**
 * Commands are loaded when they are asked for: a client that starts stdio waits for it, and does not pay for the sandbox
 * or the database. Stdio itself is always there, so that the bundle holds it in one file with the start.
 */
async function main(): Promise<void> {
  // A closed standard error must not end the program.
  process.stderr.on('error', () => {});
  const renamed = new Map<string, string>();
  const config = loadConfig(process.argv.slice(2), undefined, (former, current) => {
    renamed.set(former, current);
  });
  // Over stdio the output is the client's, and has its own rules.
  if (config.command !== 'stdio') {
    process.stdout.on('error', endWithReader);
  }
  switch (config.command) {
    case 'version':
      return program.print(`${program.version}\n`);
    case 'help':
      return program.print((await import('./help/help.js')).help(config.topic, program.version));
    case 'completions':
      return program.print((await import('./help/completions.js')).completions(config.shell));
    case 'install':
      return (await import('./commands/install/install.js')).runInstall(config, program);
  }
  log.useLevel(config.logLevel);
  for (const [former, current] of renamed) {
    log.warn(`${former} is now called ${current}; the former name still works`);
  }
  switch (config.command) {
    case 'stdio':
      return runStdio(config, program);
    case 'serve':
      return (await import('./commands/serve.js')).runServe(config, program);
    case 'demo':
      return (await import('./commands/demo/demo.js')).runDemo(config, program);
    case 'doctor':
      return (await import('./commands/doctor.js')).runDoctor(config, program);
    case 'chat':
      return (await import('./commands/chat.js')).runChat(config, program);
    case 'search':
    case 'read':
    case 'query':
    case 'describe':
    case 'index status':
    case 'index build':
    case 'index purge':
      return (await import('./commands/search-index.js')).runIndexCommand(config, program);
    case 'migrate-store':
      return (await import('./commands/migrate-store.js')).migrateStore(config, program);
    default:
      return (await import('./commands/store-commands.js')).runStoreCommand(config, program);
  }
}

main().catch((error: unknown) => {
  if (error instanceof ConfigError) {
    program.fail(error.message, EXIT_USAGE);
  }
  const missing = missingNative(error);
  if (missing !== undefined) {
    program.fail(missing, EXIT_FAILED);
  }
  log.error('the program failed', describeError(error));
  void log.written().finally(() => process.exit(EXIT_FAILED));
});
