import { type Actor, may } from '#access';
import type { Result } from '#kernel';
import type { Panel } from '#panels';
import { matchPanel, type PanelMatchRefusal } from './panel-matching.rules.js';
import type { PANEL_KINDS } from './reference-lists.js';
import type { RowFinding } from './row-finding.js';

type Kind = keyof typeof PANEL_KINDS;

/** The kinds that rows name and no standing panel has, gathered so that minimal panels can be made for them. */
export class PanelFinder {
  private readonly missing = new Set<Kind>();

  constructor(
    private readonly panels: Panel[],
    private readonly createPanels: boolean,
  ) {}

  /** The kinds to make panels for before anything is written. */
  get missingKinds(): readonly Kind[] {
    return [...this.missing];
  }

  /** The panel for a row. */
  find(kind: Kind, lpa: string | null): Result<Panel, PanelMatchRefusal> {
    return matchPanel(this.panels, kind, lpa);
  }

  /** What is to say of the panel of a row: none fits, or it is not one that this actor works on. */
  findings(actor: Actor, kind: Kind, lpa: string | null): RowFinding[] {
    const found = this.find(kind, lpa);
    if (found.ok) return may(actor, 'case:refer', { panelId: found.value.id }) ? [] : [NOT_YOURS];
    if (this.createPanels && found.refusal.code === 'NO_PANEL_OF_KIND') {
      this.missing.add(kind);
      return [];
    }
    return [{ field: 'panel', severity: 'error', code: 'panel_unknown', says: found.refusal.message }];
  }

  /** A panel that was made for the import. */
  add(panel: Panel): void {
    this.missing.delete(panel.kind);
    this.panels.push(panel);
  }
}

const NOT_YOURS: RowFinding = {
  field: 'panel',
  severity: 'error',
  code: 'panel_not_yours',
  says: 'you do not work on the panel that takes this referral',
};
