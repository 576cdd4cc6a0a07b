/**
 * Why a server cannot be used. `unreachable`: it could not be started or reached, or has ended. `late`: it did not answer in
 * time. `denied`: it does not accept what it was sent to prove who asks. `malformed`: what it answers is not MCP.
 */
type ServerFailureReason = 'unreachable' | 'late' | 'denied' | 'malformed';

const SENTENCES: Readonly<Record<ServerFailureReason, string>> = {
  unreachable: 'It could not be started or reached.',
  late: 'It did not answer in time.',
  denied: 'It does not accept the credentials it was given.',
  malformed: 'What it answers is not MCP.',
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
