import { type Actor, may } from '#access';
import type { Result } from '#kernel';
import type { Panel } from '#panels';
import { matchPanel, type PanelMatchRefusal } from './panel-matching.rules.js';
import type { PANEL_KINDS } from './reference-lists.js';
import type { RowFinding } from './row-finding.js';

type Kind = keyof typeof PANEL_KINDS;

/** Finds the panels of rows, and gathers the kinds that rows name and nobody set up, so that panels can be made. */
export class PanelFinder {
  private readonly missing = new Set<Kind>();
  private made: readonly Panel[] = [];

  constructor(
    private readonly panels: readonly Panel[],
    private readonly createPanels: boolean,
  ) {}

  /** The kinds to make panels for before anything is written. */
  get missingKinds(): readonly Kind[] {
    return [...this.missing];
  }

  /** The panel for a row. */
  find(kind: Kind, lpa: string | null): Result<Panel, PanelMatchRefusal> {
    return matchPanel([...this.panels, ...this.made], kind, lpa);
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

  /** The panels that were made for the missing kinds; of an earlier try nothing is left. */
  use(made: readonly Panel[]): void {
    this.made = made;
  }
}

const NOT_YOURS: RowFinding = {
  field: 'panel',
  severity: 'error',
  code: 'panel_not_yours',
  says: 'you do not work on the panel that takes this referral',
};
