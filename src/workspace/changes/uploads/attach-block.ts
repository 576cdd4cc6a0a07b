import type { NewBlock } from '../../../content/markdown/compose/new-blocks.js';
import type { Block } from '../../../notion/endpoints/blocks.js';
import type { WritingSession } from '../../../notion/session.js';
import { textElements } from '../../../notion/values/text-elements.js';
import { appendSteps } from '../additions/append-steps.js';
import type { AdditionPlace } from '../additions/find-addition-place.js';
import type { ChangeJournal } from '../change-journal.js';
import type { ChangeStep } from '../run-change.js';
import type { FileToUpload } from './read-upload.js';
import type { Uploading } from './upload-steps.js';

/** A file that is to be shown as a block. */
interface BlockOfFile {
  readonly file: FileToUpload;
  readonly caption: string | undefined;
  readonly upload: Pick<Uploading, 'id' | 'isMade'>;
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
  { file, caption = '', upload }: BlockOfFile,
  since: Date,
): readonly ChangeStep<readonly Block[]>[] {
  const block: NewBlock = {
    type: blockTypeOf(file),
    fields: {
      type: 'file_upload',
      ...(caption === '' ? {} : { caption: textElements(caption) }),
      // Known once the file is uploaded; for where the block goes it does not matter.
      get file_upload() {
        return { id: upload.isMade() ? upload.id() : place.page.id };
      },
    },
    children: [],
  };
  const requests = [{ place: { kind: 'first' as const }, blocks: [block] }];
  return appendSteps(session, journal, { place, blocks: [block], requests }, since).map((step) => ({
    ...step,
    write: {
      ...step.write,
      recheck: async () => {
        upload.id();
        await step.write.recheck();
      },
    },
  }));
}
