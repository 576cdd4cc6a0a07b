/** Exported functions that take text and that no subject enters, with the reason. */
export const notMeasured: Readonly<Record<string, string>> = {
  'src/content/view/sections.ts sectionWithKey': 'compares one key with those of sections',
  'src/mcp/arguments/workspace-argument.ts workspaceOf': 'reads one argument, whose text it gives on',
  'src/notion/query/columns/column-sources.ts propertyOfKey': 'looks an id up',
  'src/notion/query/dates/calendar-days.ts dayAway': 'takes a unit, such as week',
  'src/notion/query/dates/calendar-days.ts endsOfUnit': 'takes a unit, such as month',
  'src/notion/query/dates/zoned-time.ts offsetAt': 'takes the name of a zone that Intl knows',
  'src/search-index/analysis/tokens.ts isCounted': 'takes one token, which has a maximum',
  'src/workspace/changes/edits/edit-answers.ts changedEdits':
    'joins the lines of a plan whose making is measured',
  'src/workspace/changes/edits/edit-answers.ts proposedEdits':
    'joins the lines of a plan whose making is measured',
  'src/workspace/changes/edits/edit-answers.ts refusedAnswer':
    'joins the lines of a plan whose making is measured',
  'src/workspace/changes/edits/read-blocks.ts readEditablePage': 'asks Notion; the text is an id',
};
