/** See `round-robin.mjs`. */
export class RoundRobin {
  readonly counts: readonly number[];
  readonly url: string;
  constructor(servers: readonly string[]);
  open(port?: number): Promise<void>;
  skip(): void;
  close(): Promise<void>;
}
