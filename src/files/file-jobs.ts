import type { FileType } from './file-type.js';
import { htmlText } from './html-text.js';
import type { PdfFailure } from './pdf-text.js';
import type { ImageFailure, ShownImage } from './scale-image.js';
import { partFrom, type FilePosition, type TextPart } from './text-part.js';

/** Work on a file's bytes for another thread. */
export type FileJob =
  | {
      readonly kind: 'image';
      readonly bytes: Uint8Array;
      readonly mime: Extract<FileType, { kind: 'image' }>['mime'];
    }
  | { readonly kind: 'pdf'; readonly bytes: Uint8Array; readonly from: FilePosition; readonly room: number }
  | {
      readonly kind: 'text';
      readonly bytes: Uint8Array;
      readonly encoding: Extract<FileType, { kind: 'text' }>['encoding'];
      readonly isHtml: boolean;
      readonly from: FilePosition;
      readonly room: number;
    };

/** The result of a job. */
export type FileResult<Job extends FileJob> = Job extends { kind: 'image' }
  ? ShownImage | ImageFailure
  : Job extends { kind: 'pdf' }
    ? TextPart | PdfFailure
    : TextPart;

/** Does the job. The libraries are loaded for the first job that needs them. */
export async function doFileJob(job: FileJob): Promise<ShownImage | ImageFailure | TextPart | PdfFailure> {
  switch (job.kind) {
    case 'image': {
      const { scaleImage } = await import('./scale-image.js');
      return scaleImage(job.bytes, job.mime);
    }
    case 'pdf': {
      const { pdfText } = await import('./pdf-text.js');
      return pdfText(job.bytes, job.from, job.room);
    }
    case 'text':
      return textPart(job);
  }
}

function textPart({ bytes, encoding, isHtml, from, room }: Extract<FileJob, { kind: 'text' }>): TextPart {
  const decoded = new TextDecoder(encoding).decode(bytes).replaceAll('\r\n', '\n');
  const text = isHtml ? htmlText(decoded) : decoded;
  const { part, end } = partFrom(text, from.at, room);
  return {
    text: part,
    total: text.length,
    ...(end < text.length ? { next: { page: 1, at: end } } : {}),
  };
}
