import { z } from 'zod';
import { parseSpaceId } from '../credentials/identifiers.js';
import { KEY_LENGTH } from '../credentials/keys.js';

/*
 * What the text of each setting may be. A message continues the setting's name: "PORT must be …". It never repeats the
 * text, which may be a secret put into the wrong variable.
 */

/** A token: of Notion, or the one that HTTP clients send. The usual copying mistakes are told apart. */
export const secret = z
  .string()
  .refine((text) => !/^bearer\s/i.test(text), 'must be the token alone, without "Bearer"')
  .refine((text) => !/^["']|["']$/.test(text), 'must not be wrapped in quotes')
  .refine((text) => !/\s/.test(text), 'must not contain spaces or line breaks; copy the token again')
  .refine((text) => /^[\x21-\x7e]+$/.test(text), 'must be plain ASCII; copy the token again');

/** A text that is checked elsewhere. */
export const anyText = z.string();

/** Id of a space. */
export const spaceId = z
  .string()
  .refine(
    (text) => parseSpaceId(text) !== undefined,
    'must be letters, digits and . _ : - only, at most 128 of them',
  );

/** What a service key is for. */
export const keyLabel = z.string().max(100, 'must be at most 100 characters long');

const KEY_RULE = 'must be 32 bytes in base64; openssl rand -base64 32 makes a key';
/** A sealing key. */
export const sealingKeyText = z.string().refine((text) => isKey(text), KEY_RULE);

/** Sealing keys separated by commas. */
export const sealingKeyList = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ''),
  )
  .refine((keys) => keys.every(isKey), KEY_RULE);

const DEADLINE_RULE = 'must be a whole number of seconds from 1 to 600';
/** Seconds. */
export const callDeadline = z
  .string()
  .regex(/^\d{1,3}$/, DEADLINE_RULE)
  .transform(Number)
  .refine((seconds) => seconds >= 1 && seconds <= 600, DEADLINE_RULE);

const PORT_RULE = 'must be a whole number from 0 to 65535 (0 picks a free port)';
/** A TCP port. */
export const port = z
  .string()
  .regex(/^\d{1,5}$/, PORT_RULE)
  .transform(Number)
  .refine((number) => number <= 65_535, PORT_RULE);

/** An HTTP address; a trailing `/v1` is dropped because the client adds it. */
export const apiUrl = z
  .string()
  .refine(
    (text) => /^https?:$/.test(urlOf(text)?.protocol ?? ''),
    'must be a URL that starts with https:// or http://',
  )
  .refine((text) => urlOf(text)?.username === '', 'must not contain a user name or password')
  .transform((text) => text.replace(/\/+$/, '').replace(/\/v1$/, ''));

/** An address or host name to bind to. */
export const hostName = z
  .string()
  .regex(
    /^([\w.-]+|\[?[0-9a-f.]*:[0-9a-f:.]*:[0-9a-f:.]*\]?)$/i,
    'must be an address or a host name without a port, such as 127.0.0.1',
  )
  .transform((text) => text.replace(/^\[|\]$/g, ''));

/** Host names separated by commas. */
export const hostList = z
  .string()
  .transform((text) => listOf(text).map((entry) => headerHost(entry) ?? ''))
  .refine(
    (names) => !names.includes(''),
    'must be host names separated by commas, such as mcp.example.com,localhost',
  );

/** Origins or host names separated by commas. */
export const originList = z
  .string()
  .transform(listOf)
  .refine(
    (origins) =>
      origins.every((entry) => (entry.includes('://') ? urlOf(entry) : headerHost(entry)) !== undefined),
    'must be origins separated by commas, such as https://app.example.com',
  );

/** Names of tools or toolsets separated by commas. */
export const nameList = z
  .string()
  .transform(listOf)
  .refine(
    (names) => names.length > 0 && names.every((name) => /^[a-z][a-z0-9_-]*$/.test(name)),
    'must be names separated by commas, such as notion_search,notion_read_page',
  );

/** On or off. */
export const toggle = z
  .string()
  .refine((text) => /^(true|false)$/i.test(text), 'must be true or false')
  .transform((text) => text.toLowerCase() === 'true');

/** Whether only programs on this machine can reach the address. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1)$/i.test(host);
}

/** A host as the URL of a `Host` header has it: lower case, IPv6 in brackets, no port. Absent if it is no host. */
export function headerHost(text: string): string | undefined {
  const bracketed = /^[0-9a-f.]*:[0-9a-f.]*:[0-9a-f:.]*$/i.test(text) ? `[${text}]` : text;
  return /^[\w.:[\]-]+$/.test(bracketed) ? urlOf(`http://${bracketed}`)?.hostname : undefined;
}

function isKey(text: string): boolean {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === KEY_LENGTH && bytes.toString('base64') === text;
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => entry !== '');
}

function urlOf(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
