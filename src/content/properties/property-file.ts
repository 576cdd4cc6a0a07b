import { escapeText } from '../rich-text/escape.js';
import { fileNameFromUrl, isHostedFile, KEPT_IN_NOTION } from '../rich-text/hosted-file.js';
import { recordOf, stringOf } from '../json-access.js';
import { printAddress } from '../rich-text/link.js';

/** A file by name. The address is shown when it is one that lasts: Notion's own are signed and expire within the hour. */
export function renderFile(file: unknown): string {
  const record = recordOf(file);
  const url = stringOf(recordOf(record[stringOf(record['type'])])['url']);
  const name = stringOf(record['name']).trim();
  if (url === '' || record['type'] !== 'external' || isHostedFile(url)) {
    const shown = name === '' || isHostedFile(name) ? fileNameFromUrl(url) : name;
    return shown === '' ? (url === '' ? '' : KEPT_IN_NOTION) : escapeText(shown);
  }
  return name === '' || name === url ? printAddress(url) : `${escapeText(name)} (${printAddress(url)})`;
}
