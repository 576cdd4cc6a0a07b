import type { jsonSchemaValidator } from '@modelcontextprotocol/server';

/**
 * In place of the SDK's JSON Schema compiler, which checks what people fill into forms. Nothing asks with a form, and
 * the SDK would make a compiler for each server: once for each HTTP request.
 */
export const noElicitation: jsonSchemaValidator = {
  getValidator: () => {
    throw new Error('This server shows no forms, so it checks none.');
  },
};
