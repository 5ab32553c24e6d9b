import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { type Actor, may, mustBeAllowed, reachOf } from '#access';
import { Audit } from '#audit';
import { Clock, type Day, newId, ok, refused, type Result, writtenText } from '#kernel';
import { Database } from '#platform';
import { CaseFile } from './case-file.entity.js';
import { CaseFlag } from './case-flag.entity.js';
import { CaseFlagging } from './case-flagging.js';
import { Cases } from './cases.service.js';
import { Incident } from './incident.entity.js';
import { LONGEST_REASON } from './panel-flag.rules.js';
import { BEHAVIOURS, CHANNELS } from './referral-lists.js';
import { RiskAssessment } from './risk-assessment.entity.js';
import { formInUse, type RiskForm } from './risk-forms.data.js';
import { isOver, NOT_TAKEN_ON } from './triage/case-states.rules.js';
import {
  checkRiskResult,
  highestLevel,
  leastLevel,
  RISK_TOOLS,
  type RiskRefusal,
  type RiskResult,
} from './risk-tool.rules.js';

/** An incident as somebody reports it. */
export type ReportedIncident = Pick<
  Incident,
  | 'occurredOn'
  | 'behaviours'
  | 'channel'
  | 'place'
  | 'description'
  | 'evidenceReferences'
  | 'isBreach'
  | 'isWeaponOrStrangulation'
>;

/** Why a flag is refused. */
export type FlagRefusal = 'REASON_NEEDED' | 'ALREADY_FLAGGED' | 'CASE_CLOSED';

/** Why a flag cannot be taken off. */
export type UnflagRefusal = 'REASON_NEEDED' | 'NOT_FLAGGED' | 'FLAGGED_BY_RULE' | 'CASE_ON_AGENDA';

/** Why an incident is refused. */
export type IncidentRefusal =
  'CASE_CLOSED' | 'INCIDENT_IN_FUTURE' | 'BEHAVIOUR_NEEDED' | 'NOT_IN_LIST' | 'ALREADY_RECORDED';

/**
 * What people add to a case while it runs: flags, incidents, results of risk tools. Whoever may refer cases may add
 * to those they can see.
 */
@Injectable()
export class CaseRecords {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly cases: Cases,
    private readonly flagging: CaseFlagging,
  ) {}

  /** Flags a case for its panel, with the reason of a person. One open flag for each person. */
  flag(actor: Actor, caseId: string, reason: string): Promise<Result<CaseFile, FlagRefusal>> {
    return this.db.transaction(async () => {
      const caseFile = await this.cases.mustSee(actor, caseId, 'case:flag');
      const written = reasonOf(reason);
      if (!written.ok) return written;
      if (isOver(caseFile.state)) return closed(caseFile);
      const flaggedById = personIdOf(actor);
      const open = await this.openFlags(caseId);
      if (open.some((flag) => flag.rule === null && flag.flaggedById === flaggedById))
        return refused('ALREADY_FLAGGED', 'You have flagged this case already.');
      await this.flagging.flag(caseId, { flaggedById, rule: null, ruleVersion: null, reason: written.value });
      this.flagging.letWait(caseFile);
      return this.saved(actor, caseFile, 'case:flag');
    });
  }

  /**
   * Takes off the person's own flag; who runs the panel takes off those of all people. Flags set by a rule stay: only a
   * hearing settles them. A case without flags waits no longer.
   */
  unflag(actor: Actor, caseId: string, reason: string): Promise<Result<CaseFile, UnflagRefusal>> {
    return this.db.transaction(async () => {
      const caseFile = await this.cases.mustSee(actor, caseId, 'case:flag');
      const written = reasonOf(reason);
      if (!written.ok) return written;
      const open = await this.openFlags(caseId);
      const ofAll = actor.kind === 'system' || reachOf(actor, 'case:flag') !== 'agency';
      const mine = open.filter(
        (flag) => flag.rule === null && (ofAll || flag.flaggedById === personIdOf(actor)),
      );
      if (mine.length === 0) {
        return open.some((flag) => flag.rule !== null)
          ? refused(
              'FLAGGED_BY_RULE',
              'A rule flagged this case. It stays flagged until the panel has heard it.',
            )
          : refused('NOT_FLAGGED', 'You have not flagged this case.');
      }
      const isLast = mine.length === open.length;
      if (isLast && caseFile.state === 'listed')
        return refused('CASE_ON_AGENDA', 'This case is on an agenda. Take it off the agenda first.');
      for (const flag of mine) {
        flag.clearedAt = this.clock.now();
        flag.clearedReason = written.value;
      }
      await this.db.writing.save(mine);
      if (isLast && caseFile.state === 'flagged')
        caseFile.state = caseFile.lastDiscussedOn === null ? 'accepted' : 'discussed';
      return this.saved(actor, caseFile, 'case:unflag');
    });
  }

  /** Adds an incident to the log, then asks the flag rules again: what is new flags the case. */
  recordIncident(
    actor: Actor,
    caseId: string,
    incident: ReportedIncident,
  ): Promise<Result<CaseFile, IncidentRefusal>> {
    return this.db.transaction(async () => {
      const caseFile = await this.cases.mustSee(actor, caseId, 'case:refer');
      if (isOver(caseFile.state)) return closed(caseFile);
      const wrong = wrongWith(incident, this.clock.today());
      if (wrong) return wrong;
      const sameDay = await this.db.writing.findBy(Incident, { caseId, occurredOn: incident.occurredOn });
      if (sameDay.some((known) => sameWords(known, incident)))
        return refused('ALREADY_RECORDED', 'This incident is in the log already.');
      const before = await this.flagging.holding(caseId);
      const recorded = { recordedById: personIdOf(actor), recordedAt: this.clock.now() };
      await this.db.writing.insert(Incident, { id: newId(), caseId, ...incident, ...recorded });
      await this.cases.factsChanged([caseId]);
      if (caseFile.lastIncidentOn === null || incident.occurredOn > caseFile.lastIncidentOn)
        caseFile.lastIncidentOn = incident.occurredOn;
      await this.db.writing.save(caseFile);
      await this.flagging.flagByRules(caseFile, before.rules);
      return this.saved(actor, caseFile, 'incident:record');
    });
  }

  /**
   * Adds a result of a risk tool; nothing recorded before is changed. The newest result gives the case its level,
   * never below what the latest Dash and screening scores give.
   */
  recordAssessment(
    actor: Actor,
    caseId: string,
    given: RiskResult & { toolVersion: string; isImminentThreat: boolean | null },
  ): Promise<Result<CaseFile, RiskRefusal | 'CASE_CLOSED' | 'ALREADY_RECORDED'>> {
    return this.db.transaction(async () => {
      const caseFile = await this.cases.mustSee(actor, caseId, 'case:refer');
      if (isOver(caseFile.state)) return closed(caseFile);
      const checked = checkRiskResult(given, this.clock.today());
      if (!checked.ok) return checked;
      const { tool, assessedOn, score, level, answers, notes, rationale } = checked.value;
      const row = {
        tool,
        toolVersion: given.toolVersion,
        assessedOn,
        score,
        level,
        answers,
        notes,
        rationale,
      };
      const known = await this.db.writing.findBy(RiskAssessment, { caseId });
      const assessedById = personIdOf(actor);
      if (known.some((old) => old.assessedById === assessedById && sameResult(old, row)))
        return refused('ALREADY_RECORDED', 'This result is recorded already.');
      const before = await this.flagging.holding(caseId);
      const recorded = { assessedById, recordedAt: this.clock.now() };
      await this.db.writing.insert(RiskAssessment, { id: newId(), caseId, ...row, ...recorded });
      await this.cases.factsChanged([caseId]);
      const runsPanel = may(actor, 'case:change', { panelId: caseFile.panelId });
      // Anybody may raise the alarm; only those who run the panel may say that it is over.
      if (given.isImminentThreat === true || (given.isImminentThreat === false && runsPanel))
        caseFile.isImminentThreat = given.isImminentThreat;
      const isNewest = known.every((old) => old.assessedOn <= assessedOn);
      // Judgement and a form with questions left open may raise a level, never lower it; a tool used again may find less.
      if (score === null) caseFile.riskLevel = highestLevel([caseFile.riskLevel, level]);
      else if (isNewest && level !== 'unknown') caseFile.riskLevel = level;
      await this.db.writing.save(caseFile);
      const { facts } = (await this.flagging.holding(caseId)).record;
      const least = [leastLevel('dash', facts.dashScore), leastLevel('stalking_screen', facts.screenScore)];
      caseFile.riskLevel = highestLevel([caseFile.riskLevel, ...least]);
      await this.db.writing.save(caseFile);
      await this.flagging.flagByRules(caseFile, before.rules);
      return this.saved(actor, caseFile, 'assessment:record');
    });
  }

  /** The forms in use, each with its version and its questions in words. */
  forms(actor: Actor): readonly RiskForm[] {
    mustBeAllowed(actor, 'case:refer');
    return RISK_TOOLS.map(formInUse).filter((form) => form !== null);
  }

  private openFlags(caseId: string): Promise<CaseFlag[]> {
    return this.db.writing.findBy(CaseFlag, { caseId, clearedAt: IsNull() });
  }

  private async saved(
    actor: Actor,
    caseFile: CaseFile,
    what: string,
  ): Promise<{ ok: true; value: CaseFile }> {
    await this.db.writing.save(caseFile);
    await this.audit.record(actor, what, caseFile.id, { caseId: caseFile.id });
    return ok(caseFile);
  }
}

function personIdOf(actor: Actor): string | null {
  return actor.kind === 'person' ? actor.personId : null;
}

function closed({ state }: CaseFile) {
  if (NOT_TAKEN_ON.includes(state))
    return refused('CASE_CLOSED', 'The panel did not take this case on. Refer it again with what is new.');
  return refused('CASE_CLOSED', 'This case is closed. Refer it again if something new has happened.');
}

function reasonOf(reason: string): Result<string, 'REASON_NEEDED'> {
  const limits = { what: 'The reason', field: 'reason', min: 3, max: LONGEST_REASON, lines: 'many' as const };
  const written = writtenText(reason, limits);
  return written.ok ? written : refused('REASON_NEEDED', written.refusal.message, 'reason');
}

function wrongWith(incident: ReportedIncident, today: Day): Result<never, IncidentRefusal> | null {
  if (incident.occurredOn > today)
    return refused('INCIDENT_IN_FUTURE', 'The day of the incident is in the future.', 'occurredOn');
  if (incident.behaviours.length === 0)
    return refused('BEHAVIOUR_NEEDED', 'Choose at least one behaviour.', 'behaviours');
  if (incident.behaviours.some((one) => !(BEHAVIOURS as readonly string[]).includes(one)))
    return refused('NOT_IN_LIST', 'A behaviour is not in the list.', 'behaviours');
  if (incident.channel !== '' && !(CHANNELS as readonly string[]).includes(incident.channel))
    return refused('NOT_IN_LIST', 'This channel is not in the list.', 'channel');
  return null;
}

function sameWords(a: ReportedIncident, b: ReportedIncident): boolean {
  return (
    a.description === b.description &&
    a.channel === b.channel &&
    a.place === b.place &&
    [...a.behaviours].sort().join() === [...b.behaviours].sort().join()
  );
}

function sameResult(a: Omit<RiskResult, never>, b: RiskResult): boolean {
  const words = (one: RiskResult) =>
    JSON.stringify([
      one.tool,
      one.assessedOn,
      one.score,
      one.level,
      one.rationale,
      Object.entries(one.notes).sort(([x], [y]) => (x < y ? -1 : 1)),
      Object.entries(one.answers).sort(([x], [y]) => (x < y ? -1 : 1)),
    ]);
  return words(a) === words(b);
}
