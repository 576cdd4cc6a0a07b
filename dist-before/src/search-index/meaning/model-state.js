/** The row of an index's state that says whose vectors it has: their length, 0 before the first one, and the model. */
export const MODEL_KEY = 'meaning';
/** The row's value. */
export function modelText({ model, dimensions }) {
    return `${dimensions} ${model}`;
}
/** What the row says; undefined where no vectors are wanted. */
export function readModel(text) {
    const [, dimensions, model] = /^(\d{1,5}) (.+)$/s.exec(text ?? '') ?? [];
    return dimensions === undefined || model === undefined
        ? undefined
        : { model, dimensions: Number(dimensions) };
}
