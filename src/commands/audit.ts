import { checkpointText, type ChainEntry } from '../audit/chain.js';
import { verify } from '../audit/verify.js';
import type { StoreConfig } from '../config/config.js';
import type { OpenStore } from '../app/open-store.js';
import { EXIT_FAILED, type Program } from '../app/program.js';
import { counted } from '../text/words.js';

/** Entries read at once. */
const BATCH_ENTRIES = 1000;

/** `audit verify`: verifies the log, and reports up to where it is intact; exits with 1 if it is not. */
export async function verifyAuditLog(
  { auditStore }: OpenStore,
  { checkpoint }: StoreConfig,
  program: Program,
): Promise<void> {
  const found = await verify(auditStore, checkpoint);
  switch (found.kind) {
    case 'empty':
      program.print('Nothing has been recorded yet.\n');
      return;
    case 'broken':
      return program.fail(
        found.at === undefined
          ? `The audit log cannot be verified: ${found.fault}`
          : `The audit log was tampered with, from entry ${found.at} on: ${found.fault}`,
        EXIT_FAILED,
      );
    case 'sound':
      program.print(
        `Sound: ${String(counted(found.entries, 'entry', 'entries'))}${found.pruned === 0 ? '' : `, after ${found.pruned} that were pruned`}.\n` +
          `Checkpoint ${checkpointText(found.head)}. Store it elsewhere to be able to detect a truncated log later:\n` +
          `  notion-rest-mcp audit verify --checkpoint ${checkpointText(found.head)}\n`,
      );
  }
}

/** `audit export`: one JSON object a line, and the final checkpoint last. It does not verify. */
export async function exportAuditLog(
  { auditStore }: OpenStore,
  { since }: StoreConfig,
  program: Program,
): Promise<void> {
  const from = since?.toISOString() ?? '';
  let last: ChainEntry | undefined;
  for (let after = 0; ;) {
    const entries = await auditStore.entriesAfter(after, BATCH_ENTRIES);
    const lines = entries.filter(({ occurredAt }) => occurredAt >= from).map(lineOf);
    program.print(lines.join(''));
    last = entries.at(-1) ?? last;
    if (entries.length < BATCH_ENTRIES || last === undefined) {
      break;
    }
    after = last.sequence;
  }
  if (last !== undefined) {
    program.print(`${JSON.stringify({ checkpoint: checkpointText(last) })}\n`);
  }
}

/** All fields of the hash, in order; see docs/audit.md. */
function lineOf(entry: ChainEntry): string {
  const { sequence, occurredAt, actor, action, object, space, outcome, details, previousHash, hash, mac } =
    entry;
  return `${JSON.stringify({ sequence, occurredAt, actor, action, object, space, outcome, details, previousHash, hash, mac })}\n`;
}
