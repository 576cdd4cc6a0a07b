/**
 * Why a server cannot be used. `unreachable`: it could not be started or reached, or has ended. `late`: it did not answer in
 * time. `denied`: it does not accept what it was sent to prove who asks. `malformed`: what it answers is not MCP. `busy`: as
 * many connections are in use as there may be.
 */
type ServerFailureReason = 'unreachable' | 'late' | 'denied' | 'malformed' | 'busy';

const SENTENCES: Readonly<Record<ServerFailureReason, string>> = {
  unreachable: 'It could not be started or reached.',
  late: 'It did not answer in time.',
  denied: 'It does not accept the credentials it was given.',
  malformed: 'What it answers is not MCP.',
  busy: 'Too many servers are in use at the moment.',
};

/** A server that cannot be used now. The message is our own words: it quotes nothing that the server said. */
export class ServerFailure extends Error {
  override readonly name = 'ServerFailure';
  readonly reason: ServerFailureReason;

  constructor(reason: ServerFailureReason, options?: ErrorOptions) {
    super(SENTENCES[reason], options);
    this.reason = reason;
  }
}
