/**
 * A calendar day, ISO text `YYYY-MM-DD`, no zone. Compares in order with `<` and `>`.
 * Days and moments are ISO text everywhere (database, rules, GraphQL): see docs/adr on time.
 */
export type Day = string & { readonly __day: never };

/** A moment in time, ISO text in UTC with exactly three decimals, `2026-11-23T08:00:00.000Z`. Compares in order with `<`. */
export type Moment = string & { readonly __moment: never };

/** A local wall-clock time, `HH:MM`, 24 hours, Europe/London where nothing else is said. */
export type TimeOfDay = string & { readonly __timeOfDay: never };
