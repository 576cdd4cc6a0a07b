// Preload (node --import) for a server whose Notion counts in shorter windows than the real one: SCALE_WINDOW milliseconds.
// The program has no setting for it, because Notion has none; the constant is replaced as its module is loaded.
import { register } from 'node:module';

register('./replace-window.mjs', import.meta.url, { data: { window: Number(process.env.SCALE_WINDOW) } });
