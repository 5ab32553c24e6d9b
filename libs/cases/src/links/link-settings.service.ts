import { Injectable } from '@nestjs/common';
import type { Actor } from '#access';
import type { Result } from '#kernel';
import { type LinkSettings, type Panel, type PanelRefusal, Panels } from '#panels';
import { Database } from '#platform';

/** How far back other cases of the same people count at a panel. */
@Injectable()
export class LinkSettingsOfPanels {
  constructor(
    private readonly db: Database,
    private readonly panels: Panels,
  ) {}

  /**
   * Changes the windows, with a reason that is kept. Every case of the panel is ranked anew by them from now on; flags
   * that are set stay, because somebody may have acted on them.
   */
  change(
    actor: Actor,
    panelId: string,
    version: number,
    given: { settings: LinkSettings; reason: string },
  ): Promise<Result<Panel, PanelRefusal>> {
    return this.db.transaction(async () => {
      const changed = await this.panels.changeLinkSettings(actor, panelId, version, given);
      if (!changed.ok || changed.value.version === version) return changed;
      await this.db.change(
        `update case_file set facts_version = facts_version + 1 where panel_id = :panelId`,
        {
          panelId,
        },
      );
      return changed;
    });
  }
}
