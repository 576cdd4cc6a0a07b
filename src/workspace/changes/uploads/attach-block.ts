import type { NewBlock } from '../../../content/markdown/compose/new-blocks.js';
import type { Block } from '../../../notion/endpoints/blocks.js';
import type { WritingSession } from '../../../notion/session.js';
import { textElements } from '../../../notion/values/text-elements.js';
import { appendSteps } from '../additions/append-steps.js';
import type { AdditionPlace } from '../additions/find-addition-place.js';
import type { ChangeJournal } from '../change-journal.js';
import type { ChangeStep } from '../run-change.js';
import type { FileToUpload } from './read-upload.js';

/** A file that is to be shown as a block. */
interface BlockOfFile {
  readonly file: FileToUpload;
  readonly caption: string | undefined;
  /** Of the upload, once that is made. */
  readonly id: () => string;
}

/** The block that shows a file of this type: what Notion plays or draws, and a line to download for all else. */
export function blockTypeOf({ contentType }: FileToUpload): string {
  const [kind = ''] = contentType.split('/', 1);
  return kind === 'image' || kind === 'video' || kind === 'audio'
    ? kind
    : contentType === 'application/pdf'
      ? 'pdf'
      : 'file';
}

/** The request that adds the block: proven, placed and taken back like every addition. */
export function attachBlock(
  session: WritingSession,
  journal: ChangeJournal,
  place: AdditionPlace,
  { file, caption = '', id }: BlockOfFile,
  since: Date,
): readonly ChangeStep<readonly Block[]>[] {
  const block: NewBlock = {
    type: blockTypeOf(file),
    fields: {
      type: 'file_upload',
      ...(caption === '' ? {} : { caption: textElements(caption) }),
      // Read when the request is made: the upload comes before it.
      get file_upload() {
        return { id: id() };
      },
    },
    children: [],
  };
  const requests = [{ place: { kind: 'first' as const }, blocks: [block] }];
  return appendSteps(session, journal, { place, blocks: [block], requests }, since);
}
