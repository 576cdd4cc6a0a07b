import * as z from 'zod';
import { parseConnectionId } from '../../ids.js';
/** Stored ids of connections. */
export const connectionIds = z.array(z.string().transform((text, context) => {
    const id = parseConnectionId(text);
    if (id === undefined) {
        context.addIssue('is no connection id');
        return z.NEVER;
    }
    return id;
}));
