/** Notion's ids as they are written with dashes. */
const DASHED_ID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;

/** Ids take most of a short row's room: those of Notion as their sixteen bytes; undefined for others. */
export function bytesOfId(id: string): Buffer | undefined {
  return DASHED_ID.test(id) ? Buffer.from(id.replaceAll('-', ''), 'hex') : undefined;
}

/** The id of sixteen bytes. */
export function idOfBytes(bytes: Buffer): string {
  return dashed(bytes.toString('hex'));
}

/** An id of Notion's, with or without dashes, as it is written with dashes; undefined for what is none. */
export function dashedId(reference: string): string | undefined {
  const hex = reference.trim().toLowerCase().replaceAll('-', '');
  return /^[\da-f]{32}$/.test(hex) ? dashed(hex) : undefined;
}

function dashed(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
