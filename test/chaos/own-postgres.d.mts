/** See `own-postgres.mjs`. */
export interface OwnPostgresPlace {
  readonly folder: string;
  readonly log: number;
  readonly within?: readonly string[];
  readonly address?: string;
  readonly listen?: string;
  readonly port?: number;
  readonly settings?: readonly string[];
}

export function ownPostgresObstacle(): string | undefined;

export class OwnPostgres {
  start(place: OwnPostgresPlace): Promise<void>;
  again(): Promise<void>;
  stop(): Promise<void>;
  kill(): void;
}
