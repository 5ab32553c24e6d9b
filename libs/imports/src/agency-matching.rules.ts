/** An agency that is already known, to match names in a file against. */
export type KnownAgency = { id: string; name: string };

/** What an agency name in a file stands for. `close`: one slip away from exactly one known name. */
export type AgencyMatch = { kind: 'known' | 'close'; agency: KnownAgency } | { kind: 'unknown' };

/** Names this short are too alike for one slip to tell anything. */
const SHORTEST_SLIP = 5;

/** A name as names are compared: without regard to case, outer and double spaces and kind of apostrophe. */
export function nameKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’‘ʼ`´]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();
}

/** Finds the known agency of a name. "&" for "and" and one slip of the pen count as close, never as the same. */
export function matchAgency(name: string, agencies: readonly KnownAgency[]): AgencyMatch {
  const key = nameKey(name);
  const same = agencies.find((agency) => nameKey(agency.name) === key);
  if (same) return { kind: 'known', agency: same };
  const close = agencies.filter((agency) => isClose(key, nameKey(agency.name)));
  return close.length === 1 ? { kind: 'close', agency: close[0]! } : { kind: 'unknown' };
}

function isClose(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < SHORTEST_SLIP) return false;
  return a.replaceAll('&', 'and') === b.replaceAll('&', 'and') || isOneSlip(a, b);
}

/** One letter more, one less, one other, or two neighbours swapped. */
export function isOneSlip(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  const restA = a.slice(start);
  const restB = b.slice(start);
  if (restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1)) return true;
  return restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
}
