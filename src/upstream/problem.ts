/**
 * Why a sign-in to the hosted server did not succeed. One for each thing that somebody has to do differently; the texts
 * are in `problem-texts.ts`, and the same in docs/hosted.md.
 */
export type ProblemCode =
  | 'denied'
  | 'unavailable'
  | 'no_metadata'
  | 'foreign_resource'
  | 'rest_issuer'
  | 'issuer_mismatch'
  | 'unsafe_endpoint'
  | 'no_pkce'
  | 'no_registration'
  | 'registration_refused'
  | 'redirect_refused'
  | 'client_unknown'
  | 'client_not_allowed'
  | 'request_refused'
  | 'wrong_endpoint'
  | 'code_refused'
  | 'rest_token'
  | 'no_identity'
  | 'other_person'
  | 'other_workspace';

/** Two names of workspaces, as Notion gives them. */
interface WorkspaceNames {
  readonly chosen: string | null;
  readonly connected: string | null;
  /** Which connection the second one belongs to. */
  readonly connectedBy: 'rest' | 'hosted';
}

/** A sign-in that did not succeed. Has no `cause`: errors of the network and of parsers may quote what they were given. */
export class UpstreamProblem extends Error {
  override readonly name = 'UpstreamProblem';
  readonly code: ProblemCode;
  /** Of `other_workspace`. */
  readonly workspaces: WorkspaceNames | undefined;

  constructor(code: ProblemCode, workspaces?: WorkspaceNames) {
    super(`The sign-in to the hosted server failed: ${code}.`);
    this.code = code;
    this.workspaces = workspaces;
  }
}
