import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { type Actor, may } from '#access';
import { Audit } from '#audit';
import { Clock, ok, refused, type Result, writtenText } from '#kernel';
import type { Urgency } from '#panels';
import { Database } from '#platform';
import type { CaseFile, CaseState } from '../case-file.entity.js';
import { CaseFlag } from '../case-flag.entity.js';
import { Cases } from '../cases.service.js';
import { CaseAccess } from '../need-to-know/case-access.entity.js';
import { SIGNPOST_CODES } from './safe-advice.rules.js';
import { IN_TRIAGE } from './case-states.rules.js';
import { TriageBook } from './triage-book.js';
import type { Triage } from './triage.entity.js';
import {
  appeal,
  decision,
  type Forum,
  LONGEST_STEP,
  type TriageOutcome,
  type TriageRefusal,
  type TriageStepKind,
  undoable,
  unsafeWords,
} from './triage.rules.js';
import { urgencyRank } from './urgency.rules.js';

/** Which referral, as the person saw it. */
export type SeenReferral = { caseId: string; version: number };

/** Why a change of urgency is refused. */
export type UrgencyRefusal = TriageRefusal | 'BELOW_THE_RULE' | 'NO_CHANGE';

/** States in which a case waits for a panel to hear it. */
const WAITS: readonly CaseState[] = [...IN_TRIAGE, 'accepted', 'flagged', 'listed', 'discussed'];

type Step = { caseFile: CaseFile; triage: Triage };

type Settled = { outcome: TriageOutcome; words: string; forum?: Forum; signposts?: readonly string[] };

/** Triage: what those who run a panel decide on a referral, and what the referrer may do about it. */
@Injectable()
export class TriageDecisions {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly cases: Cases,
    private readonly book: TriageBook,
  ) {}

  /** The panel takes the case on. It waits for an agenda at once when something has flagged it. */
  accept(actor: Actor, seen: SeenReferral, words: string): Promise<Result<CaseFile, TriageRefusal>> {
    return this.settle(actor, seen, { outcome: 'accepted', words: words.trim().slice(0, LONGEST_STEP) });
  }

  /** The panel does not take the case on: with the reason, and safe advice on what to do instead. */
  decline(
    actor: Actor,
    seen: SeenReferral,
    { reason, signposts }: { reason: string; signposts: readonly string[] },
  ): Promise<Result<CaseFile, TriageRefusal>> {
    return this.db.transaction(async () => {
      const written = wordsOf(reason, 'reason');
      if (!written.ok) return written;
      if (signposts.length === 0 || signposts.some((code) => !SIGNPOST_CODES.includes(code)))
        return refused(
          'SIGNPOST_NEEDED',
          'Choose at least one piece of advice for the referrer.',
          'signposts',
        );
      return this.settle(actor, seen, { outcome: 'declined', words: written.value, signposts });
    });
  }

  /** The case belongs to another forum, or one agency can deal with it alone. */
  redirect(
    actor: Actor,
    seen: SeenReferral,
    { forum, reason }: { forum: Forum; reason: string },
  ): Promise<Result<CaseFile, TriageRefusal>> {
    return this.db.transaction(async () => {
      const written = wordsOf(reason, 'reason');
      if (!written.ok) return written;
      return this.settle(actor, seen, { outcome: 'redirected', words: written.value, forum });
    });
  }

  /** Asks the referrer for what is missing. The clock stands still until the answer. */
  returnForInformation(
    actor: Actor,
    seen: SeenReferral,
    missing: string,
  ): Promise<Result<CaseFile, TriageRefusal>> {
    return this.db.transaction(async () => {
      const found = await this.load(actor, seen);
      if (!found.ok) return found;
      const { caseFile, triage } = found.value;
      const written = wordsOf(missing, 'missing');
      if (!written.ok) return written;
      const decided = decision(this.factsOf(found.value), 'returned_for_information', personOf(actor));
      if (!decided.ok) return decided;
      caseFile.state = 'returned_for_information';
      await this.book.stop(triage);
      return this.done(actor, found.value, 'returned', { words: written.value });
    });
  }

  /** The referrer's agency answers what was asked. The clock goes on with what was left. */
  answerReturn(actor: Actor, seen: SeenReferral, answer: string): Promise<Result<CaseFile, TriageRefusal>> {
    return this.db.transaction(async () => {
      const found = await this.loadAsReferrer(actor, seen);
      if (!found.ok) return found;
      const { caseFile, triage } = found.value;
      const written = wordsOf(answer, 'answer', false);
      if (!written.ok) return written;
      if (caseFile.state !== 'returned_for_information')
        return refused('NOT_RETURNED', 'Nothing is being asked about this referral now.');
      caseFile.state = 'triage';
      await this.book.goOn(triage);
      return this.done(actor, found.value, 'answered', { words: written.value });
    });
  }

  /** The referrer's agency asks once for another look at a referral that was declined. Somebody else decides. */
  appeal(actor: Actor, seen: SeenReferral, reason: string): Promise<Result<CaseFile, TriageRefusal>> {
    return this.db.transaction(async () => {
      const found = await this.loadAsReferrer(actor, seen);
      if (!found.ok) return found;
      const { caseFile, triage } = found.value;
      const written = wordsOf(reason, 'reason', false);
      if (!written.ok) return written;
      const allowed = appeal(this.factsOf(found.value));
      if (!allowed.ok) return allowed;
      caseFile.state = 'triage';
      Object.assign(triage, { declinedById: triage.settledById, appealedAt: this.clock.now() });
      await this.book.restart(triage, this.clock.now());
      return this.done(actor, found.value, 'appealed', { words: written.value });
    });
  }

  /**
   * Takes back what this person decided last, as long as nothing has followed: the referral waits again, with the clock
   * that it had. The referrer reads that, too.
   */
  undo(actor: Actor, seen: SeenReferral): Promise<Result<CaseFile, TriageRefusal>> {
    return this.db.transaction(async () => {
      const found = await this.load(actor, seen);
      if (!found.ok) return found;
      const { caseFile, triage } = found.value;
      const last = await this.book.lastStep(caseFile.id);
      const wasOnAgenda = await this.wasOnAgenda(caseFile.id);
      const undoing = undoable({ ...caseFile, wasOnAgenda }, last, personOf(actor));
      if (!undoing.ok) return undoing;
      let isReturned = false;
      if (undoing.value === 'returned') await this.book.neverStopped(triage);
      else isReturned = await this.book.undecide(triage);
      caseFile.state = isReturned ? 'returned_for_information' : 'triage';
      return this.done(actor, found.value, 'undone');
    });
  }

  /** Those who run the panel look again at what they declined or sent elsewhere. */
  reopen(actor: Actor, seen: SeenReferral, reason: string): Promise<Result<CaseFile, TriageRefusal>> {
    return this.db.transaction(async () => {
      const found = await this.load(actor, seen);
      if (!found.ok) return found;
      const { caseFile, triage } = found.value;
      const written = wordsOf(reason, 'reason', false);
      if (!written.ok) return written;
      if (caseFile.state !== 'declined' && caseFile.state !== 'redirected')
        return refused(
          'NOT_DECLINED',
          'Only a referral that was declined or sent elsewhere can be opened again.',
        );
      caseFile.state = 'triage';
      await this.book.restart(triage, this.clock.now());
      return this.done(actor, found.value, 'reopened', { words: written.value });
    });
  }

  /**
   * Makes a referral more urgent than the rule does, with a reason. Whoever may add to the case may raise it; those who
   * run the panel may take that back, but never below what the rule finds.
   */
  setUrgency(
    actor: Actor,
    seen: SeenReferral,
    { urgency, reason }: { urgency: Urgency; reason: string },
  ): Promise<Result<CaseFile, UrgencyRefusal>> {
    return this.db.transaction(async () => {
      const found = await this.load(actor, seen, 'case:refer');
      if (!found.ok) return found;
      const { triage } = found.value;
      const written = wordsOf(reason, 'reason', false);
      if (!written.ok) return written;
      if (!triage.isOpen)
        return refused('NOT_IN_TRIAGE', 'This referral is not in triage any more. Look again.');
      if (urgency === triage.urgency)
        return refused('NO_CHANGE', 'It is as urgent as that already.', 'urgency');
      if (urgencyRank(urgency) > urgencyRank(triage.ruleUrgency))
        return refused(
          'BELOW_THE_RULE',
          'A referral is never less urgent than the rule finds it.',
          'urgency',
        );
      const runsPanel = may(actor, 'case:triage', { panelId: triage.panelId });
      if (urgencyRank(urgency) > triage.rank && !runsPanel)
        return refused(
          'BELOW_THE_RULE',
          'Only those who run the panel may take back a higher urgency.',
          'urgency',
        );
      const isRaised = urgency !== triage.ruleUrgency;
      triage.urgency = urgency;
      triage.raisedById = isRaised ? personOf(actor) : null;
      await this.book.setClock(triage);
      return this.done(actor, found.value, 'urgency_raised', { words: written.value });
    });
  }

  /** Says that the risk cannot wait for the next meeting. Chair and coordinator are told; the chair plans the meeting. */
  proposeEmergencyMeeting(
    actor: Actor,
    caseId: string,
    reason: string,
  ): Promise<Result<CaseFile, TriageRefusal>> {
    return this.cannotWait(actor, caseId, reason, 'emergency_meeting_proposed');
  }

  /** Keeps with the case that an emergency meeting is planned for it, and why. For the room of meetings. */
  emergencyMeetingPlanned(
    actor: Actor,
    caseId: string,
    reason: string,
  ): Promise<Result<CaseFile, TriageRefusal>> {
    return this.cannotWait(actor, caseId, reason, 'emergency_meeting_planned');
  }

  private cannotWait(
    actor: Actor,
    caseId: string,
    reason: string,
    kind: 'emergency_meeting_proposed' | 'emergency_meeting_planned',
  ): Promise<Result<CaseFile, TriageRefusal>> {
    return this.db.transaction(async () => {
      const caseFile = await this.cases.mustSee(actor, caseId, 'case:triage');
      const written = wordsOf(reason, 'reason', false);
      if (!written.ok) return written;
      if (!WAITS.includes(caseFile.state))
        return refused('NOT_WAITING', 'This case does not wait for a meeting. Look again.');
      await this.book.step(actor, caseFile.id, kind, { words: written.value });
      await this.audit.record(actor, 'triage:emergency_meeting', caseFile.id, { caseId: caseFile.id });
      return ok(caseFile);
    });
  }

  private settle(
    actor: Actor,
    seen: SeenReferral,
    settled: Settled,
  ): Promise<Result<CaseFile, TriageRefusal>> {
    return this.db.transaction(async () => {
      const found = await this.load(actor, seen);
      if (!found.ok) return found;
      const { caseFile, triage } = found.value;
      const { outcome, ...said } = settled;
      const decided = decision(this.factsOf(found.value), outcome, personOf(actor));
      if (!decided.ok) return decided;
      caseFile.state = outcome;
      if (outcome === 'accepted' && (await this.isFlagged(caseFile.id))) caseFile.state = 'flagged';
      const now = this.clock.now();
      if (triage.isStopped) await this.book.goOn(triage, now);
      const at = { settledAt: now, settledById: personOf(actor) };
      Object.assign(triage, { isOpen: false, outcome, ...at });
      return this.done(actor, found.value, outcome, said);
    });
  }

  private async load(
    actor: Actor,
    { caseId, version }: SeenReferral,
    permission: 'case:triage' | 'case:refer' = 'case:triage',
  ): Promise<Result<Step, TriageRefusal>> {
    const caseFile = await this.cases.mustSee(actor, caseId, permission);
    const triage = await this.book.of(caseId);
    if (triage.version !== version)
      return refused(
        'CHANGED_SINCE_YOU_LOOKED',
        'Somebody changed this referral since you opened it. Look again.',
      );
    return ok({ caseFile, triage });
  }

  private async loadAsReferrer(actor: Actor, seen: SeenReferral): Promise<Result<Step, TriageRefusal>> {
    const found = await this.load(actor, seen, 'case:refer');
    if (!found.ok || actor.kind === 'system') return found;
    if (found.value.caseFile.referringAgencyId !== actor.agencyId)
      return refused('NOT_DECLINED', 'Only the agency that referred the case can do this.');
    return found;
  }

  private factsOf({ caseFile, triage }: Step) {
    return { state: caseFile.state, declinedById: triage.declinedById, appealedAt: triage.appealedAt };
  }

  private isFlagged(caseId: string): Promise<boolean> {
    return this.db.writing.existsBy(CaseFlag, { caseId, clearedAt: IsNull() });
  }

  /** Agencies are asked when an agenda is published; the row stays when the case is taken off it again. */
  private wasOnAgenda(caseId: string): Promise<boolean> {
    return this.db.writing.existsBy(CaseAccess, { caseId, reason: 'asked_to_attend' });
  }

  private async done(
    actor: Actor,
    { caseFile, triage }: Step,
    kind: TriageStepKind,
    said: { words?: string; forum?: Forum; signposts?: readonly string[] } = {},
  ): Promise<{ ok: true; value: CaseFile }> {
    await this.db.writing.save(triage);
    await this.db.writing.save(caseFile);
    await this.book.step(actor, caseFile.id, kind, said);
    await this.audit.record(actor, `triage:${kind}`, caseFile.id, { caseId: caseFile.id });
    return ok(caseFile);
  }
}

function personOf(actor: Actor): string | null {
  return actor.kind === 'person' ? actor.personId : null;
}

/** A text of a step; what a referrer will read as advice must be safe. */
function wordsOf(words: string, field: string, isAdvice = true): Result<string, TriageRefusal> {
  const what = field === 'missing' ? 'What is missing' : field === 'answer' ? 'The answer' : 'The reason';
  const written = writtenText(words, { what, field, min: 3, max: LONGEST_STEP, lines: 'many' });
  if (!written.ok) return refused('REASON_NEEDED', written.refusal.message, field);
  return (isAdvice && unsafeWords(written.value, field)) || written;
}
