// Node's hooks for modules that are loaded (see `short-window.mjs`); they run in a thread of their own.
import { CONSTANT, MODULE } from './window-constant.mjs';

let window;

export function initialize(data) {
  ({ window } = data);
}

export async function load(url, context, nextLoad) {
  const loaded = await nextLoad(url, context);
  return url === MODULE
    ? { ...loaded, source: String(loaded.source).replace(CONSTANT, `STANDARD_WINDOW = ${window}`) }
    : loaded;
}
