import { realpathSync } from 'node:fs';
import { startedHere, type StartedProgram } from '../../client-settings/server-entry.js';
import { npxSource } from './npx-source.js';

/** How a client starts the program that runs here. */
export function thisProgram(): StartedProgram {
  const program = realpathSync(process.argv[1] ?? '');
  return startedHere(process.execPath, program, npxSource(program, 'notion-rest-mcp'));
}
