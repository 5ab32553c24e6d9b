import { Injectable } from '@nestjs/common';
import { type Actor, mustBeAllowed, type PersonActor } from '#access';
import { Audit } from '#audit';
import {
  addDays,
  atLondon,
  Clock,
  type Day,
  newId,
  NotFound,
  ok,
  refused,
  type Result,
  type TextRefusal,
  type TimeOfDay,
  writtenText,
} from '#kernel';
import { Database, fromCursor, type Page, type PageRequest, pageSize, toPage } from '#platform';
import { CaseFile } from '../case-file.entity.js';
import { Cases } from '../cases.service.js';
import { AccessRequest } from './access-request.entity.js';
import {
  asking,
  type DecideRequestRefusal,
  deciding,
  REQUEST_LASTS_DAYS,
  requestAnswer,
  type RequestAnswer,
  requestState,
  type RequestState,
} from './access-request.rules.js';
import { CaseLists } from './case-lists.reader.js';
import { visibleCases } from './visible-cases.js';

/** A request as those see it who run the panel of its case. */
export type ListedRequest = AccessRequest & { state: RequestState; caseId: string; panelId: string };

/** A request as the person sees it who made it. */
export type MyRequest = Pick<AccessRequest, 'id' | 'reference' | 'reason' | 'askedAt' | 'lapsesOn'> & {
  answer: RequestAnswer;
  /** The last day, and the case, of a request that was granted. */
  grantedUntil: Day | null;
  caseId: string | null;
};

/** Which requests of a list: those that wait for an answer, or the others. */
export const REQUESTS_WHICH = ['waiting', 'settled'] as const;

/** One of {@link REQUESTS_WHICH}. */
export type RequestsWhich = (typeof REQUESTS_WHICH)[number];

/** A decision about a request. */
export type DecideRequest = { requestId: string; isGranted: boolean; until: Day | null; reason: string };

/** Longest reason for asking, and for deciding. */
export const LONGEST_REQUEST_REASON = 500;

/** Most of their own requests that a person is shown. */
const MOST_OF_MINE = 100;

/**
 * Asking to see a case, and deciding about it. Whoever asks can never tell from any answer, nor from the time it takes,
 * whether there is such a case, unless somebody says yes.
 */
@Injectable()
export class AccessRequests {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly cases: Cases,
    private readonly lists: CaseLists,
  ) {}

  /** Takes down the request as it was typed. Nothing is looked up: it is the same work for every reference. */
  ask(
    actor: PersonActor,
    input: { reference: string; reason: string },
  ): Promise<Result<{ askedAt: AccessRequest['askedAt'] }, 'TOO_MANY_REQUESTS' | TextRefusal>> {
    return this.db.transaction(async () => {
      mustBeAllowed(actor, 'access:ask');
      const reason = writtenText(input.reason, { ...REASON, what: 'The reason' });
      if (!reason.ok) return reason;
      const today = this.clock.today();
      const allowed = asking(await this.askedToday(actor));
      if (!allowed.ok) return allowed;
      const askedAt = this.clock.now();
      const id = newId();
      await this.db.writing.insert(AccessRequest, {
        id,
        reference: input.reference.trim().toUpperCase(),
        personId: actor.personId,
        agencyId: actor.agencyId,
        reason: reason.value,
        askedAt,
        lapsesOn: addDays(today, REQUEST_LASTS_DAYS),
        decidedAt: null,
        decidedById: null,
        isGranted: null,
        decisionReason: null,
        grantedUntil: null,
      });
      await this.audit.record(actor, 'access:ask', id, { why: reason.value });
      return ok({ askedAt });
    });
  }

  /** The person's own requests, latest first. */
  async mine(actor: PersonActor): Promise<MyRequest[]> {
    mustBeAllowed(actor, 'access:ask');
    const today = this.clock.today();
    const seen = visibleCases(actor, today);
    const { entities, raw } = await this.db.reading
      .createQueryBuilder(AccessRequest, 'd')
      .leftJoin(CaseFile, 'c', `c.reference = d.reference and ${seen.sql}`, seen.params)
      .addSelect('c.id', 'seen_id')
      .where('d.personId = :me', { me: actor.personId })
      .orderBy('d.askedAt', 'DESC')
      .addOrderBy('d.id', 'DESC')
      .limit(MOST_OF_MINE)
      .getRawAndEntities<{ seen_id: string | null }>();
    return entities.map((request, i) => {
      const caseId = raw[i]!.seen_id;
      const answer = requestAnswer({ ...request, mayKnow: caseId !== null }, today);
      const { id, reference, reason, askedAt, lapsesOn, grantedUntil } = request;
      const yes = answer === 'granted';
      const shown = { grantedUntil: yes ? grantedUntil : null, caseId: yes ? caseId : null };
      return { id, reference, reason, askedAt, lapsesOn, answer, ...shown };
    });
  }

  /** The requests for cases of the panels that the actor runs, longest waiting first; settled ones latest first. */
  list(actor: Actor, which: RequestsWhich, request: PageRequest): Promise<Page<ListedRequest>> {
    return this.db.transaction(async () => {
      mustBeAllowed(actor, 'case:restrict');
      const size = pageSize(request);
      const after = fromCursor(request.after, 2);
      const waits = which === 'waiting';
      const query = this.ofPanels(actor).andWhere(waits ? WAITS : `not (${WAITS})`, {
        today: this.clock.today(),
      });
      const total = await query.getCount();
      if (after) {
        const [askedAt, id] = after;
        const beyond = waits ? '>' : '<';
        query.andWhere(
          `(d.askedAt ${beyond} :askedAt or (d.askedAt = :askedAt and d.id ${beyond} :afterId))`,
          { askedAt, afterId: id },
        );
      }
      const order = waits ? 'ASC' : 'DESC';
      const rows = await this.read(
        query
          .orderBy('d.askedAt', order)
          .addOrderBy('d.id', order)
          .limit(size + 1),
      );
      const page = toPage(rows, size, request, total, (row) => [row.askedAt, row.id]);
      const fields = page.rows.map(({ node }) => node.id);
      const subject = actor.kind === 'person' ? actor.personId : actor.name;
      if (fields.length > 0) await this.audit.record(actor, 'access:list', subject, { fields });
      return page;
    });
  }

  /**
   * Says yes, with a last day, or no. A yes gives the agency of the person the need to know the case. Throws
   * {@link NotFound} for a request about no case of a panel that the actor runs.
   */
  decide(
    actor: Actor,
    input: DecideRequest,
  ): Promise<Result<ListedRequest, DecideRequestRefusal | TextRefusal | 'ON_A_LIST'>> {
    return this.db.transaction(async () => {
      mustBeAllowed(actor, 'case:restrict');
      const [found] = await this.read(this.ofPanels(actor).andWhere('d.id = :id', { id: input.requestId }));
      if (!found) throw new NotFound('Request');
      await this.cases.mustSee(actor, found.caseId, 'case:restrict', 'Request');
      // Read again, now that the case is locked: two people decide one after the other.
      const asked = await this.db.writing.findOneByOrFail(AccessRequest, { id: found.id });
      const reason = writtenText(input.reason, { ...REASON, what: 'The reason' });
      if (!reason.ok) return reason;
      const decided = deciding(asked, input, this.clock.today());
      if (!decided.ok) return decided;
      if (input.isGranted && !(await this.lists.isOpenFor(asked, found.caseId)))
        return refused('ON_A_LIST', 'A list of this case keeps this person away. Change the list first.');
      const settled = {
        isGranted: input.isGranted,
        decidedAt: this.clock.now(),
        decidedById: actor.kind === 'person' ? actor.personId : null,
        decisionReason: reason.value,
        grantedUntil: decided.value.grantedUntil,
      };
      await this.db.writing.update(AccessRequest, { id: asked.id }, settled);
      if (input.isGranted)
        await this.cases.grantAccess([found.caseId], [asked.agencyId], 'granted', decided.value.grantedUntil);
      const what = input.isGranted ? 'access:grant' : 'access:decline';
      await this.audit.record(actor, what, asked.id, { caseId: found.caseId, why: reason.value });
      const request = { ...found, ...asked, ...settled };
      return ok({ ...request, state: requestState(request, this.clock.today()) });
    });
  }

  private ofPanels(actor: Actor) {
    const seen = visibleCases(actor, this.clock.today(), 'case:restrict');
    return this.db.reading
      .createQueryBuilder(AccessRequest, 'd')
      .innerJoin(CaseFile, 'c', 'c.reference = d.reference')
      .addSelect('c.id', 'asked_case')
      .addSelect('c.panel_id', 'asked_panel')
      .where(seen.sql, seen.params);
  }

  private async read(query: ReturnType<AccessRequests['ofPanels']>): Promise<ListedRequest[]> {
    const { entities, raw } = await query.getRawAndEntities<{ asked_case: string; asked_panel: string }>();
    const today = this.clock.today();
    return entities.map((request, i) => ({
      ...request,
      state: requestState(request, today),
      caseId: raw[i]!.asked_case,
      panelId: raw[i]!.asked_panel,
    }));
  }

  private askedToday({ personId }: PersonActor): Promise<number> {
    return this.db.writing
      .createQueryBuilder(AccessRequest, 'd')
      .where('d.personId = :personId and d.askedAt >= :since', {
        personId,
        since: atLondon(this.clock.today(), '00:00' as TimeOfDay),
      })
      .getCount();
  }
}

const REASON = { field: 'reason', min: 3, max: LONGEST_REQUEST_REASON, lines: 'many' as const };

/** A request that can still be decided. */
const WAITS = 'd.decidedAt is null and d.lapsesOn >= :today';
