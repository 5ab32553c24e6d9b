import DataLoader from 'dataloader';
import { Fault } from '#kernel';

/** A loader of single things by their id; an id that is not there is an error of ours, not of the caller. */
export function oneById<T extends { id: string }>(
  load: (ids: readonly string[]) => Promise<T[]>,
): DataLoader<string, T> {
  return new DataLoader<string, T>(async (ids) => {
    const byId = new Map((await load(ids)).map((row) => [row.id, row]));
    return ids.map((key) => byId.get(key) ?? new Fault('A row that another refers to is missing'));
  });
}

/** A loader of the many things that belong to one id. */
export function manyBy<T>(
  load: (ids: readonly string[]) => Promise<T[]>,
  keyOf: (row: T) => string,
): DataLoader<string, T[]> {
  return new DataLoader<string, T[]>(async (ids) => {
    const groups = new Map<string, T[]>(ids.map((key) => [key, []]));
    for (const row of await load(ids)) groups.get(keyOf(row))?.push(row);
    return ids.map((key) => groups.get(key)!);
  });
}
