import { counted } from './counted.js';

/**
 * Renders an answer in at most `maximum` characters. What stands around its text is known only once it is rendered, so the
 * text begins with `room` and gets less, down to `least`, until all fits.
 */
export async function renderWithin(
  maximum: number,
  begin: number,
  least: number,
  render: (room: number) => Promise<string>,
): Promise<string> {
  let room = Math.max(least, begin);
  let answer = await render(room);
  while (answer.length > maximum && room > least) {
    room = Math.max(least, room - (answer.length - maximum));
    answer = await render(room);
  }
  return answer;
}

/** The notes that fit, in their order, and the number of the others. */
export function fitNotes(notes: readonly string[], maximum: number): string[] {
  const all = notes.filter((note) => note !== '');
  if (all.join('\n').length <= maximum) {
    return all;
  }
  let left = maximum - leftOutNote(all.length).length;
  const shown = all.filter((note) => {
    left -= note.length + 1;
    const isShown = left >= 0;
    left += isShown ? 0 : note.length + 1;
    return isShown;
  });
  return [...shown, leftOutNote(all.length - shown.length)];
}

function leftOutNote(count: number): string {
  return `For want of room left out: ${counted(count, 'further note')}.`;
}
