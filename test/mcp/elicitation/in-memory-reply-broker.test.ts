import { describe } from '@jest/globals';
import { InMemoryReplyBroker } from '../../../src/mcp/elicitation/in-memory-reply-broker.js';
import { answerRouteContract } from '../contract/reply-broker.js';

describe('answers within a process', () => {
  answerRouteContract(() => {
    const route = new InMemoryReplyBroker();
    return Promise.resolve({ waiting: route, posting: route });
  });
});
