import * as z from 'zod';
import { WORKSPACE_FIELD } from './workspace-choices.js';

/** More workspaces than a person has; a bound for what is parsed. */
const MOST_WORKSPACES = 200;

const id = z.string().min(1).max(100);
const ids = z.array(id).max(MOST_WORKSPACES);
/** A form sends one value as a text, several as a list, none not at all. */
const chosen = z
  .union([id.transform((only) => [only]), ids])
  .pipe(ids)
  .default([]);

/** The form of the consent page. */
export const consentBody = z.object({
  decision: z.enum(['allow', 'deny', 'connect']),
  [WORKSPACE_FIELD]: chosen,
});
/** The form that chooses workspaces. */
export const workspacesBody = z.object({ [WORKSPACE_FIELD]: chosen });

/** What a person decided on the consent page. `connect`: to connect another workspace, then be asked again. */
export interface ConsentAnswer {
  readonly decision: 'allow' | 'deny' | 'connect';
  /** Ids as the form sent them: whether they are the person's own is for the reader to check. */
  readonly workspaceIds: readonly string[];
}

/** The decision in a parsed form body; undefined if it is not one. */
export function readConsentForm(body: unknown): ConsentAnswer | undefined {
  const { success, data } = consentBody.safeParse(body);
  return success ? { decision: data.decision, workspaceIds: data.workspace } : undefined;
}

/** The chosen workspaces in a parsed form body; undefined if it is not one. */
export function readWorkspacesForm(body: unknown): readonly string[] | undefined {
  return workspacesBody.safeParse(body).data?.workspace;
}
