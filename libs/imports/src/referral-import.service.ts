import { Injectable } from '@nestjs/common';
import { type Actor, mustBeAllowed } from '#access';
import { Agency } from '#agencies';
import { checkReferral, Referrals } from '#cases';
import { Clock, ok, type Refusal, type Result, type TimeOfDay } from '#kernel';
import { type Panel, Panels } from '#panels';
import { Database } from '#platform';
import { FileImport, type ImportRefusalCode } from './file-import.service.js';
import type { ImportOptions, ImportReport } from './import-report.js';
import { ImportWorld } from './import-world.js';
import { PanelFinder } from './panel-finder.js';
import { PANEL_KINDS } from './reference-lists.js';
import { asReferral } from './referral-mapping.rules.js';
import { readReferrals, type ReferralRow } from './referral-rows.rules.js';
import type { RowFinding } from './row-finding.js';
import { STORED_LENGTHS, tooLongToStore } from './stored-length.rules.js';

/**
 * `createPanels`: makes a plain panel for the whole area for every kind that the file names and nobody set up.
 * `forTriage`: nobody has decided on these referrals yet; else they are on the list of a running panel already.
 */
export type ReferralImportOptions = ImportOptions & { createPanels?: boolean; forTriage?: boolean };

/** A reference leaves room for the numbers of the case's actions behind it. */
const LONGEST_REFERENCE = STORED_LENGTHS.code - '-A000'.length;

const LENGTHS = {
  referral_ref: LONGEST_REFERENCE,
  referrer_email: STORED_LENGTHS.line,
  victim_address: STORED_LENGTHS.line,
  victim_postcode: STORED_LENGTHS.code,
  victim_phone: STORED_LENGTHS.code,
  suspect_address: STORED_LENGTHS.line,
  suspect_postcode: STORED_LENGTHS.code,
  suspect_phone: STORED_LENGTHS.code,
  lpa: STORED_LENGTHS.code,
} as const;

/** Where in a file the rules of referrals look. */
const COLUMN_OF: Readonly<Record<string, keyof ReferralRow & string>> = {
  criteriaReason: 'criteria_reason',
  firstIncidentOn: 'first_incident_on',
  lastIncidentOn: 'last_incident_on',
  referredOn: 'referred_on',
  children: 'children',
  incidents12m: 'incidents_12m',
  dashScore: 'dash_score',
  screenScore: 'screen_score',
  victim: 'victim_last_name',
  suspects: 'suspect_last_name',
};

/** Takes referrals from files into the record: every accepted row becomes a case, flagged by the rules that hold. */
@Injectable()
export class ReferralImport {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly world: ImportWorld,
    private readonly panels: Panels,
    private readonly referrals: Referrals,
    private readonly file: FileImport,
  ) {}

  /** Adds the referrals of a file, known by their reference. */
  async importReferrals(
    actor: Actor,
    bytes: Uint8Array,
    options: ReferralImportOptions,
  ): Promise<Result<ImportReport, ImportRefusalCode>> {
    mustBeAllowed(actor, 'import:run');
    const [agencies, cases, areas] = [
      await this.world.agencies(),
      await this.world.cases(),
      await this.world.areas(),
    ];
    const today = this.clock.today();
    const read = readReferrals(bytes, {
      asOf: today,
      agencies,
      knownReferences: cases.map((known) => known.reference),
      ...(areas.length > 0 && { areas }),
    });
    if (!read.ok) return read;
    const route = options.forTriage ? 'triage' : 'accepted';
    const finder = new PanelFinder(await this.world.panels(), options.createPanels ?? false);
    const result = await this.file.run(
      actor,
      read.value,
      {
        kind: 'referrals',
        find: (row) => [
          ...finder.findings(actor, row.panel, row.lpa),
          ...tooLongToStore(row, LENGTHS),
          ...ruleFindings(row, today),
        ],
        prepare: () => this.makePanels(actor, finder),
        write: async (row) => {
          const panel = finder.find(row.panel, row.lpa);
          if (!panel.ok) return panel;
          return this.referrals.addReferral(actor, asReferral(row, panel.value.id), route);
        },
      },
      options,
    );
    if (!result.ok) return result;
    const panelsMade = result.value.created > 0 ? finder.missingKinds.map((kind) => PANEL_KINDS[kind]) : [];
    return ok({ ...result.value, panelsMade });
  }

  /** Plain panels on which every core agency sits; somebody has to give them a chair and their own days. */
  private async makePanels(actor: Actor, finder: PanelFinder): Promise<Result<true>> {
    const core = await this.db.reading.findBy(Agency, { isCore: true });
    const panels: Panel[] = [];
    for (const kind of finder.missingKinds) {
      const made = await this.panels.create(actor, {
        code: kind.toUpperCase(),
        name: PANEL_KINDS[kind],
        kind,
        lpa: null,
        chairId: null,
        coordinatorId: null,
        recurrence: 'FREQ=MONTHLY;BYDAY=1TU',
        firstOn: this.clock.today(),
        startsAt: '09:30' as TimeOfDay,
        durationMinutes: 180,
        bankHolidayRule: 'move_to_next_working_day',
        nation: 'england-and-wales',
        place: '',
        quorum: Math.min(2, core.length),
        members: core.map(({ id }) => ({ agencyId: id, isRequired: true })),
      });
      if (!made.ok) return made;
      panels.push(made.value);
    }
    finder.use(panels);
    return ok(true);
  }
}

function ruleFindings(row: ReferralRow, today: Parameters<typeof checkReferral>[1]): RowFinding[] {
  const checked = checkReferral(asReferral(row, ''), today);
  return checked.ok ? [] : [asFinding(checked.refusal)];
}

function asFinding({ field, message }: Refusal): RowFinding {
  const says = message.replace(/\.$/, '').replace(/^./, (first) => first.toLowerCase());
  return { field: (field && COLUMN_OF[field]) ?? null, severity: 'error', code: 'not_accepted', says };
}
