/** Why there is no answer of the hosted server, or none that can be used. */
type UpstreamProblem =
  | 'network'
  | 'timeout'
  /** More bytes than one answer may have. */
  | 'too_large'
  /** A redirect, an encoding that was not asked for, or what is no message. */
  | 'malformed';

/** The hosted server did not answer usefully. Says nothing of what was sent or received. */
export class UpstreamFailure extends Error {
  override readonly name = 'UpstreamFailure';
  readonly problem: UpstreamProblem;

  constructor(problem: UpstreamProblem, options?: ErrorOptions) {
    super(`Notion's hosted server: ${problem}`, options);
    this.problem = problem;
  }
}
