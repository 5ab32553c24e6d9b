import { Injectable } from '@nestjs/common';
import { systemActor } from '#access';
import { Audit } from '#audit';
import { CaseFile } from '#cases';
import { Clock, newId } from '#kernel';
import { Panel } from '#panels';
import { Announcements, Database } from '#platform';
import { ActionChanged } from './action-events.js';
import { ActionUpdate } from './action-update.entity.js';
import { Action } from './action.entity.js';

/**
 * What becomes of the actions of a case that another panel has taken over. The agency that agreed to an action stays
 * responsible for it; who chases it, grants more time and hears of its delay is whoever answers for the case now. So the
 * open actions go with the case. Closed ones stay with the panel at which they were agreed: its figures are its own.
 */
@Injectable()
export class ActionTransfers {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly announcements: Announcements,
    private readonly audit: Audit,
  ) {}

  /** Takes the open actions of a case to the panel that has it now; gives how many. Safe to call again. */
  follow(caseId: string): Promise<number> {
    return this.db.transaction(async () => {
      const caseFile = await this.db.writing.findOneByOrFail(CaseFile, { id: caseId });
      const where = { caseId, isOpen: true };
      const open = await this.db.writing.find(Action, {
        where,
        order: { id: 'ASC' },
        lock: this.db.rowLock,
      });
      const left = open.filter(({ panelId }) => panelId !== caseFile.panelId);
      if (left.length === 0) return 0;
      const panel = await this.db.writing.findOneByOrFail(Panel, { id: caseFile.panelId });
      for (const action of left) await this.move(action, panel);
      return left.length;
    });
  }

  private async move(action: Action, panel: Panel): Promise<void> {
    const { id: actionId, caseId } = action;
    await this.db.writing.save(Object.assign(action, { panelId: panel.id }));
    await this.db.writing.insert(ActionUpdate, {
      id: newId(),
      actionId,
      kind: 'panel_changed',
      personId: null,
      at: this.clock.now(),
      note: `Went with the case to ${panel.name}`,
    });
    await this.announcements.announce(ActionChanged, { actionId });
    await this.audit.record(systemActor('transfer'), 'action:panel_changed', actionId, { caseId });
  }
}
