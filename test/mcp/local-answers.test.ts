import { describe } from '@jest/globals';
import { LocalAnswers } from '../../src/mcp/local-answers.js';
import { answerRouteContract } from './contract/answer-route.js';

describe('answers within a process', () => {
  answerRouteContract(() => {
    const route = new LocalAnswers();
    return Promise.resolve({ waiting: route, posting: route });
  });
});
