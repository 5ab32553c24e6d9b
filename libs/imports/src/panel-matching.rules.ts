import { ok, type Refusal, refused, type Result } from '#kernel';
import { nameKey } from './agency-matching.rules.js';
import { PANEL_KINDS } from './reference-lists.js';

/** A standing panel, as far as matching asks. `lpa` null: it serves the whole area. */
export type KnownPanel = { id: string; kind: keyof typeof PANEL_KINDS; lpa: string | null };

/** Why no panel was found for a row. */
export type PanelMatchRefusal = 'NO_PANEL_OF_KIND' | 'NO_PANEL_FOR_AREA' | 'SEVERAL_PANELS';

/**
 * The standing panel for a kind and a local policing area: that of the area, else the one that serves the whole area.
 * Without an area the panel is only certain where there is one of the kind, or one for the whole area. The refusal
 * says what to set up.
 */
export function matchPanel<P extends KnownPanel>(
  panels: readonly P[],
  kind: KnownPanel['kind'],
  lpa: string | null,
): Result<P, PanelMatchRefusal> {
  const label = PANEL_KINDS[kind];
  const ofKind = panels.filter((panel) => panel.kind === kind);
  if (ofKind.length === 0) {
    return refused('NO_PANEL_OF_KIND', `no ${label} panel is set up; set one up first`, 'panel');
  }
  const ofArea = ofKind.filter(
    (panel) => panel.lpa !== null && lpa !== null && nameKey(panel.lpa) === nameKey(lpa),
  );
  const ofAll = ofKind.filter((panel) => panel.lpa === null);
  const [best, second] = ofArea.length > 0 ? ofArea : ofAll.length > 0 ? ofAll : lpa === null ? ofKind : [];
  if (best && !second) return ok(best);
  return refused(...whyNone(label, lpa, best !== undefined));
}

function whyNone(
  label: string,
  lpa: string | null,
  isSeveral: boolean,
): [PanelMatchRefusal, Refusal['message'], string] {
  if (!isSeveral) {
    const says = `no ${label} panel is set up for this area, nor one for the whole area; set one up first`;
    return ['NO_PANEL_FOR_AREA', says, 'panel'];
  }
  const says =
    lpa === null
      ? `there are several ${label} panels and the row names no area to tell which`
      : `there are several ${label} panels for this area, so it is not certain which is meant`;
  return ['SEVERAL_PANELS', says, 'panel'];
}
