import type { Link, Media } from '../document.js';
import { fileNameFromUrl } from '../rich-text/hosted-file.js';
import { recordOf, stringOf, type JsonRecord } from '../json-access.js';

interface Common {
  readonly id: string;
  readonly children: Media['children'];
}

/** A picture, recording or file of the block endpoint. */
export function mediaBlock(
  type: Media['media'],
  content: JsonRecord,
  common: Common,
  caption: string,
): Media {
  const url = stringOf(recordOf(content[stringOf(content['type'])])['url']);
  const name = stringOf(content['name']) || fileNameFromUrl(url);
  return { ...common, kind: 'media', media: type, name, caption, url };
}

/** A bookmark, embed or link preview of the block endpoint. */
export function linkBlock(
  type: 'bookmark' | 'embed' | 'link_preview',
  content: JsonRecord,
  common: Common,
  caption: string,
): Link {
  const link = type === 'link_preview' ? 'link preview' : type;
  return { ...common, kind: 'link', link, url: stringOf(content['url']), caption };
}
