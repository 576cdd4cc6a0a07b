import { LOOPBACK_PORTS } from '../../notion-oauth/loopback.js';
import { callbackUrl } from '../../notion-oauth/settings.js';
import { ok, type Finding } from '../finding.js';

/** What has to be registered at Notion. Only the person who connects learns from Notion whether it is. */
export function checkRedirect(publicUrl: string | undefined): Finding {
  const addresses =
    publicUrl === undefined
      ? LOOPBACK_PORTS.map((port) => callbackUrl(`http://127.0.0.1:${port}`))
      : [callbackUrl(publicUrl)];
  const [first = '', ...others] = addresses;
  return ok(
    'redirect',
    `Register at Notion, exactly as shown: ${first}${others.length === 0 ? '' : ` (and, in case that port is taken, ${others.join(' and ')})`}`,
  );
}
