/**
 * Which rule said something, in which version, and on whose word it rests. Shown beside every result of a rule, so that
 * people can check it and a later reader knows what held at the time.
 */
export type RuleSource = { name: string; version: number; source: string };
