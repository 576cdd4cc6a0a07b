import type { Workspace } from '../../src/sandbox/workspace.js';

/** One question, the facts that prove its answer, and the fewest REST requests that can give it. */
export interface Task<Id extends string = string, Asks = unknown> {
  readonly id: Id;
  readonly title: string;
  readonly question: string;
  readonly wholePage: boolean;
  readonly minimum: { readonly requests: number; readonly why: string };
  /** What whoever asks knows: titles and names, and no ids. */
  readonly asks: Asks;
  /** Adds to the seeded workspace what is asked for. */
  plant(workspace: Workspace): void;
  readonly facts: readonly (string | RegExp)[];
  /** What only a wrong answer holds. */
  readonly absent?: readonly string[];
}

/** Keeps the task's id and what it asks for as types, which each server's calls are checked against. */
export function defineTask<const Id extends string, Asks>(task: Task<Id, Asks>): Task<Id, Asks> {
  return task;
}

/** A data source of the seeded workspace. */
export function dataSourceNamed(workspace: Workspace, name: string) {
  return found(workspace.dataSources, name);
}

/** The id of a person of the seeded workspace. */
export function personNamed(workspace: Workspace, name: string): string {
  return found(workspace.users, name).id;
}

function found<Item extends { readonly name: string }>(items: ReadonlyMap<string, Item>, name: string): Item {
  const item = [...items.values()].find((candidate) => candidate.name === name);
  if (item === undefined) {
    throw new Error(`The workspace has no "${name}".`);
  }
  return item;
}
