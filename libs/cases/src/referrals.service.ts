import { Injectable } from '@nestjs/common';
import { type Actor, mustBeAllowed } from '#access';
import { Agency } from '#agencies';
import { Audit } from '#audit';
import { Clock, type Day, newId, ok, refused, type Result } from '#kernel';
import { comparedName } from '#links';
import { Panel } from '#panels';
import { Config, Database } from '#platform';
import { CaseFile } from './case-file.entity.js';
import { CaseFlagging } from './case-flagging.js';
import { CasePerson } from './case-person.entity.js';
import { Cases } from './cases.service.js';
import { CaseLinking } from './links/case-linking.js';
import { checkReferral, type Referral, type ReferralProblem, type ReferredPerson } from './referral.rules.js';
import { ReferralDetails } from './referral-details.entity.js';
import { REFERRAL_WORDS, type ReferralDetailsGiven, type ReferralWord } from './referral-details.rules.js';
import { RiskAssessment } from './risk-assessment.entity.js';
import { TriageBook } from './triage/triage-book.js';
import {
  checkRiskResult,
  highestLevel,
  leastLevel,
  type RiskResult,
  type RiskTool,
} from './risk-tool.rules.js';

/** Why a referral is refused. */
export type ReferralRefusal =
  ReferralProblem | 'PANEL_UNKNOWN' | 'AGENCY_UNKNOWN' | 'REFERENCE_TAKEN' | 'ALREADY_REFERRED';

/**
 * Where a referral goes: to those who decide whether the panel takes it on, or, on the list of a panel that is running,
 * straight to the panel that has taken it on already.
 */
export type ReferralRoute = 'triage' | 'accepted';

/** The version noted with a tool of which only the score is known. */
const SCORE_ONLY = 'score only';

/** Referring: how a case comes into being. */
@Injectable()
export class Referrals {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly audit: Audit,
    private readonly cases: Cases,
    private readonly flagging: CaseFlagging,
    private readonly linking: CaseLinking,
    private readonly triage: TriageBook,
  ) {}

  /**
   * A person refers a case. It gets the next reference of the year, goes to triage, and is flagged at once by every rule
   * that holds. Refused as `ALREADY_REFERRED` when the same agency referred the same people to the panel that day.
   */
  refer(actor: Actor, referral: Referral): Promise<Result<CaseFile, ReferralRefusal>> {
    return this.db.transaction(async () => {
      mustBeAllowed(actor, 'case:refer', {
        panelId: referral.panelId,
        agencyIds: [referral.referringAgencyId],
      });
      const year = referral.referredOn.slice(0, 4);
      await this.oneAtATime();
      if (await this.isReferredAlready(referral)) {
        return refused(
          'ALREADY_REFERRED',
          'Your agency referred these people to this panel on the same day already.',
          'victim',
        );
      }
      return this.addReferral(actor, { ...referral, reference: await this.nextReference(year) }, 'triage');
    });
  }

  /**
   * Adds one referral under the reference given, inside the transaction of the caller: the one way by which a case is
   * made. A caller that goes on after a refusal has changed nothing by it.
   */
  addReferral(
    actor: Actor,
    referral: Referral & { reference: string },
    route: ReferralRoute,
  ): Promise<Result<CaseFile, ReferralRefusal>> {
    return this.db.transaction(async () => {
      mustBeAllowed(actor, 'case:refer', {
        panelId: referral.panelId,
        agencyIds: [referral.referringAgencyId],
      });
      const checked = checkReferral(referral, this.clock.today());
      if (!checked.ok) return checked;
      if (!(await this.db.writing.existsBy(Panel, { id: referral.panelId, isActive: true })))
        return refused('PANEL_UNKNOWN', 'There is no such panel.', 'panelId');
      if (!(await this.db.writing.existsBy(Agency, { id: referral.referringAgencyId })))
        return refused('AGENCY_UNKNOWN', 'There is no such agency.', 'referringAgencyId');
      await this.oneAtATime();
      if (await this.db.writing.existsBy(CaseFile, { reference: referral.reference }))
        return refused('REFERENCE_TAKEN', 'Another case has this reference.', 'reference');
      const caseFile = await this.write(referral, route);
      await this.flagging.flagByRules(caseFile, []);
      await this.db.writing.save(caseFile);
      if (route === 'triage') {
        const { record } = await this.flagging.holding(caseFile.id);
        await this.triage.begin(actor, caseFile, record);
      }
      await this.audit.record(actor, 'case:refer', caseFile.id, { caseId: caseFile.id });
      return ok(caseFile);
    });
  }

  private async write(referral: Referral & { reference: string }, route: ReferralRoute): Promise<CaseFile> {
    const { victim, suspects, dashScore, screenScore, riskLevel, details, forms = [], ...columns } = referral;
    const filled = forms.map((form) => ({ ...form, assessedOn: referral.referredOn }));
    const least = [
      leastLevel('dash', dashScore),
      leastLevel('stalking_screen', screenScore),
      ...filled.map(({ level }) => level),
    ];
    const caseFile = this.db.writing.create(CaseFile, {
      ...columns,
      id: newId(),
      state: route,
      riskLevel: highestLevel([riskLevel, ...least]),
      waitingSince: referral.referredOn,
      timesNotReached: 0,
      timesDeferred: 0,
      heldUntil: null,
      heldReason: null,
      lastDiscussedOn: null,
      closedAt: null,
      createdAt: this.clock.now(),
      submittedAt: route === 'triage' ? this.clock.now() : null,
      factsVersion: 0,
    });
    await this.db.writing.save(caseFile);
    const people = [asCasePerson(caseFile.id, 'victim', victim)];
    for (const suspect of suspects) people.push(asCasePerson(caseFile.id, 'suspect', suspect));
    await this.db.writing.insert(CasePerson, people);
    if (dashScore !== null) await this.score(caseFile, 'dash', dashScore);
    if (screenScore !== null) await this.score(caseFile, 'stalking_screen', screenScore);
    for (const form of filled) await this.assess(caseFile, form);
    if (details) await this.keepDetails(caseFile.id, details);
    await this.cases.grantAccess([caseFile.id], [referral.referringAgencyId], 'referred');
    await this.linking.enter(caseFile);
    return caseFile;
  }

  private score(caseFile: CaseFile, tool: RiskTool, score: number): Promise<void> {
    const level = leastLevel(tool, score);
    const nothing = { toolVersion: SCORE_ONLY, answers: {}, notes: {}, rationale: '' };
    return this.assess(caseFile, { tool, score, level, assessedOn: caseFile.referredOn, ...nothing });
  }

  private async assess(caseFile: CaseFile, given: RiskResult & { toolVersion: string }): Promise<void> {
    const checked = checkRiskResult(given, this.clock.today());
    const result = checked.ok ? checked.value : given;
    await this.db.writing.insert(RiskAssessment, {
      ...result,
      id: newId(),
      caseId: caseFile.id,
      toolVersion: given.toolVersion,
      assessedById: null,
      answers: { ...result.answers },
      notes: { ...result.notes },
      recordedAt: this.clock.now(),
    });
  }

  private async keepDetails(caseId: string, given: ReferralDetailsGiven): Promise<void> {
    const said = REFERRAL_WORDS.filter((word) => given[word] !== '').map((word) => [word, given[word]]);
    const columns = Object.fromEntries(
      Object.entries(given).filter(([name]) => !(REFERRAL_WORDS as readonly string[]).includes(name)),
    ) as Omit<ReferralDetailsGiven, ReferralWord>;
    const words = Object.fromEntries(said) as Partial<Record<ReferralWord, string>>;
    await this.db.writing.insert(ReferralDetails, { ...columns, id: newId(), caseId, words });
  }

  /**
   * Two referrals at the same moment must not take the same reference, nor overlook that they name the same suspect.
   * SQLite has one writer anyway.
   */
  private async oneAtATime(): Promise<void> {
    if (this.db.dialect === 'postgres')
      await this.db.query(`select pg_advisory_xact_lock(hashtext('case reference')) as held`);
  }

  private async nextReference(year: string): Promise<string> {
    const start = `${this.config.area}-${year}-`;
    const rows = await this.db.query<{ reference: string }>(
      `select reference from case_file where reference like :pattern
        order by length(reference) desc, reference desc limit 50`,
      { pattern: `${start}%` },
    );
    // References that came with an import may go on in letters; they are not counted.
    const numbers = rows
      .map((row) => row.reference.slice(start.length))
      .filter((end) => /^\d{1,9}$/.test(end));
    const last = Math.max(0, ...numbers.map(Number));
    return `${start}${String(last + 1).padStart(4, '0')}`;
  }

  private async isReferredAlready(referral: Referral): Promise<boolean> {
    const rows = await this.db.query<{
      caseId: string;
      firstName: string;
      lastName: string;
      bornOn: Day | null;
    }>(
      `select p.case_id as "caseId", p.first_name as "firstName", p.last_name as "lastName", p.born_on as "bornOn"
         from case_file c join case_person p on p.case_id = c.id
        where c.referring_agency_id = :agencyId and c.referred_on = :referredOn and c.panel_id = :panelId
          and c.state not in ('closed', 'withdrawn')`,
      { agencyId: referral.referringAgencyId, referredOn: referral.referredOn, panelId: referral.panelId },
    );
    const given = [referral.victim, ...referral.suspects].map(sameness).sort().join();
    const found = new Map<string, string[]>();
    for (const row of rows) found.set(row.caseId, [...(found.get(row.caseId) ?? []), sameness(row)]);
    return [...found.values()].some((people) => people.sort().join() === given);
  }
}

function sameness(person: { firstName: string; lastName: string; bornOn: Day | null }): string {
  return `${comparedName(person.firstName)}|${comparedName(person.lastName)}|${person.bornOn ?? ''}`;
}

function asCasePerson(caseId: string, role: CasePerson['role'], person: ReferredPerson): CasePerson {
  return { ...person, id: newId(), caseId, role, identityKey: null };
}
