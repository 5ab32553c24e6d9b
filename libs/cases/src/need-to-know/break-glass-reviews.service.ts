import { Injectable } from '@nestjs/common';
import { type Actor, mustBeAllowed, type PersonActor, whyOpened } from '#access';
import { Audit } from '#audit';
import { Clock, NotFound, ok, type Result } from '#kernel';
import {
  Announcements,
  Database,
  defineEvent,
  fromCursor,
  type Page,
  type PageRequest,
  pageSize,
  toPage,
} from '#platform';
import { CaseFile } from '../case-file.entity.js';
import { BreakGlass, type GlassVerdict } from './break-glass.entity.js';
import { type GlassReviewRefusal, reviewing, reviewNote } from './break-glass.rules.js';
import { reviewableUses } from './visible-cases.js';

/** A use of break-glass was judged. */
export const GlassReviewed = defineEvent<{ breakGlassId: string }>('glass.reviewed');

/** Which uses of a list: those that wait to be judged, or those that were. */
export const GLASS_REVIEWS_WHICH = ['waiting', 'reviewed'] as const;

/** One of {@link GLASS_REVIEWS_WHICH}. */
export type GlassReviewsWhich = (typeof GLASS_REVIEWS_WHICH)[number];

/** One kind of reading of the case in the two hours: how often, and the names of the fields. Never their content. */
export type GlassReading = { what: string; times: number; fields: string[] };

/** A use as a reviewer sees it. */
export type ReviewedGlass = BreakGlass & { caseId: string; reference: string; panelId: string };

/** A use for which an agency answers; not of which case. */
export type AnswerableGlass = Pick<BreakGlass, 'id' | 'openedAt' | 'reason' | 'note' | 'personId'>;

/** Most uses that the lead of an agency is shown. */
const MOST_ANSWERABLE = 20;

/** What a reviewer says of a use. */
export type ReviewGlass = { id: string; verdict: GlassVerdict; note: string; version: number };

/**
 * Judging what was opened by break-glass: auditors all of it, who chairs or coordinates a panel what belongs to it. Whom
 * a list of the case keeps away is told nothing of it here either.
 */
@Injectable()
export class BreakGlassReviews {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly announcements: Announcements,
  ) {}

  /** The uses that the actor may judge or see judged, longest waiting first; judged ones latest first. */
  list(actor: Actor, which: GlassReviewsWhich, request: PageRequest): Promise<Page<ReviewedGlass>> {
    return this.db.transaction(async () => {
      mustBeAllowed(actor, 'break-glass:review');
      const size = pageSize(request);
      const after = fromCursor(request.after, 2);
      const waits = which === 'waiting';
      const query = this.known(actor).andWhere(`b.reviewedAt is ${waits ? '' : 'not '}null`);
      const total = await query.getCount();
      if (after) {
        const [openedAt, id] = after;
        const beyond = waits ? '>' : '<';
        query.andWhere(
          `(b.openedAt ${beyond} :openedAt or (b.openedAt = :openedAt and b.id ${beyond} :afterId))`,
          { openedAt, afterId: id },
        );
      }
      const order = waits ? 'ASC' : 'DESC';
      const rows = await this.read(
        query
          .orderBy('b.openedAt', order)
          .addOrderBy('b.id', order)
          .limit(size + 1),
      );
      const page = toPage(rows, size, request, total, (row) => [row.openedAt, row.id]);
      const seen = page.rows.map(({ node }) => node.id);
      const subject = actor.kind === 'person' ? actor.personId : actor.name;
      if (seen.length > 0) await this.audit.record(actor, 'break-glass:list', subject, { fields: seen });
      return page;
    });
  }

  /** What was read of a use in its two hours, by kind, from the record. For what the actor has been shown. */
  async readingsOf({ id, caseId }: { id: string; caseId: string }): Promise<GlassReading[]> {
    const rows = await this.db.query<{ what: string; fields: string; times: number }>(
      `select e.what, e.fields, cast(count(*) as integer) as times from audit_entry e
        where e.case_id = :caseId and e.why = :why group by e.what, e.fields order by e.what, e.fields`,
      { caseId, why: whyOpened(id) },
    );
    const byWhat = new Map<string, GlassReading>();
    for (const { what, fields, times } of rows) {
      const so = byWhat.get(what) ?? { what, times: 0, fields: [] };
      const names = new Set([...so.fields, ...(JSON.parse(fields) as string[])]);
      byWhat.set(what, { what, times: so.times + Number(times), fields: [...names].sort() });
    }
    return [...byWhat.values()];
  }

  /** Uses by people of the actor's agency that were judged not justified, latest first: for who leads it. */
  async answerable(actor: PersonActor): Promise<AnswerableGlass[]> {
    mustBeAllowed(actor, 'break-glass:answer');
    return this.db.reading.find(BreakGlass, {
      select: ['id', 'openedAt', 'reason', 'note', 'personId'],
      where: { agencyId: actor.agencyId, verdict: 'not_justified' },
      order: { openedAt: 'DESC', id: 'DESC' },
      take: MOST_ANSWERABLE,
    });
  }

  /** Judges a use, once. Throws {@link NotFound} for one that the actor may not know of. */
  review(actor: Actor, input: ReviewGlass): Promise<Result<ReviewedGlass, GlassReviewRefusal>> {
    return this.db.transaction(async () => {
      mustBeAllowed(actor, 'break-glass:review');
      const [use] = await this.read(this.known(actor).andWhere('b.id = :id', { id: input.id }));
      if (!use) throw new NotFound('Use of break-glass');
      const reviewedById = actor.kind === 'person' ? actor.personId : null;
      // Read again, locked: two people judge one after the other.
      Object.assign(use, await this.locked(use.id));
      const decided = reviewing(use, { personId: reviewedById, version: input.version });
      if (!decided.ok) return decided;
      const note = reviewNote(input.note);
      if (!note.ok) return note;
      const judged = {
        reviewedAt: this.clock.now(),
        reviewedById,
        verdict: input.verdict,
        note: note.value,
      };
      await this.db.writing.update(BreakGlass, { id: use.id }, judged);
      await this.announcements.announce(GlassReviewed, { breakGlassId: use.id });
      await this.audit.record(actor, 'break-glass:review', use.id, {
        caseId: use.caseId,
        fields: [input.verdict],
      });
      return ok({ ...use, ...judged, version: use.version + 1 });
    });
  }

  /** The uses that opened a case of which the actor may be told here. */
  private known(actor: Actor) {
    const query = this.db.reading
      .createQueryBuilder(BreakGlass, 'b')
      .innerJoin(CaseFile, 'c', 'c.id = b.caseId')
      .addSelect('c.reference', 'used_reference')
      .addSelect('c.panel_id', 'used_panel');
    const { sql, params } = reviewableUses(actor, this.clock.today());
    return query.where(sql, params);
  }

  private locked(id: string): Promise<BreakGlass> {
    return this.db.writing.findOneOrFail(BreakGlass, {
      where: { id },
      lock: this.db.rowLock,
    });
  }

  private async read(query: ReturnType<BreakGlassReviews['known']>): Promise<ReviewedGlass[]> {
    const { entities, raw } = await query.getRawAndEntities<{ used_reference: string; used_panel: string }>();
    return entities.map((use, i) => ({
      ...use,
      caseId: use.caseId!,
      reference: raw[i]!.used_reference,
      panelId: raw[i]!.used_panel,
    }));
  }
}
