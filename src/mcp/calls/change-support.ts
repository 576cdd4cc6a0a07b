import type { OpenSession } from '../../notion/client/call-session.js';
import type { ChangeContext, Tool } from '../../tool.js';
import type { ChangeJournal } from '../../workspace/changes/change-journal.js';
import type { ConsentCall } from './tool-answer.js';

/** What makes changes possible. */
export interface ChangeSupport {
  /** Nothing may be changed: tools only say what they would do. */
  readonly isProposal: boolean;
  /** The journal of this caller's changes to a connection. */
  readonly openJournal: (caller: ConsentCall['caller'], connectionKey: string) => Promise<ChangeJournal>;
}

/** The same for one call of a caller; undefined for a tool that only reads. */
export function changeContext(
  { annotations }: Tool,
  support: ChangeSupport | undefined,
  session: OpenSession,
  caller: ConsentCall['caller'],
): ChangeContext | undefined {
  return annotations.readOnlyHint || support === undefined
    ? undefined
    : {
        isProposal: support.isProposal,
        session,
        openJournal: () => support.openJournal(caller, session.connectionKey),
      };
}
