/** The row of an index's state that says whose vectors it has: their length, 0 before the first one, and the model. */
export const MODEL_KEY = 'meaning';

/** Whose vectors an index has. */
export interface ModelState {
  readonly model: string;
  readonly dimensions: number;
}

/** The row's value. */
export function modelText({ model, dimensions }: ModelState): string {
  return `${dimensions} ${model}`;
}

/** What the row says; undefined where no vectors are wanted. */
export function readModel(text: string | undefined): ModelState | undefined {
  const [, dimensions, model] = /^(\d{1,5}) (.+)$/s.exec(text ?? '') ?? [];
  return dimensions === undefined || model === undefined
    ? undefined
    : { model, dimensions: Number(dimensions) };
}
