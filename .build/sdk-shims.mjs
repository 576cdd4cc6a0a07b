// In place of the SDK's `_shims`, which load Ajv as its standard JSON Schema validator: a fifth of what a client would wait
// for. It checks what people answer to an elicitation's form, and no tool shows one.
export { default as process } from 'node:process';

export function DefaultJsonSchemaValidator() {
  return {
    getValidator() {
      throw new Error('The bundle holds no JSON Schema validator: give the SDK one.');
    },
  };
}
