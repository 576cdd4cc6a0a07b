import { fitSchema } from '../../../src/content/properties/fit-schema.js';
import { noNames } from '../../../src/content/names.js';
import { renderPageHeader } from '../../../src/content/properties/page-header.js';
import type { PropertySchema, PropertyValue } from '../../../src/content/properties/property-types.js';
import { renderPropertyValue } from '../../../src/content/properties/property-value.js';
import { referencesInProperty, referencesInRichText } from '../../../src/content/collect-references.js';
import { plainText, renderRichText } from '../../../src/content/rich-text/rich-text.js';
import {
  referencesInSchema,
  schemaLines,
  defaultDetail,
} from '../../../src/content/properties/schema-text.js';
import { renderTable } from '../../../src/content/answer/table.js';
import { text as richText } from '../../content/blocks/block-objects.js';
import type { Subjects } from './hostile.js';

const ROOM = 60;
const ID = '01234567-89ab-cdef-0123-456789abcdef';

/** One value of each type, with the text wherever a text stands. */
function valuesOf(text: string, pieces: readonly string[]): readonly PropertyValue[] {
  const runs = pieces.map((piece) => richText(piece));
  const person = { object: 'user', id: text, name: text, person: { email: text } };
  return [
    { type: 'title', title: [richText(text)] },
    { type: 'rich_text', rich_text: runs },
    ...['email', 'phone_number', 'url', 'created_time', 'hologram', 'hologram_time'].map((type) => ({
      type,
      [type]: text,
    })),
    { type: 'url', url: `https://${text}` },
    { type: 'number', number: 0.3 },
    { type: 'checkbox', checkbox: true },
    { type: 'select', select: { name: text } },
    { type: 'multi_select', multi_select: pieces.map((name) => ({ name })) },
    { type: 'date', date: { start: text, end: text, time_zone: text } },
    { type: 'people', people: pieces.map((name) => ({ object: 'user', id: ID, name })), has_more: true },
    { type: 'people', people: [person, { object: 'group', id: text }] },
    { type: 'created_by', created_by: person },
    { type: 'relation', relation: pieces.map((id) => ({ id })) },
    {
      type: 'files',
      files: pieces.flatMap((name) => [
        { name, type: 'external', external: { url: `https://x/${name}` } },
        { name: '', type: 'file', file: { url: `https://x/${name}` } },
      ]),
    },
    { type: 'unique_id', unique_id: { prefix: text, number: 1 } },
    { type: 'verification', verification: { state: 'expired', verified_by: person, date: { end: text } } },
    { type: 'verification', verification: { state: 'verified', verified_by: person } },
    { type: 'verification', verification: { state: text } },
    { type: 'place', place: { name: text, address: text } },
    { type: 'place', place: { lat: 1, lon: 2 } },
    { type: 'formula', formula: { type: 'string', string: text } },
    {
      type: 'rollup',
      rollup: { type: 'array', array: pieces.map((name) => ({ type: 'select', select: { name } })) },
    },
    { type: 'rollup', rollup: { type: 'unsupported' } },
    { type: 'hologram', hologram: { name: text } },
    { type: 'hologram', hologram: 1 },
    { type: text, [text]: text },
  ];
}

/** A schema with the text in every name. */
export function schemaOf(text: string, pieces: readonly string[]): readonly PropertySchema[] {
  const options = pieces.map((name, at) => ({ id: String(at), name }));
  const property = (type: string, settings: object, name = `${type} ${text}`): PropertySchema => ({
    id: text,
    name,
    type,
    description: text,
    [type]: settings,
  });
  return [
    property('title', {}),
    property('select', { options }),
    property('multi_select', { options }),
    property('status', { options, groups: [{ name: text, option_ids: options.map(({ id }) => id) }] }),
    property('number', { format: text }),
    property('unique_id', { prefix: text }),
    property('relation', { data_source_id: ID }),
    property('rollup', {
      relation_property_id: text,
      rollup_property_name: text,
      relation_property_name: text,
      function: text,
    }),
    property('formula', { expression: `{{notion:block_property:${text}:a:b}} + ${text}` }),
    property('date', {}),
  ];
}

/** Properties of pages, schemas of databases and tables of rows. */
export const properties: Subjects = {
  'properties: values': ({ text, pieces }) =>
    valuesOf(text, pieces).forEach((value) => {
      renderPropertyValue(value, noNames);
      referencesInProperty(value);
    }),
  'properties: rich text': ({ text, pieces }) => {
    const items = [...pieces, text].map((piece) => richText(piece)) as Parameters<typeof plainText>[0];
    renderRichText(items, noNames);
    plainText(items);
    referencesInRichText(items);
  },
  'properties: header of a page': ({ text, pieces }) => {
    const header = {
      title: text,
      url: 'https://x/',
      path: text,
      lastEdited: text,
      properties: Object.fromEntries(valuesOf(text, pieces).map((value, at) => [`${text}${at}`, value])),
    };
    renderPageHeader(header, noNames);
    renderPageHeader(header, noNames, ROOM);
    renderPageHeader(header, noNames, 10);
  },
  'properties: many in a header': ({ pieces }) =>
    renderPageHeader(
      {
        title: 'x',
        url: 'https://x/',
        path: '',
        lastEdited: '2026-01-01',
        properties: Object.fromEntries(
          pieces.map((piece, at) => [`${piece}${at}`, { type: 'email', email: piece }]),
        ),
      },
      noNames,
      pieces.length * 10,
    ),
  'properties: schema': ({ text, pieces }) => {
    const all = schemaOf(text, pieces);
    schemaLines(all, all, noNames, defaultDetail);
    fitSchema(all, noNames, ROOM);
    fitSchema(all, noNames, 10, all);
    referencesInSchema(all);
  },
  'properties: many in a schema': ({ pieces }) => {
    const all = pieces.map((name, at) => ({
      id: String(at),
      name: `${name}${at}`,
      type: 'number',
      number: {},
    }));
    fitSchema(all, noNames, ROOM);
  },
  'tables: rows': ({ text, pieces }) => {
    const rows = pieces.map((piece) => [piece, text.slice(0, 10)]);
    renderTable(['a', 'b'], rows, { characters: ROOM });
    renderTable(['a', 'b'], rows, { characters: Number.MAX_SAFE_INTEGER });
  },
  'tables: columns': ({ pieces }) => {
    renderTable(pieces, [pieces], { characters: ROOM });
    renderTable(pieces, [pieces], { characters: 10 });
    renderTable(pieces, [pieces, []], { characters: Number.MAX_SAFE_INTEGER });
  },
  'tables: cells': ({ text }) => {
    renderTable([text, 'b'], [[text, text]], { characters: ROOM, cellCharacters: text.length });
    renderTable(['a', text], [[text]], { characters: 50 });
  },
};
