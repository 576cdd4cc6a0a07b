import type { KeyObject } from 'node:crypto';
import type { OpenSession } from '../../notion/client/call-session.js';
import type { ChangeContext, LocalFiles, Tool } from '../../tool.js';
import type { ChangeJournal } from '../../workspace/changes/change-journal.js';
import type { Confirmations } from '../../workspace/changes/confirm-change.js';
import { confirmToken, isTokenFor, type TokenOwner } from './confirm-tokens.js';
import { identityOf } from './request-caller.js';
import type { Approval } from './consent-round.js';
import type { ConsentCall } from './tool-answer.js';

/** What makes changes possible. */
export interface ChangeSupport {
  /** Nothing may be changed: tools only say what they would do. */
  readonly isProposal: boolean;
  /** The journal of this caller's changes to a connection. */
  readonly openJournal: (caller: ConsentCall['caller'], connectionKey: string) => Promise<ChangeJournal>;
  /**
   * Begins to open the journal, which takes a few rounds to Notion where nothing of it is loaded, while the call reads what
   * it is to change. A failure is met again by who opens it.
   */
  readonly prepareJournal?: () => void;
  /** The key of the tokens that confirm changes: the same in all processes that serve a caller. */
  readonly confirmationSecret: () => Promise<KeyObject>;
  /** Given over stdio alone. */
  readonly localFiles?: LocalFiles | undefined;
}

/** The caller of a running tool. */
interface ChangeCaller {
  readonly caller?: ConsentCall['caller'];
  /** Absent where the person at the client cannot be asked. */
  readonly approval?: Approval | undefined;
}

/** The same for one call of a caller; undefined for a tool that only reads. */
export function changeContext(
  { annotations }: Tool,
  support: ChangeSupport | undefined,
  session: OpenSession,
  { caller, approval }: ChangeCaller,
  now: () => Date,
): ChangeContext | undefined {
  return annotations.readOnlyHint || support === undefined
    ? undefined
    : {
        isProposal: support.isProposal,
        session,
        localFiles: support.localFiles,
        openJournal: () => support.openJournal(caller, session.connectionKey),
        confirmations: confirmationsOf(
          async () => ({
            secret: await support.confirmationSecret(),
            identity: identityOf(caller),
            connectionKey: session.connectionKey,
          }),
          approval,
          now,
        ),
      };
}

/** What confirms the changes of one call. Where the person is asked, only their answer counts, and no argument. */
export function confirmationsOf(
  readOwner: () => Promise<TokenOwner>,
  approval: Approval | undefined,
  now: () => Date,
): Confirmations {
  return {
    asksPerson: approval !== undefined,
    tokenFor: async (change) => confirmToken(await readOwner(), change, now()),
    isConfirmed: async (change, given) => {
      const token = approval === undefined ? given : approval.token;
      return token !== undefined && isTokenFor(await readOwner(), change, now(), token);
    },
  };
}
