import { ok, refused, type RefusedResult, type Result } from '#kernel';
import type { CaseRestriction, ListKind } from './case-restriction.entity.js';
import { isAbout, isAmongThese, isExcluded, type Listed } from './need-to-know.rules.js';

/** Somebody who may be kept from a case, or runs its panel. */
export type Insider = { personId: string; agencyId: string };

/** An entry that is in force. */
export type EntryInForce = Pick<CaseRestriction, 'kind' | 'personId' | 'agencyId'>;

/** What the decisions about the lists of a case look at. `runners`: everybody active who runs its panel. */
export type Lists = { inForce: readonly EntryInForce[]; runners: readonly Insider[] };

/** Why an entry is not made. */
export type RestrictRefusal = 'NAME_ONE' | 'ALREADY_ON_LIST' | 'WOULD_SHUT_YOU_OUT' | 'NOBODY_LEFT';

/** Why an entry is not lifted. */
export type LiftRefusal = 'ALREADY_LIFTED' | 'WOULD_SHUT_YOU_OUT' | 'NOBODY_LEFT';

/** Why a conflict is not taken down. */
export type ConflictRefusal = 'NOT_CONFIRMED' | 'NOBODY_LEFT';

/**
 * The entries that putting somebody on a list adds. Whoever makes an only-these list is on it. Refused where nobody who runs
 * the panel, or not even the person who makes the entry, would be left.
 */
export function restricting(
  entry: Listed & { kind: ListKind },
  maker: Insider | null,
  { inForce, runners }: Lists,
): Result<EntryInForce[], RestrictRefusal> {
  if ((entry.personId === null) === (entry.agencyId === null))
    return refused('NAME_ONE', 'Name either one person or one agency.', 'personId');
  const same = (one: EntryInForce) =>
    one.kind === entry.kind && one.personId === entry.personId && one.agencyId === entry.agencyId;
  if (inForce.some(same)) return refused('ALREADY_ON_LIST', 'They are on this list already.', 'personId');
  const added: EntryInForce[] = [entry];
  if (entry.kind === 'only_these' && maker && !isAmongThese(maker, [...inForce, entry]))
    added.push({ kind: 'only_these', personId: maker.personId, agencyId: null });
  const closed = keptOut([...inForce, ...added], maker, runners);
  return closed ?? ok(added);
}

/** Whether an entry of a list may be lifted: those who run the panel must not shut themselves out by it. */
export function lifting(
  entry: Pick<CaseRestriction, 'id' | 'liftedAt'>,
  lifter: Insider | null,
  { inForce, runners }: { inForce: readonly (EntryInForce & { id: string })[]; runners: readonly Insider[] },
): Result<true, LiftRefusal> {
  if (entry.liftedAt !== null) return refused('ALREADY_LIFTED', 'Somebody has lifted this already.');
  const left = inForce.filter(({ id }) => id !== entry.id);
  return keptOut(left, lifter, runners) ?? ok(true);
}

/**
 * Whether a person may declare a conflict of interest: always, once they have said that they know what follows; but
 * the last person who runs the panel must first see that somebody else does.
 */
export function declaring(
  person: Insider,
  isConfirmed: boolean,
  { inForce, runners }: Lists,
): Result<EntryInForce, ConflictRefusal> {
  if (!isConfirmed)
    return refused('NOT_CONFIRMED', 'Say that you know you will not see this case again.', 'isConfirmed');
  const entry: EntryInForce = { kind: 'conflict', personId: person.personId, agencyId: null };
  const isRunner = runners.some(({ personId }) => personId === person.personId);
  if (isRunner && !someoneLeft([...inForce, entry], runners)) return nobodyLeft();
  return ok(entry);
}

function keptOut(
  after: readonly EntryInForce[],
  maker: Insider | null,
  runners: readonly Insider[],
): RefusedResult<'WOULD_SHUT_YOU_OUT' | 'NOBODY_LEFT'> | null {
  if (maker && !isLeft(maker, after)) {
    const message = 'This would shut you out of the case. If you have a conflict of interest, declare that.';
    return refused('WOULD_SHUT_YOU_OUT', message, 'personId');
  }
  return someoneLeft(after, runners) ? null : nobodyLeft();
}

function nobodyLeft(): RefusedResult<'NOBODY_LEFT'> {
  return refused(
    'NOBODY_LEFT',
    'Nobody who runs the panel would be left on this case. Have another chair or coordinator named for the panel first.',
  );
}

function someoneLeft(after: readonly EntryInForce[], runners: readonly Insider[]): boolean {
  return runners.some((runner) => isLeft(runner, after));
}

function isLeft(who: Insider, after: readonly EntryInForce[]): boolean {
  return !isExcluded(who, after) && isAmongThese(who, after);
}

/**
 * Whether the lists of a case leave anybody of this agency: what would give an agency the need to know gives it none
 * otherwise. An only-these entry of one person leaves their agency open, for that person.
 */
export function isAgencyClosed(
  agencyId: string,
  inForce: readonly (EntryInForce & { personAgencyId: string | null })[],
): boolean {
  if (inForce.some((entry) => entry.kind === 'exclude' && entry.agencyId === agencyId)) return true;
  const these = inForce.filter(({ kind }) => kind === 'only_these');
  return (
    these.length > 0 &&
    !these.some((entry) => isAbout(entry, { personId: '', agencyId }) || entry.personAgencyId === agencyId)
  );
}
