import { Injectable } from '@nestjs/common';
import { In, IsNull, LessThan } from 'typeorm';
import { mustBeAllowed, type PersonActor, systemActor } from '#access';
import { Person } from '#agencies';
import { Audit } from '#audit';
import {
  addDays,
  atLondon,
  Clock,
  londonDay,
  type Moment,
  newId,
  NotFound,
  ok,
  refused,
  type Result,
  type TimeOfDay,
} from '#kernel';
import { Config, Database } from '#platform';
import type { CaseFile } from '../case-file.entity.js';
import { type ReferralRefusal, Referrals } from '../referrals.service.js';
import { answered, type DraftAnswer, type DraftAnswers, unkeepable } from './draft-fields.rules.js';
import { type DraftProblem, readDraft } from './draft-reading.rules.js';
import { type DraftTaskState, taskList } from './draft-tasks.rules.js';
import { ReferralDraft } from './referral-draft.entity.js';

/** A draft with its task list and what is missing. */
export type ShownDraft = ReferralDraft & {
  problems: DraftProblem[];
  tasks: DraftTaskState[];
  /** When it is removed if nobody touches it. */
  purgedAfter: Moment;
};

/** Why a draft cannot be changed or sent. */
export type DraftRefusal = 'CHANGED_SINCE_YOU_LOOKED' | 'SUBMITTED_ALREADY' | 'ANSWER_NOT_KEPT';

/** Most drafts of one person that are not sent. */
export const MOST_DRAFTS = 20;

/** Stale drafts removed in one transaction. */
const PURGED_AT_ONCE = 200;

const MIDNIGHT = '00:00' as TimeOfDay;

/** Referrals that are being written: saved page by page, resumed, sent once, removed when they are stale. */
@Injectable()
export class ReferralDrafts {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly audit: Audit,
    private readonly referrals: Referrals,
  ) {}

  /** Begins a referral. Somebody who has begun one and answered nothing goes on with it. */
  start(actor: PersonActor): Promise<Result<ShownDraft, 'TOO_MANY_DRAFTS'>> {
    return this.db.transaction(async () => {
      mustBeAllowed(actor, 'case:refer');
      const open = await this.openOf(actor);
      const empty = open.find(({ answers }) => Object.keys(answers).length === 0);
      if (empty) return ok(this.shown(actor, empty));
      if (open.length >= MOST_DRAFTS) {
        return refused(
          'TOO_MANY_DRAFTS',
          `You have ${MOST_DRAFTS} referrals that are not sent. Send or discard one first.`,
        );
      }
      const now = this.clock.now();
      const draft = this.db.writing.create(ReferralDraft, {
        id: newId(),
        personId: actor.personId,
        agencyId: actor.agencyId,
        answers: {},
        startedAt: now,
        savedAt: now,
        caseId: null,
        submittedAt: null,
      });
      await this.db.writing.save(draft);
      await this.audit.record(actor, 'draft:start', draft.id);
      return ok(this.shown(actor, draft));
    });
  }

  /** The person's own drafts that are not sent, last touched first. */
  mine(actor: PersonActor): Promise<ShownDraft[]> {
    return this.db.transaction(async () => {
      mustBeAllowed(actor, 'case:refer');
      const open = await this.openOf(actor);
      if (open.length > 0)
        await this.audit.record(actor, 'draft:list', actor.personId, { fields: open.map(({ id }) => id) });
      return open.map((draft) => this.shown(actor, draft));
    });
  }

  /** One draft, sent or not. Throws {@link NotFound} unless it is the person's own, at their agency. */
  get(actor: PersonActor, draftId: string): Promise<ShownDraft> {
    return this.db.transaction(async () => {
      mustBeAllowed(actor, 'case:refer');
      const draft = await this.own(actor, draftId);
      await this.audit.record(actor, 'draft:read', draftId);
      return this.shown(actor, draft);
    });
  }

  /**
   * Saves what was typed on one page, complete or not: what is missing stands in the problems. The same answers sent twice
   * are one change.
   */
  answer(
    actor: PersonActor,
    draftId: string,
    seen: { version: number; answers: readonly DraftAnswer[] },
  ): Promise<Result<ShownDraft, DraftRefusal>> {
    return this.db.transaction(async () => {
      mustBeAllowed(actor, 'case:refer');
      const draft = await this.own(actor, draftId);
      if (draft.caseId !== null) return sentAlready();
      for (const given of seen.answers) {
        const wrong = unkeepable(given);
        if (wrong) return refused('ANSWER_NOT_KEPT', wrong, given.field);
      }
      const after = answered(draft.answers, seen.answers);
      if (sameAnswers(draft.answers, after) && draft.version !== seen.version)
        return ok(this.shown(actor, draft));
      if (draft.version !== seen.version) return changedMeanwhile();
      draft.answers = Object.fromEntries(
        Object.entries(after).map(([field, values]) => [field, [...values]]),
      );
      draft.savedAt = this.clock.now();
      await this.db.writing.save(draft);
      const fields = seen.answers.map(({ field }) => field);
      await this.audit.record(actor, 'draft:answer', draftId, { fields });
      return ok(this.shown(actor, draft));
    });
  }

  /** Throws a draft away. */
  discard(actor: PersonActor, draftId: string, version: number): Promise<Result<true, DraftRefusal>> {
    return this.db.transaction(async () => {
      mustBeAllowed(actor, 'case:refer');
      const draft = await this.own(actor, draftId);
      if (draft.caseId !== null) return sentAlready();
      if (draft.version !== version) return changedMeanwhile();
      await this.db.writing.delete(ReferralDraft, { id: draftId });
      await this.audit.record(actor, 'draft:discard', draftId);
      return ok(true);
    });
  }

  /**
   * Sends a draft: it becomes a referral in triage, in the same transaction in which its answers are emptied. Sent again, it
   * gives the same case: two presses make one referral.
   */
  submit(
    actor: PersonActor,
    draftId: string,
    version: number,
  ): Promise<Result<Pick<CaseFile, 'id'>, DraftRefusal | ReferralRefusal | 'DRAFT_INCOMPLETE'>> {
    return this.db.transaction(async () => {
      mustBeAllowed(actor, 'case:refer');
      const draft = await this.own(actor, draftId);
      if (draft.caseId !== null) return ok({ id: draft.caseId });
      if (draft.version !== version) return changedMeanwhile();
      const { email } = await this.db.reading.findOneByOrFail(Person, { id: actor.personId });
      const { referral, problems } = this.read(actor, draft, email);
      if (problems.length > 0) {
        const { field } = problems[0]!;
        return refused(
          'DRAFT_INCOMPLETE',
          'Some answers are missing. Answer them, then send the referral.',
          field,
        );
      }
      const made = await this.referrals.refer(actor, referral);
      if (!made.ok) return made;
      draft.caseId = made.value.id;
      draft.answers = {};
      draft.savedAt = draft.submittedAt = this.clock.now();
      await this.db.writing.save(draft);
      await this.audit.record(actor, 'draft:submit', draftId, { caseId: made.value.id });
      return ok({ id: made.value.id });
    });
  }

  /** Removes drafts that nobody has touched for the days of the setting, sent ones included. Gives how many. */
  async purgeStale(): Promise<number> {
    const before = atLondon(addDays(this.clock.today(), -this.config.draftDays), MIDNIGHT);
    let purged = 0;
    for (;;) {
      const some = await this.db.transaction(async () => {
        const stale = await this.db.writing.find(ReferralDraft, {
          select: ['id'],
          where: { savedAt: LessThan(before) },
          order: { savedAt: 'ASC' },
          take: PURGED_AT_ONCE,
          lock: this.db.rowLock,
        });
        if (stale.length === 0) return 0;
        await this.db.writing.delete(ReferralDraft, { id: In(stale.map(({ id }) => id)) });
        for (const { id } of stale) await this.audit.record(systemActor('drafts'), 'draft:purge', id);
        return stale.length;
      });
      purged += some;
      if (some < PURGED_AT_ONCE) return purged;
    }
  }

  private openOf({ personId, agencyId }: PersonActor): Promise<ReferralDraft[]> {
    return this.db.writing.find(ReferralDraft, {
      where: { personId, agencyId, caseId: IsNull() },
      order: { savedAt: 'DESC', id: 'DESC' },
      take: MOST_DRAFTS,
    });
  }

  private async own({ personId, agencyId }: PersonActor, id: string): Promise<ReferralDraft> {
    const draft = await this.db.writing.findOne(ReferralDraft, {
      where: { id, personId, agencyId },
      lock: this.db.rowLock,
    });
    if (!draft) throw new NotFound('Referral');
    return draft;
  }

  private read({ agencyId, name }: PersonActor, { answers }: ReferralDraft, email: string) {
    return readDraft(answers, { agencyId, name, email }, this.clock.today());
  }

  private shown(actor: PersonActor, draft: ReferralDraft): ShownDraft {
    const { problems } = this.read(actor, draft, '');
    const wrong = new Set(problems.map(({ task }) => task));
    const purgedAfter = atLondon(addDays(londonDay(draft.savedAt), this.config.draftDays), MIDNIGHT);
    return { ...draft, problems, tasks: taskList(draft.answers, wrong), purgedAfter };
  }
}

function sameAnswers(a: DraftAnswers, b: DraftAnswers): boolean {
  const words = (answers: DraftAnswers) =>
    JSON.stringify(Object.entries(answers).sort(([x], [y]) => (x < y ? -1 : 1)));
  return words(a) === words(b);
}

function changedMeanwhile() {
  return refused(
    'CHANGED_SINCE_YOU_LOOKED',
    'You changed this referral in another window. What you typed here is still shown: save it again if it is right.',
  );
}

function sentAlready() {
  return refused('SUBMITTED_ALREADY', 'This referral has been sent already.');
}
