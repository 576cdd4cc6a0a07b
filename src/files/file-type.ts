/** What a file is by its bytes. Neither its name nor what its host states is trusted: both are anybody's words. */
export type FileType =
  | { readonly kind: 'image'; readonly mime: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' }
  | { readonly kind: 'pdf' }
  | { readonly kind: 'text'; readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' }
  /** Nothing that can be shown. `label` names what its first bytes say, such as `ZIP archive`; '' for unknown ones. */
  | { readonly kind: 'other'; readonly label: string };

/** Bytes in which control characters show that a file is no text, and in which a PDF's header may stand. */
const INSPECTED_BYTES = 1024;

const ascii = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0));
const ANY = -1;

/** First bytes (`ANY` for those that vary), and what they mean. */
const SIGNATURES: readonly (readonly [bytes: readonly number[], type: FileType])[] = [
  [[0x89, ...ascii('PNG\r\n\x1a\n')], { kind: 'image', mime: 'image/png' }],
  [[0xff, 0xd8, 0xff], { kind: 'image', mime: 'image/jpeg' }],
  [ascii('GIF87a'), { kind: 'image', mime: 'image/gif' }],
  [ascii('GIF89a'), { kind: 'image', mime: 'image/gif' }],
  [[...ascii('RIFF'), ANY, ANY, ANY, ANY, ...ascii('WEBP')], { kind: 'image', mime: 'image/webp' }],
  [ascii('%PDF-'), { kind: 'pdf' }],
  [[0xef, 0xbb, 0xbf], { kind: 'text', encoding: 'utf-8' }],
  [[0xff, 0xfe], { kind: 'text', encoding: 'utf-16le' }],
  [[0xfe, 0xff], { kind: 'text', encoding: 'utf-16be' }],
  [[...ascii('PK'), 3, 4], other('ZIP archive or Office document')],
  [[...ascii('PK'), 5, 6], other('empty ZIP archive')],
  [ascii('SQLite format 3\0'), other('SQLite database')],
  [[0xd0, 0xcf, 0x11, 0xe0], other('older Office document')],
  [[0x1f, 0x8b], other('gzip archive')],
  [[...ascii('RIFF'), ANY, ANY, ANY, ANY, ...ascii('WAVE')], other('WAV sound')],
  [ascii('ID3'), other('MP3 sound')],
  [ascii('OggS'), other('Ogg recording')],
  [[0x1a, 0x45, 0xdf, 0xa3], other('WebM or Matroska video')],
  [[ANY, ANY, ANY, ANY, ...ascii('ftypavif')], other('AVIF image')],
  [[ANY, ANY, ANY, ANY, ...ascii('ftyphei')], other('HEIC image')],
  [[ANY, ANY, ANY, ANY, ...ascii('ftypmif1')], other('HEIC image')],
  [[ANY, ANY, ANY, ANY, ...ascii('ftyp')], other('MP4 or QuickTime recording')],
  [ascii('II*\0'), other('TIFF image')],
  [ascii('MM\0*'), other('TIFF image')],
  [[...ascii('BM'), ANY, ANY, ANY, ANY, 0, 0, 0, 0], other('BMP image')],
];

function other(label: string): FileType {
  return { kind: 'other', label };
}

/** Determines what a file is, by its first bytes and, for text, by all of them. */
export function fileType(bytes: Uint8Array): FileType {
  const signed = SIGNATURES.find(([signature]) => beginsWith(bytes, signature));
  if (signed !== undefined) {
    return signed[1];
  }
  if (isBinary(bytes)) {
    return other('');
  }
  return { kind: 'text', encoding: isUtf8(bytes) ? 'utf-8' : 'windows-1252' };
}

function beginsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return (
    bytes.length >= signature.length && signature.every((byte, at) => byte === ANY || bytes[at] === byte)
  );
}

/** Text has no control characters but tab, line ends, form feed and escape. */
function isBinary(bytes: Uint8Array): boolean {
  return bytes
    .subarray(0, INSPECTED_BYTES)
    .some((byte) => byte === 0x7f || (byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d, 0x1b].includes(byte)));
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false; // what older spreadsheet programs export
  }
}
