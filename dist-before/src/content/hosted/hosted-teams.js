import * as z from 'zod';
import { hostedJson } from './hosted-json.js';
/** Teamspaces that are read of each list. */
const MAX_TEAMS = 200;
const MAX_TEXT_CHARACTERS = 200;
const short = z
    .string()
    .transform((text) => text.slice(0, MAX_TEXT_CHARACTERS))
    .catch('');
const team = z.object({ id: short, name: short, role: short });
const list = z
    .array(z.unknown())
    .transform((teams) => teams.slice(0, MAX_TEAMS).flatMap((one) => team.safeParse(one).data ?? []));
/** `yourTeams` in spring 2026, `joinedTeams` since. */
const answer = z.object({
    joinedTeams: list.optional(),
    yourTeams: list.optional(),
    otherTeams: list.optional(),
    hasMore: z.boolean().optional().catch(undefined),
});
/** The teamspaces of an answer of `get-teams`; undefined for an answer of another form. */
export function hostedTeams(text) {
    const { data } = answer.safeParse(hostedJson(text));
    const joined = data?.joinedTeams ?? data?.yourTeams;
    return data === undefined || (joined === undefined && data.otherTeams === undefined)
        ? undefined
        : { joined: joined ?? [], others: data.otherTeams ?? [], hasMore: data.hasMore === true };
}
