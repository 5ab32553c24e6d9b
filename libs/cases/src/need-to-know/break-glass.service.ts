import { Injectable } from '@nestjs/common';
import { MoreThanOrEqual } from 'typeorm';
import { mustBeAllowed, type PersonActor, whyOpened } from '#access';
import { Person } from '#agencies';
import { Audit } from '#audit';
import {
  atLondon,
  Clock,
  type Moment,
  newId,
  NotFound,
  ok,
  refused,
  type Result,
  type TimeOfDay,
} from '#kernel';
import { Announcements, Config, Database, defineEvent } from '#platform';
import { CaseFile } from '../case-file.entity.js';
import { BreakGlass } from './break-glass.entity.js';
import { breaking, glassEnds, glassReason, type GlassRefusal } from './break-glass.rules.js';
import { openableByGlass, visibleCases } from './visible-cases.js';

/** Somebody used break-glass, whether or not it opened a case. */
export const GlassBroken = defineEvent<{ breakGlassId: string }>('glass.broken');

/** A case opened by break-glass. */
export type OpenedByGlass = { breakGlassId: string; caseId: string; endsAt: Moment };

/** A use as the person sees it who made it. */
export type MyGlass = Pick<BreakGlass, 'id' | 'reason' | 'openedAt' | 'endsAt' | 'verdict'> & {
  /** The case, while it is open. */
  caseId: string | null;
};

/** Most of their own uses that a person is shown. */
const MOST_OF_MINE = 20;

/**
 * Opening one case for two hours by quoting its reference. Whether there is no such case, or one that is closed to this
 * person even so, cannot be told from the answer, nor from the work that it takes.
 */
@Injectable()
export class BreakingGlass {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly audit: Audit,
    private readonly announcements: Announcements,
  ) {}

  /** Opens the case to this one person. Throws {@link NotFound}, after keeping that it was tried. */
  async breakGlass(
    actor: PersonActor,
    input: { reference: string; reason: string },
  ): Promise<Result<OpenedByGlass, GlassRefusal>> {
    const tried = await this.db.transaction(() => this.tryIt(actor, input));
    if (!tried.ok) return tried;
    const { id, caseId, endsAt } = tried.value;
    if (caseId === null) throw new NotFound('Case');
    return ok({ breakGlassId: id, caseId, endsAt });
  }

  /** The person's own uses, latest first; those that opened nothing are left out. */
  async mine(actor: PersonActor): Promise<MyGlass[]> {
    mustBeAllowed(actor, 'case:break-glass');
    const rows = await this.db.reading
      .createQueryBuilder(BreakGlass, 'b')
      .where('b.personId = :me and b.caseId is not null', { me: actor.personId })
      .orderBy('b.openedAt', 'DESC')
      .addOrderBy('b.id', 'DESC')
      .limit(MOST_OF_MINE)
      .getMany();
    const open = new Set((actor.openedCases ?? []).map(({ breakGlassId }) => breakGlassId));
    return rows.map(({ id, reason, openedAt, endsAt, verdict, caseId }) => {
      return { id, reason, openedAt, endsAt, verdict, caseId: open.has(id) ? caseId : null };
    });
  }

  private async tryIt(
    actor: PersonActor,
    input: { reference: string; reason: string },
  ): Promise<Result<BreakGlass, GlassRefusal>> {
    mustBeAllowed(actor, 'case:break-glass');
    const reason = glassReason(input.reason);
    if (!reason.ok) return reason;
    await this.oneAtATime(actor);
    const allowed = breaking(await this.triedToday(actor), this.config.breakGlassADay);
    if (!allowed.ok) return allowed;
    const found = await this.find(actor, input.reference.trim().toUpperCase());
    if (found.isKnown)
      return refused(
        'OPEN_TO_YOU_ALREADY',
        'You may read this case already. Search for its reference.',
        'reference',
      );
    const openedAt = this.clock.now();
    const use: BreakGlass = {
      id: newId(),
      caseId: found.caseId,
      personId: actor.personId,
      agencyId: actor.agencyId,
      role: actor.role,
      reason: reason.value,
      openedAt,
      endsAt: glassEnds(openedAt),
      reviewedAt: null,
      reviewedById: null,
      verdict: null,
      note: null,
      version: 1,
    };
    await this.db.writing.insert(BreakGlass, use);
    await this.announcements.announce(GlassBroken, { breakGlassId: use.id });
    const what = use.caseId ? 'case:break-glass' : 'case:break-glass-failed';
    await this.audit.record(actor, what, use.id, { caseId: use.caseId, why: whyOpened(use.id) });
    return ok(use);
  }

  /** One statement, whatever is found: the case if it can be opened, and whether the actor may read it anyway. */
  private async find(
    actor: PersonActor,
    reference: string,
  ): Promise<{ caseId: string | null; isKnown: boolean }> {
    const known = visibleCases(actor, this.clock.today());
    const openable = openableByGlass(actor);
    const row = await this.db.reading
      .createQueryBuilder(CaseFile, 'c')
      .select('c.id', 'id')
      .addSelect(`case when ${known.sql} then 1 else 0 end`, 'known')
      .addSelect(`case when ${openable.sql} then 1 else 0 end`, 'openable')
      .where('c.reference = :reference', { reference })
      .setParameters({ ...known.params, ...openable.params })
      .getRawOne<{ id: string; known: number | string; openable: number | string }>();
    const isKnown = Number(row?.known ?? 0) === 1;
    return { isKnown, caseId: Number(row?.openable ?? 0) === 1 ? row!.id : null };
  }

  /** Two tries of one person come one after the other, so that neither overlooks the other when they are counted. */
  private async oneAtATime({ personId }: PersonActor): Promise<void> {
    if (this.db.dialect !== 'postgres') return;
    await this.db.writing.findOneOrFail(Person, {
      where: { id: personId },
      lock: { mode: 'pessimistic_write' },
    });
  }

  private triedToday({ personId }: PersonActor): Promise<number> {
    const since = atLondon(this.clock.today(), '00:00' as TimeOfDay);
    return this.db.writing.countBy(BreakGlass, { personId, openedAt: MoreThanOrEqual(since) });
  }
}
