import type { PageRecord } from '../../../../src/sandbox/workspace.js';
import { oneOf } from '../../../harness/random.js';
import type { MakeAct } from './act.js';

/** A file at a place that has none: Notion does not write back one that it stores itself. */
export const uploadFile: MakeAct = ({ workspace, written, own, mark, random }) => {
  const places = own.rows.flatMap((id) => {
    const row = workspace.pages.get(id);
    return row === undefined ? [] : freePlaces(row, written.files).map((as) => ({ id, as }));
  });
  if (places.length === 0) {
    return undefined;
  }
  const { id, as } = oneOf(random, places);
  const name = `${mark.replaceAll(/\W/g, '')}.png`;
  return {
    kind: `file as ${as}`,
    tool: 'notion_upload_file',
    input: { to: id, as, name, data: Buffer.from(`Picture of ${mark}`).toString('base64') },
    parts: [{ title: id, times: () => timesIn(workspace.pages.get(id), name, written.files) }],
    undoneAtOnce: 0.7,
  };
};

function freePlaces(row: PageRecord, files: string): readonly string[] {
  const value = row.values.get(files);
  return [
    ...(row.icon?.kind === 'hosted' ? [] : ['icon']),
    ...(row.cover === undefined ? ['cover'] : []),
    ...(value?.type === 'files' && value.files.length > 0 ? [] : ['Files']),
  ];
}

function timesIn(row: PageRecord | undefined, name: string, files: string): number {
  const value = row?.values.get(files);
  const names = [
    row?.icon?.kind === 'hosted' ? row.icon.name : '',
    row?.cover?.kind === 'hosted' ? row.cover.name : '',
    ...(value?.type === 'files' ? value.files.map((file) => file.name) : []),
  ];
  return names.filter((each) => each.endsWith(name)).length;
}
