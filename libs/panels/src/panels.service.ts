import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { type Actor, mustBeAllowed } from '#access';
import { Agency, Person } from '#agencies';
import { Audit } from '#audit';
import {
  type BankHolidays,
  Clock,
  type Day,
  newId,
  NotFound,
  ok,
  refused,
  type Result,
  writtenText,
} from '#kernel';
import { Database } from '#platform';
import { BankHoliday } from './bank-holiday.entity.js';
import { PanelMember } from './panel-member.entity.js';
import { checkLinkSettings, type LinkSettings, linkSettingsOf } from './link-settings.rules.js';
import { PanelSettingChange } from './panel-setting-change.entity.js';
import { Panel } from './panel.entity.js';
import { checkRecurrence } from './recurrence.rules.js';
import {
  checkTriageSettings,
  settingChanges,
  type SettingChange,
  type TriageSettings,
  triageSettingsOf,
} from './triage-settings.rules.js';

/** The settings of a panel that people choose, checked at the door. */
export type PanelSettings = Pick<
  Panel,
  | 'code'
  | 'name'
  | 'kind'
  | 'lpa'
  | 'chairId'
  | 'coordinatorId'
  | 'recurrence'
  | 'firstOn'
  | 'startsAt'
  | 'durationMinutes'
  | 'bankHolidayRule'
  | 'nation'
  | 'place'
  | 'quorum'
> & { members: readonly { agencyId: string; isRequired: boolean }[] };

/** Why a panel cannot be kept as given. */
export type PanelRefusal =
  | 'PANEL_CODE_TAKEN'
  | 'RECURRENCE_NOT_UNDERSTOOD'
  | 'AGENCY_UNKNOWN'
  | 'PERSON_UNKNOWN'
  | 'QUORUM_TOO_HIGH'
  | 'SETTING_NOT_POSSIBLE'
  | 'REASON_NEEDED'
  | 'CHANGED_SINCE_YOU_LOOKED';

/** Standing panels, their members and the bank holidays they keep. */
@Injectable()
export class Panels {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** Every panel, by name. */
  async list(actor: Actor): Promise<Panel[]> {
    mustBeAllowed(actor, 'panel:read');
    return this.db.reading.find(Panel, { order: { name: 'ASC' } });
  }

  /** One panel. Throws {@link NotFound}. */
  async get(actor: Actor, id: string): Promise<Panel> {
    mustBeAllowed(actor, 'panel:read');
    const panel = await this.db.reading.findOneBy(Panel, { id });
    if (!panel) throw new NotFound('Panel');
    return panel;
  }

  /** Panels by id, in any order; unknown ids are left out. For loaders. */
  byIds(ids: readonly string[]): Promise<Panel[]> {
    return this.db.reading.findBy(Panel, { id: In([...ids]) });
  }

  /** The seats of these panels. For loaders and for later rooms. */
  membersOf(panelIds: readonly string[]): Promise<PanelMember[]> {
    return this.db.reading.find(PanelMember, { where: { panelId: In([...panelIds]) }, order: { id: 'ASC' } });
  }

  /** The bank holidays of one nation, as the rules take them. */
  async holidays(nation: Panel['nation'] = 'england-and-wales'): Promise<BankHolidays> {
    const rows = await this.db.reading.findBy(BankHoliday, { nation });
    return new Set(rows.map((row) => row.fallsOn));
  }

  /** The bank holidays of every nation between two days, by day. */
  async bankHolidays(actor: Actor, from: Day, to: Day): Promise<BankHoliday[]> {
    mustBeAllowed(actor, 'panel:read');
    return this.db.reading
      .createQueryBuilder(BankHoliday, 'b')
      .where('b.fallsOn between :from and :to', { from, to })
      .orderBy('b.fallsOn')
      .addOrderBy('b.nation')
      .getMany();
  }

  /** Sets up a panel with its seats. */
  create(actor: Actor, settings: PanelSettings): Promise<Result<Panel, PanelRefusal>> {
    return this.db.transaction(async () => {
      mustBeAllowed(actor, 'panel:change', { panelId: null });
      const wrong = await this.wrongWith(settings, null);
      if (wrong) return wrong;
      const { members, ...columns } = settings;
      const panel = this.db.writing.create(Panel, {
        ...columns,
        id: newId(),
        priorityProfile: 'essex-behavioural',
        isActive: true,
        createdAt: this.clock.now(),
      });
      await this.db.writing.save(panel);
      await this.seat(panel.id, members);
      await this.audit.record(actor, 'panel:create', panel.id);
      return ok(panel);
    });
  }

  /** Changes a panel's settings and seats; meetings already planned stay as they are. */
  change(
    actor: Actor,
    panelId: string,
    version: number,
    settings: PanelSettings,
  ): Promise<Result<Panel, PanelRefusal>> {
    return this.db.transaction(async () => {
      mustBeAllowed(actor, 'panel:change', { panelId });
      const held = await this.held(panelId, version);
      if (!held.ok) return held;
      const panel = held.value;
      const wrong = await this.wrongWith(settings, panelId);
      if (wrong) return wrong;
      const { members, ...columns } = settings;
      const seats = await this.db.writing.findBy(PanelMember, { panelId });
      await this.keepHistory(actor, panelId, '', [
        ...settingChanges(pick(panel, Object.keys(columns)), columns),
        ...settingChanges({ members: seatsInWords(seats) }, { members: seatsInWords(members) }),
      ]);
      Object.assign(panel, columns);
      await this.db.writing.save(panel);
      await this.db.writing.delete(PanelMember, { panelId });
      await this.seat(panelId, members);
      await this.audit.record(actor, 'panel:change', panelId, { fields: Object.keys(settings) });
      return ok(panel);
    });
  }

  /**
   * Changes thresholds of triage and waiting, with a reason. Clocks that run keep their moments until something happens
   * to them; what starts from now on goes by the new ones.
   */
  changeTriageSettings(
    actor: Actor,
    panelId: string,
    version: number,
    { settings, reason }: { settings: TriageSettings; reason: string },
  ): Promise<Result<Panel, PanelRefusal>> {
    return this.changeThresholds(actor, panelId, version, reason, (panel) => {
      const checked = checkTriageSettings(settings);
      if (!checked.ok) return checked;
      const changes = settingChanges(triageSettingsOf(panel), checked.value);
      if (changes.length > 0) panel.triageSettings = checked.value;
      return ok(changes);
    });
  }

  /**
   * Changes how far back other cases of the same people count, with a reason. The caller sees to it that the cases of
   * the panel are ranked anew.
   */
  changeLinkSettings(
    actor: Actor,
    panelId: string,
    version: number,
    { settings, reason }: { settings: LinkSettings; reason: string },
  ): Promise<Result<Panel, PanelRefusal>> {
    return this.changeThresholds(actor, panelId, version, reason, (panel) => {
      const checked = checkLinkSettings(settings);
      if (!checked.ok) return checked;
      const changes = settingChanges(linkSettingsOf(panel), checked.value);
      if (changes.length > 0) panel.linkSettings = checked.value;
      return ok(changes);
    });
  }

  /** Sets thresholds on the panel as the person saw it, and keeps what was changed and why. */
  private changeThresholds(
    actor: Actor,
    panelId: string,
    version: number,
    reason: string,
    set: (panel: Panel) => Result<SettingChange[], PanelRefusal>,
  ): Promise<Result<Panel, PanelRefusal>> {
    return this.db.transaction(async () => {
      mustBeAllowed(actor, 'panel:change', { panelId });
      const held = await this.held(panelId, version);
      if (!held.ok) return held;
      const panel = held.value;
      const written = writtenText(reason, {
        what: 'The reason',
        field: 'reason',
        min: 3,
        max: 200,
        lines: 'one',
      });
      if (!written.ok) return refused('REASON_NEEDED', written.refusal.message, 'reason');
      const done = set(panel);
      if (!done.ok) return done;
      const changes = done.value;
      if (changes.length === 0) return ok(panel);
      await this.keepHistory(actor, panelId, written.value, changes);
      await this.db.writing.save(panel);
      const fields = changes.map(({ field }) => field);
      await this.audit.record(actor, 'panel:change', panelId, { fields });
      return ok(panel);
    });
  }

  /** What was changed of a panel's settings, latest first. For those who may change them. */
  async settingHistory(actor: Actor, panelId: string): Promise<PanelSettingChange[]> {
    mustBeAllowed(actor, 'panel:change', { panelId });
    return this.db.reading.find(PanelSettingChange, {
      where: { panelId },
      order: { changedAt: 'DESC', id: 'DESC' },
      take: 100,
    });
  }

  /** The panel as the person saw it. Held, so that of two people who change it at once one is refused. */
  private async held(panelId: string, version: number): Promise<Result<Panel, PanelRefusal>> {
    const panel = await this.db.writing.findOne(Panel, { where: { id: panelId }, lock: this.db.rowLock });
    if (!panel) throw new NotFound('Panel');
    if (panel.version === version) return ok(panel);
    return refused(
      'CHANGED_SINCE_YOU_LOOKED',
      'Somebody changed this panel since you opened it. Look again.',
    );
  }

  private async keepHistory(
    actor: Actor,
    panelId: string,
    reason: string,
    changes: readonly SettingChange[],
  ): Promise<void> {
    if (changes.length === 0) return;
    const changedById = actor.kind === 'person' ? actor.personId : null;
    const common = { panelId, reason, changedById, changedAt: this.clock.now() };
    await this.db.writing.insert(
      PanelSettingChange,
      changes.map((change) => ({ id: newId(), ...common, ...change })),
    );
  }

  private async seat(panelId: string, members: PanelSettings['members']): Promise<void> {
    if (members.length === 0) return;
    await this.db.writing.insert(
      PanelMember,
      members.map((member) => ({ ...member, id: newId(), panelId })),
    );
  }

  private async wrongWith(
    settings: PanelSettings,
    panelId: string | null,
  ): Promise<Result<never, PanelRefusal> | null> {
    const recurrence = checkRecurrence(settings.recurrence);
    if (!recurrence.ok) {
      return refused('RECURRENCE_NOT_UNDERSTOOD', recurrence.refusal.message, 'recurrence');
    }
    const sameCode = await this.db.writing.findOneBy(Panel, { code: settings.code });
    if (sameCode && sameCode.id !== panelId) {
      return refused('PANEL_CODE_TAKEN', 'Another panel has this code.', 'code');
    }
    const agencyIds = [...new Set(settings.members.map((member) => member.agencyId))];
    const known = await this.db.writing.countBy(Agency, { id: In(agencyIds) });
    if (known !== settings.members.length) {
      return refused('AGENCY_UNKNOWN', 'A member agency is unknown or named twice.', 'members');
    }
    if (settings.quorum > settings.members.length) {
      return refused('QUORUM_TOO_HIGH', 'More agencies are needed than there are seats.', 'quorum');
    }
    for (const field of ['chairId', 'coordinatorId'] as const) {
      const id = settings[field];
      if (id && !(await this.db.writing.existsBy(Person, { id, kind: 'person', isActive: true }))) {
        return refused('PERSON_UNKNOWN', 'There is no such person.', field);
      }
    }
    return null;
  }
}

function pick(panel: Panel, names: readonly string[]): Record<string, unknown> {
  const all = panel as unknown as Record<string, unknown>;
  return Object.fromEntries(names.map((name) => [name, all[name]]));
}

/** Who sits, in an order of its own; ids only, a star for those who are expected at every meeting. */
function seatsInWords(members: PanelSettings['members']): string {
  return members
    .map(({ agencyId, isRequired }) => `${agencyId}${isRequired ? '*' : ''}`)
    .sort()
    .join(' ');
}
