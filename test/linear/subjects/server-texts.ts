import { bearerToken } from '../../../src/http/bearer-token.js';
import { redirectKind } from '../../../src/oauth-server/clients/redirect-uri.js';
import { toolsets } from '../../../src/catalogue.js';
import { hostList, hostName, nameList, originList, secret } from '../../../src/config/setting-values.js';
import { headerHost } from '../../../src/http/host-names.js';
import { apiUrl, postgresUrl, redisUrl, proxyList, spaceId } from '../../../src/config/setting-values.js';
import { readCookie } from '../../../src/notion-oauth/routes/browser-cookie.js';
import { callbackUrl } from '../../../src/notion-oauth/settings.js';
import { parseReturnTo } from '../../../src/notion-oauth/routes/return-to.js';
import {
  allowedHostNames,
  hostCheck,
  isAllowedOrigin,
} from '../../../src/mcp/http/guards/allowed-callers.js';
import { inputJsonSchema } from '../../../src/mcp/arguments/json-schema.js';
import { parseArguments } from '../../../src/mcp/arguments/parse-arguments.js';
import { decodeSessionCapabilities } from '../../../src/mcp/elicitation/session-capabilities.js';
import { readRoots } from '../../../src/access/roots.js';
import { idsInMarkdown, keepMarkdown } from '../../../src/notion/roots/rooted-markdown.js';
import { shownForm, withoutMarkup } from '../../../src/text/quote.js';
import { listWords, say } from '../../../src/text/words.js';
import { redactFields, redactText } from '../../../src/telemetry/log/redact.js';
import { terminalLine } from '../../../src/telemetry/log/terminal-line.js';
import { parsePageList } from '../../../src/oauth-server/consent/parse-page-list.js';
import { escapeHtml, html } from '../../../src/web/html.js';
import { nameHtml, displayName, workspaceTile } from '../../../src/web/display-names.js';
import { placeText, returnPlaceOf } from '../../../src/web/return-place.js';
import { readAppForm, readConsentForm } from '../../../src/web/pages/consent-form.js';
import type { FoundFile } from '../../../src/content/files.js';
import { InputError } from '../../../src/errors.js';
import { fileKind } from '../../../src/files/file-kinds.js';
import { htmlText } from '../../../src/files/html-text.js';
import { partFrom } from '../../../src/files/text-part.js';
import { chooseFile, noSuchFile, onlyFile } from '../../../src/workspace/files/choose-file.js';
import { listFiles } from '../../../src/workspace/files/list-files.js';
import type { Hostile, Subjects } from './hostile.js';

const tools = Object.values(toolsets).flat();

/** What a client may send in place of each argument: the text, the same as JSON, lists, objects. */
function argumentsOf({ text, pieces }: Hostile): readonly unknown[] {
  const object = Object.fromEntries(pieces.map((piece, at) => [`${piece}${at}`, piece]));
  return [text, `[${text}`, `{${text}}`, JSON.stringify(pieces), pieces, object, [object], { [text]: text }];
}

/** Names that cannot be told from each other are refused. */
function ignoreRefusal(choose: () => unknown): unknown {
  try {
    return choose();
  } catch (error) {
    if (error instanceof InputError) {
      return undefined;
    }
    throw error;
  }
}

/** Texts of requests, settings, pages of the browser, and the log. */
export const serverTexts: Subjects = {
  'arguments: of every tool': (hostile) => {
    for (const tool of tools) {
      const schema = inputJsonSchema(tool.input);
      for (const value of argumentsOf(hostile)) {
        for (const name of Object.keys(schema.properties ?? {})) {
          parseArguments(tool, schema, { [name]: value });
        }
        parseArguments(tool, schema, value);
        parseArguments(tool, schema, { input: value, [`_${hostile.text}`]: value });
      }
    }
  },
  'arguments: conditions': ({ text, pieces }) => {
    const tool = tools.find(({ name }) => name === 'notion_query_database');
    if (tool !== undefined) {
      const condition = { property: text, operator: text, value: text };
      const where = [
        condition,
        { any: pieces.map((piece) => ({ property: piece, operator: piece, [piece]: 1 })) },
      ];
      parseArguments(tool, inputJsonSchema(tool.input), { database: 'x', where });
      parseArguments(tool, inputJsonSchema(tool.input), { database: 'x', where: JSON.stringify(where) });
    }
  },
  'files: HTML and parts of a text': ({ text }) => [
    htmlText(text),
    htmlText(`<p>${text}</p><script>${text}`),
    partFrom(text, 0, 100),
    fileKind({ kind: 'text', encoding: 'utf-8' }, text),
  ],
  'files: choice': ({ text, pieces }) => {
    const files = pieces.map((name): FoundFile => ({
      media: 'file',
      name,
      caption: name,
      place: name,
      url: name,
    }));
    return [
      noSuchFile(text, files),
      onlyFile(files),
      listFiles(files),
      ignoreRefusal(() => chooseFile(text, files)),
    ];
  },
  'headers: authorization': ({ text }) => [bearerToken(text), bearerToken(`Bearer ${text}`)],
  'headers: cookies': ({ text }) => [readCookie(text, 'name'), readCookie(`name=${text}`, 'name')],
  'headers: host and origin': ({ text }) => [
    headerHost(text),
    hostCheck(new Set(['localhost']))(text),
    isAllowedOrigin(text, ['https://a']),
    isAllowedOrigin(`https://${text}`, []),
    allowedHostNames('0.0.0.0', [], { hostName: text, addresses: [text] }),
  ],
  'headers: session': ({ text }) => [decodeSessionCapabilities(text), decodeSessionCapabilities(`.${text}`)],
  settings: ({ text }) => {
    for (const setting of [
      hostList,
      hostName,
      nameList,
      originList,
      secret,
      apiUrl,
      postgresUrl,
      redisUrl,
      proxyList,
      spaceId,
    ]) {
      setting.read(text);
      setting.read(`https://${text}`);
    }
    callbackUrl(text);
  },
  'addresses: to return to': ({ text }) => [
    parseReturnTo(text, ['https://a']),
    parseReturnTo(`https://a/${text}`.slice(0, 2048), ['https://a']),
    redirectKind(text.slice(0, 2000)),
    redirectKind(`https://a/${text}`.slice(0, 2000)),
    placeText(returnPlaceOf(`https://a/${text}`)),
    placeText(returnPlaceOf(`app:${text}`)),
  ],
  'pages: names': ({ text }) => [
    displayName(text, 'x'),
    nameHtml(text, 'x'),
    workspaceTile(text, text),
    escapeHtml(text),
    html`<p title="${text}">${text}</p>`,
    readConsentForm({ decision: text, workspace: text }),
    readAppForm({ workspace: text, pages: text }),
    parsePageList(text),
  ],
  'pages: lists': ({ pieces }) =>
    html`<ul>
      ${pieces.map((piece) => html`<li>${piece}</li>`)}
    </ul>`,
  'roots: texts': ({ text }) => [
    idsInMarkdown(text),
    keepMarkdown(text, () => true),
    keepMarkdown(text, () => false),
    keepMarkdown(`<page url="${text}`, () => false),
    readRoots([text]),
  ],
  'messages: shown': ({ text, pieces }) => [
    shownForm(text),
    withoutMarkup(text),
    listWords(pieces, (piece) => say`${piece}`, ', '),
  ],
  'log: redacted': ({ text, pieces }) => {
    redactText(text);
    redactFields({ [text]: text, list: pieces, error: new Error(text) });
  },
  'log: for a person': ({ text }) =>
    terminalLine(JSON.stringify({ level: 'info', time: text, msg: text, [text]: text, value: [text] })),
};
