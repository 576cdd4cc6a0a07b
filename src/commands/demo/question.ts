/** A call that the demo shows. */
export interface Question {
  readonly tool: string;
  readonly arguments: Record<string, unknown>;
}
