import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { type Actor, mustBeKnown } from '#access';
import { Audit } from '#audit';
import { Clock, newId, NotFound, ok, refused, type Result, writtenText } from '#kernel';
import { Panel } from '#panels';
import { Announcements, Database } from '#platform';
import { CaseFile, type CaseState } from '../case-file.entity.js';
import { CaseFlagging } from '../case-flagging.js';
import { Cases } from '../cases.service.js';
import { openTo } from '../need-to-know/visible-cases.js';
import { LONGEST_REASON } from '../panel-flag.rules.js';
import { IN_TRIAGE } from './case-states.rules.js';
import { CaseTransfer } from './case-transfer.entity.js';
import { panelsRun } from './panels-run.rules.js';
import { TriageBook } from './triage-book.js';
import { CaseTransferred } from './triage.events.js';
import { LONGEST_STEP } from './triage.rules.js';

/** Why a case cannot be transferred, or a transfer not be settled. */
export type TransferRefusal =
  | 'REASON_NEEDED'
  | 'PANEL_UNKNOWN'
  | 'SAME_PANEL'
  | 'ON_ITS_WAY_ALREADY'
  | 'CASE_ON_AGENDA'
  | 'CASE_CLOSED'
  | 'NOT_ON_ITS_WAY'
  | 'CHANGED_SINCE_YOU_LOOKED';

/** States from which a case may go to another panel. */
const MAY_LEAVE: readonly CaseState[] = [...IN_TRIAGE, 'accepted', 'flagged', 'discussed'];

/** Handing a case to another panel, with an acknowledgement. */
@Injectable()
export class Transfers {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly announcements: Announcements,
    private readonly cases: Cases,
    private readonly flagging: CaseFlagging,
    private readonly book: TriageBook,
  ) {}

  /** Asks another panel to take the case over. Nothing changes before it says yes: until then it reads only the reason. */
  ask(
    actor: Actor,
    caseId: string,
    version: number,
    { toPanelId, reason }: { toPanelId: string; reason: string },
  ): Promise<Result<CaseTransfer, TransferRefusal>> {
    return this.db.transaction(async () => {
      const caseFile = await this.cases.mustSee(actor, caseId, 'case:triage');
      const limits = {
        what: 'The reason',
        field: 'reason',
        min: 3,
        max: LONGEST_STEP,
        lines: 'many' as const,
      };
      const written = writtenText(reason, limits);
      if (!written.ok) return refused('REASON_NEEDED', written.refusal.message, 'reason');
      if (caseFile.version !== version)
        return refused(
          'CHANGED_SINCE_YOU_LOOKED',
          'Somebody changed this case since you opened it. Look again.',
        );
      const wrong = await this.wrongWith(caseFile, toPanelId);
      if (wrong) return wrong;
      const transfer = this.db.writing.create(CaseTransfer, {
        id: newId(),
        caseId,
        fromPanelId: caseFile.panelId,
        toPanelId,
        reason: written.value,
        askedById: actor.kind === 'person' ? actor.personId : null,
        askedAt: this.clock.now(),
        settledAt: null,
        settledById: null,
        outcome: null,
      });
      await this.db.writing.save(transfer);
      await this.book.step(actor, caseId, 'transfer_asked', { words: written.value });
      await this.audit.record(actor, 'case:transfer', caseId, { caseId });
      return ok(transfer);
    });
  }

  /** The new panel says that it has the case: from now on it is responsible, and the case waits there. */
  acknowledge(
    actor: Actor,
    transferId: string,
    version: number,
  ): Promise<Result<CaseTransfer, TransferRefusal>> {
    return this.db.transaction(async () => {
      const transfer = await this.open(actor, transferId, version, 'toPanelId');
      if (!transfer.ok) return transfer;
      const { caseId, toPanelId, reason } = transfer.value;
      const caseFile = await this.cases.locked(caseId);
      if (!MAY_LEAVE.includes(caseFile.state))
        return refused(
          'CASE_ON_AGENDA',
          'The other panel has put this case on an agenda. It has to take it off first.',
        );
      caseFile.panelId = toPanelId;
      Object.assign(caseFile, { heldUntil: null, heldReason: null });
      if (IN_TRIAGE.includes(caseFile.state)) await this.book.handOver(caseId, toPanelId);
      else await this.letWait(actor, caseFile, reason);
      await this.db.writing.save(caseFile);
      await this.settle(actor, transfer.value, 'acknowledged');
      await this.announcements.announce(CaseTransferred, { caseId });
      return ok(transfer.value);
    });
  }

  /** The old panel keeps the case after all. */
  takeBack(
    actor: Actor,
    transferId: string,
    version: number,
  ): Promise<Result<CaseTransfer, TransferRefusal>> {
    return this.db.transaction(async () => {
      const transfer = await this.open(actor, transferId, version, 'fromPanelId');
      if (!transfer.ok) return transfer;
      await this.settle(actor, transfer.value, 'taken_back');
      return ok(transfer.value);
    });
  }

  /** The transfers under way from or to one panel that the actor runs, or all of them, oldest first. */
  async underWay(actor: Actor, panelId?: string | null): Promise<CaseTransfer[]> {
    const panelIds = panelsRun(actor, panelId);
    if (panelIds.length === 0) return [];
    const open = openTo(actor);
    return this.db.reading
      .createQueryBuilder(CaseTransfer, 't')
      .innerJoin(CaseFile, 'c', `c.id = t.caseId and ${open.sql}`, open.params)
      .where('t.settledAt is null')
      .andWhere('(t.fromPanelId in (:...panelIds) or t.toPanelId in (:...panelIds))', { panelIds })
      .orderBy('t.askedAt')
      .addOrderBy('t.id')
      .limit(100)
      .getMany();
  }

  /** The transfers under way of cases that the actor may see. For loaders. */
  ofCases(caseIds: readonly string[]): Promise<CaseTransfer[]> {
    return this.db.reading.findBy(CaseTransfer, { caseId: In([...caseIds]), settledAt: IsNull() });
  }

  private async wrongWith(
    { id, panelId, state }: CaseFile,
    toPanelId: string,
  ): Promise<Result<never, TransferRefusal> | null> {
    if (state === 'listed')
      return refused('CASE_ON_AGENDA', 'This case is on an agenda. Take it off the agenda first.');
    if (!MAY_LEAVE.includes(state)) return refused('CASE_CLOSED', 'This case is not open.');
    if (toPanelId === panelId)
      return refused('SAME_PANEL', 'The case is with this panel already.', 'toPanelId');
    if (!(await this.db.writing.existsBy(Panel, { id: toPanelId, isActive: true })))
      return refused('PANEL_UNKNOWN', 'There is no such panel.', 'toPanelId');
    if (await this.db.writing.existsBy(CaseTransfer, { caseId: id, settledAt: IsNull() }))
      return refused('ON_ITS_WAY_ALREADY', 'This case is on its way to a panel already.');
    return null;
  }

  private async open(
    actor: Actor,
    id: string,
    version: number,
    side: 'fromPanelId' | 'toPanelId',
  ): Promise<Result<CaseTransfer, TransferRefusal>> {
    const transfer = await this.db.writing.findOneBy(CaseTransfer, { id });
    if (!transfer) throw new NotFound('Case');
    mustBeKnown(actor, 'case:triage', 'Case', { panelId: transfer[side] });
    await this.mustBeOpen(actor, transfer.caseId);
    if (transfer.settledAt !== null) return refused('NOT_ON_ITS_WAY', 'This transfer is settled already.');
    if (transfer.version !== version)
      return refused(
        'CHANGED_SINCE_YOU_LOOKED',
        'Somebody changed this transfer since you opened it. Look again.',
      );
    return ok(transfer);
  }

  /** Who is kept from the case is kept from its transfer: the lists hold on both sides. Throws {@link NotFound}. */
  private async mustBeOpen(actor: Actor, caseId: string): Promise<void> {
    const open = openTo(actor);
    const rows = await this.db.query(`select c.id from case_file c where c.id = :caseId and ${open.sql}`, {
      ...open.params,
      caseId,
    });
    if (rows.length === 0) throw new NotFound('Case');
  }

  private async letWait(actor: Actor, caseFile: CaseFile, reason: string): Promise<void> {
    const flaggedById = actor.kind === 'person' ? actor.personId : null;
    const words = `Came from another panel: ${reason}`.slice(0, LONGEST_REASON);
    await this.flagging.flag(caseFile.id, { flaggedById, rule: null, ruleVersion: null, reason: words });
    this.flagging.letWait(caseFile);
  }

  private async settle(
    actor: Actor,
    transfer: CaseTransfer,
    outcome: 'acknowledged' | 'taken_back',
  ): Promise<void> {
    const settledById = actor.kind === 'person' ? actor.personId : null;
    Object.assign(transfer, { outcome, settledAt: this.clock.now(), settledById });
    await this.db.writing.save(transfer);
    await this.book.step(actor, transfer.caseId, `transfer_${outcome}`);
    await this.audit.record(actor, `transfer:${outcome}`, transfer.caseId, { caseId: transfer.caseId });
  }
}
