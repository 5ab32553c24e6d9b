import { Injectable } from '@nestjs/common';
import { type Actor, systemActor } from '#access';
import { Clock, type Moment, newId, NotFound } from '#kernel';
import { Panels, triageSettingsOf } from '#panels';
import { Announcements, Database } from '#platform';
import type { RankableCase } from '../case-facts.reader.js';
import type { CaseFile } from '../case-file.entity.js';
import { standsUntil } from '../case-standing.rules.js';
import { profileOf } from '../priority-profile.rules.js';
import { NEVER_DUE, triageClock } from './triage-clock.rules.js';
import { Triage, TriageStep } from './triage.entity.js';
import { TriageStepTaken } from './triage.events.js';
import type { TriageStepKind } from './triage.rules.js';
import { moreUrgent, URGENCY_RULE, urgencyOf, urgencyRank } from './urgency.rules.js';

/** What is said of a step beside its kind. */
export type StepWords = { words?: string; forum?: string | null; signposts?: readonly string[] };

/** Keeps the rows of triage, inside the transaction of whatever made something happen. */
@Injectable()
export class TriageBook {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly panels: Panels,
    private readonly announcements: Announcements,
  ) {}

  /** The row of a case in triage, or that was. Throws {@link NotFound} for a case that never was. */
  async of(caseId: string): Promise<Triage> {
    const found = await this.db.writing.findOneBy(Triage, { caseId });
    if (!found) throw new NotFound('Referral');
    return found;
  }

  /** A referral comes in: the rule says how urgent it is, and its clock starts. */
  async begin(actor: Actor, caseFile: CaseFile, record: RankableCase): Promise<Triage> {
    const now = this.clock.now();
    const triage = this.db.writing.create(Triage, {
      caseId: caseFile.id,
      panelId: caseFile.panelId,
      isOpen: true,
      raisedById: null,
      receivedAt: now,
      stops: [],
      settledAt: null,
      settledById: null,
      outcome: null,
      declinedById: null,
      appealedAt: null,
      ...this.byRule(record),
    });
    triage.urgency = triage.ruleUrgency;
    await this.setClock(triage);
    await this.step(actor, caseFile.id, 'submitted');
    return triage;
  }

  /**
   * Asks the rule again after something was put on record, or a day has come on which it may find otherwise. What a
   * person raised stays. The clock moves only when the urgency does.
   */
  async reassess(record: RankableCase): Promise<void> {
    const triage = await this.db.writing.findOneBy(Triage, { caseId: record.id, isOpen: true });
    if (!triage) return;
    const before = triage.urgency;
    const least = triage.raisedById === null ? null : triage.urgency;
    Object.assign(triage, this.byRule(record));
    triage.urgency = least ? moreUrgent(least, triage.ruleUrgency) : triage.ruleUrgency;
    if (triage.urgency === before) {
      await this.db.writing.save(triage);
      return;
    }
    await this.setClock(triage);
    await this.step(systemActor('triage'), record.id, 'urgency_by_rule', {
      words: triage.ruleReasons.join('; ').slice(0, 2000),
    });
  }

  /** Works the clock out anew under the present settings of the panel and keeps the row. */
  async setClock(triage: Triage): Promise<void> {
    const [panel] = await this.panels.byIds([triage.panelId]);
    if (!panel) throw new NotFound('Panel');
    const holidays = await this.panels.holidays(panel.nation);
    const clock = triageClock(triage, triageSettingsOf(panel), holidays);
    Object.assign(triage, clock, { sortAt: clock.dueAt ?? NEVER_DUE, rank: urgencyRank(triage.urgency) });
    await this.db.writing.save(triage);
  }

  /** Stops the clock, from now until {@link goOn}. */
  async stop(triage: Triage): Promise<void> {
    triage.stops = [...triage.stops, { from: this.clock.now(), to: null }];
    await this.setClock(triage);
  }

  /** The stop never was: whoever asked the referrer takes that back. */
  async neverStopped(triage: Triage): Promise<void> {
    triage.stops = triage.stops.slice(0, -1);
    await this.setClock(triage);
  }

  /** Nobody has decided after all: the clock is where it was, standing still if it did. True when it stands still. */
  async undecide(triage: Triage): Promise<boolean> {
    const last = triage.stops.at(-1);
    const wasStopped = last !== undefined && last.to === triage.settledAt;
    if (wasStopped) triage.stops = [...triage.stops.slice(0, -1), { ...last, to: null }];
    Object.assign(triage, { isOpen: true, outcome: null, settledAt: null, settledById: null });
    await this.setClock(triage);
    return wasStopped;
  }

  /** The last thing that happened to a referral; null for none. */
  async lastStep(caseId: string): Promise<TriageStep | null> {
    const [last] = await this.db.writing.find(TriageStep, {
      where: { caseId },
      order: { at: 'DESC', id: 'DESC' },
      take: 1,
    });
    return last ?? null;
  }

  /** The clock goes on with what was left. */
  async goOn(triage: Triage, now: Moment = this.clock.now()): Promise<void> {
    triage.stops = triage.stops.map((stop) => (stop.to === null ? { ...stop, to: now } : stop));
    await this.setClock(triage);
  }

  /** Another panel decides on the referral now, under its own settings. The clock goes on: no time is given anew. */
  async handOver(caseId: string, panelId: string): Promise<void> {
    const triage = await this.of(caseId);
    triage.panelId = panelId;
    await this.setClock(triage);
  }

  /** A referral that was decided waits again, with a clock of its own. */
  async restart(triage: Triage, at: Moment): Promise<void> {
    Object.assign(triage, {
      isOpen: true,
      receivedAt: at,
      stops: [],
      outcome: null,
      settledAt: null,
      settledById: null,
    });
    await this.setClock(triage);
  }

  /** Adds to the story of the referral and announces it. */
  async step(actor: Actor, caseId: string, kind: TriageStepKind, said: StepWords = {}): Promise<void> {
    const id = newId();
    await this.db.writing.insert(TriageStep, {
      id,
      caseId,
      kind,
      at: this.clock.now(),
      byId: actor.kind === 'person' ? actor.personId : null,
      words: said.words ?? '',
      forum: said.forum ?? null,
      signposts: [...(said.signposts ?? [])],
    });
    await this.announcements.announce(TriageStepTaken, { caseId, stepId: id });
  }

  private byRule(
    record: RankableCase,
  ): Pick<Triage, 'ruleUrgency' | 'ruleVersion' | 'ruleReasons' | 'reviewOn'> {
    const today = this.clock.today();
    const { urgency, reasons } = urgencyOf(record.facts, today);
    // The windows of the bands are the same under every profile.
    const profile = profileOf('essex-behavioural');
    return {
      ruleUrgency: urgency,
      ruleVersion: URGENCY_RULE.version,
      ruleReasons: reasons,
      reviewOn: standsUntil(record.facts, record.calendar, { today, profile }),
    };
  }
}
