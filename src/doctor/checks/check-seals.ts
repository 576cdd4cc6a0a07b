import type { Queries } from '../../database/database.js';
import { probeSeals } from '../../credentials/key-rotation/probe-seals.js';
import type { SealError, Sealer } from '../../sealing/seal.js';
import {
  sealedAuditKey,
  sealedChangeEntries,
  sealedEvents,
  sealedOauthRecords,
  sealedWebhookTokens,
} from '../../credentials/key-rotation/sealed-rows.js';
import { fail, ok, type Finding } from '../finding.js';

/** How much of one sort of sealed values opens, in words of the operator. */
interface Probed {
  readonly what: string;
  readonly opened: number;
  readonly failures: readonly SealError[];
  /** What is lost with them. */
  readonly loss: string;
}

/** Whether all that is sealed opens with the available keys. */
export async function checkSeals(queries: Queries, sealer: Sealer): Promise<Finding> {
  const probed = await probeAll(queries, sealer);
  const failures = probed.flatMap((each) => each.failures);
  const opened = probed.reduce((sum, each) => sum + each.opened, 0);
  if (failures.length === 0) {
    return ok(
      'sealed',
      opened === 0
        ? 'Nothing is sealed yet.'
        : `All sealed values can be opened: ${listed(probed, (each) => each.opened)}.`,
    );
  }
  const foreign = new Set(
    failures.filter(({ reason }) => reason === 'unknown_key').map(({ keyId }) => keyId),
  );
  const failed = listed(probed, (each) => each.failures.length);
  const losses = probed
    .filter((each) => each.failures.length > 0)
    .map(({ loss }) => loss)
    .join('; ');
  return foreign.size > 0
    ? fail(
        'sealed',
        `Sealed with another key (${[...foreign].join(', ')}): ${failed}.`,
        `Restore that key: in CREDENTIALS_KEY, as a former one in CREDENTIALS_OLD_KEYS, or in the key file. Without it, ${losses}.`,
      )
    : fail(
        'sealed',
        `Damaged or altered: ${failed}.`,
        `Restore the database from a backup. Without one, ${losses}.`,
      );
}

/** Every table with sealed values: the same that a rotation of keys goes through. */
async function probeAll(queries: Queries, sealer: Sealer): Promise<readonly Probed[]> {
  const probe = async (
    what: string,
    loss: string,
    found: Promise<Pick<Probed, 'opened' | 'failures'>>,
  ): Promise<Probed> => ({ what, loss, ...(await found) });
  return Promise.all([
    probe(
      'token pairs',
      'these workspaces must be connected again',
      probeSeals(queries, sealer, sealedEvents),
    ),
    probe(
      'records of apps',
      'every app must ask its person again',
      probeSeals(queries, sealer, sealedOauthRecords),
    ),
    probe(
      'webhook tokens',
      'the subscriptions at Notion must be made again',
      probeSeals(queries, sealer, sealedWebhookTokens),
    ),
    probe('recorded changes', 'they cannot be undone', probeSeals(queries, sealer, sealedChangeEntries)),
    probe('audit keys', 'the audit log cannot be verified', probeSeals(queries, sealer, sealedAuditKey)),
  ]);
}

/** `2 token pairs, 1 audit key`. */
function listed(probed: readonly Probed[], countOf: (each: Probed) => number): string {
  return probed
    .map((each) => [countOf(each), each.what] as const)
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count} ${count === 1 ? what.replace(/s(?= of|$)/, '') : what}`)
    .join(', ');
}
