import { describe, expect, it } from '@jest/globals';
import { paragraph } from '../../../src/sandbox/build/blocks.js';
import { addPage } from '../../../src/sandbox/build/workspace-builder.js';
import { engineeringWorkspace } from '../../../src/sandbox/seed/engineering-workspace.js';
import { writeTasks } from './tasks.js';
import { mistakeIn } from './verdict.js';
import { WorkspaceState } from './workspace-state.js';
import type { WriteTask } from './write-task.js';

const now = new Date('2026-11-20T12:00:00Z');

describe('the verdict on a task', () => {
  it.each(writeTasks)('is a mistake where nothing was done: $title', (task) => {
    const workspace = engineeringWorkspace({ now });
    task.plant?.(workspace);
    const state = new WorkspaceState(workspace);
    expect(mistakeIn(task, { before: state, after: state, answers: '' })).toBeDefined();
  });

  it('is a mistake where something else was changed', () => {
    const workspace = engineeringWorkspace({ now });
    const before = new WorkspaceState(workspace);
    const page = addPage(workspace, { title: 'Nobody asked', blocks: [paragraph('for this')] });
    const after = new WorkspaceState(workspace);
    expect(mistakeIn(idle, { before, after, answers: '' })).toBe(`also changed: ${page}`);
    expect(mistakeIn(idle, { before: after, after, answers: '' })).toBeUndefined();
  });
});

/** A task that nothing is to be done for. */
const idle: WriteTask = {
  title: 'Idle',
  request: 'Do nothing.',
  ours: async () => {},
  official: async () => {},
  check: () => [],
};
