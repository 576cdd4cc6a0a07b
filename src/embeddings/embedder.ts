/** How long, and how often, vectors are asked for. */
export interface EmbedOptions {
  readonly signal: AbortSignal;
  /** Milliseconds for one request. */
  readonly deadlineMs: number;
  /** Repetitions where the endpoint is busy or fails; none by default. */
  readonly retries?: number | undefined;
}

/** Turns texts into vectors, the closer the more alike the texts are in meaning. */
export interface Embedder {
  /** Names endpoint and model: vectors of two of them cannot be compared. */
  readonly id: string;
  /** A vector for each text, in their order; at most {@link MAX_TEXTS}. Rejects with an `EmbeddingsError`. */
  embed(texts: readonly string[], options: EmbedOptions): Promise<readonly Float32Array[]>;
}

/** Texts of one request: its answer, some 500 KB, is read in some milliseconds. */
export const MAX_TEXTS = 16;
/** UTF-16 code units of a text that are sent: a passage with its headings has fewer. */
export const MAX_TEXT_CHARACTERS = 4000;
/** Numbers of one vector; no model gives more. */
export const MAX_DIMENSIONS = 4096;
