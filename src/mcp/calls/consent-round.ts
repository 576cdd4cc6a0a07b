import type { InputRequiredResult } from '@modelcontextprotocol/server';
import type { ToolAnswer } from './tool-answer.js';

/** The person at the client can be asked to confirm a change. */
export interface Approval {
  /** Stands for the change that they have agreed to; undefined before they were asked. */
  readonly token: string | undefined;
}

/** One request of a call that may have to ask a person. */
export interface ConsentRound {
  /** Absent where the person cannot be asked to confirm a change. */
  readonly approval?: Approval;
  /** Runs the call, and again while a person who agreed is in the browser: until it works or the time is over. */
  run(call: () => Promise<ToolAnswer>): Promise<ToolAnswer>;
  /** What the client gets in place of the answer; undefined to send the answer. */
  elicitInstead(answer: ToolAnswer): InputRequiredResult | undefined;
}
