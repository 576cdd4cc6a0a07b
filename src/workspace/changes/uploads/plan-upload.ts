import type { PageObjectResponse } from '@notionhq/client';
import { titleText } from '../../../content/print/title-text.js';
import { InputError } from '../../../errors.js';
import type { NotionSession } from '../../../notion/session.js';
import { say } from '../../../text/words.js';
import { findAdditionPlace, type AdditionPlace } from '../additions/find-addition-place.js';
import { readChangedPage } from '../pages/page-schema.js';
import { blockTypeOf } from './attach-block.js';
import { planAttachment } from './attach-file.js';
import type { AttachedAs } from './page-part.js';
import type { FileToUpload } from './read-upload.js';

/** Where a call wants its file. */
interface AskedPlace {
  readonly to: string;
  readonly as: string;
  readonly where?: string | undefined;
  readonly caption?: string | undefined;
}

/** A part or a property of a page, or a place among its blocks. */
type UploadPlace = { readonly page: PageObjectResponse } & (
  { readonly as: AttachedAs } | { readonly place: AdditionPlace }
);

/** Finds where the file goes, and checks that one fits there. */
export async function planUpload(
  session: NotionSession,
  { to, as, where, caption }: AskedPlace,
): Promise<UploadPlace> {
  if (as.trim().toLowerCase() === 'block') {
    const place = await findAdditionPlace(session, to, where ?? 'end');
    return { page: place.page, place };
  }
  if (where !== undefined || caption !== undefined) {
    throw new InputError(
      where === undefined ? 'caption' : 'where',
      say`Only a block has a place and a caption.`,
      say`Pass "block" as as, or leave them out.`,
    );
  }
  const found = await readChangedPage(session, to);
  return { page: found.page, as: planAttachment(found, as) };
}

/** `cover`, `property Files`, `image at the end` */
export function placeText(to: UploadPlace, file: FileToUpload): string {
  if ('place' in to) {
    return `${blockTypeOf(file)} ${to.place.says}`;
  }
  return 'part' in to.as ? to.as.part : `property ${titleText(to.as.property)}`;
}
