import { describe, expect, it } from '@jest/globals';
import type { TimeOfDay } from '#kernel';
import {
  checkTriageSettings,
  settingChanges,
  type TriageSettings,
  triageSettingsOf,
  USUAL_TRIAGE_SETTINGS,
} from './triage-settings.rules.js';

describe('thresholds of a panel', () => {
  it('are the usual ones until the panel sets its own', () => {
    expect(triageSettingsOf({ triageSettings: null })).toEqual(USUAL_TRIAGE_SETTINGS);
    expect(triageSettingsOf({ triageSettings: { urgentHours: 2 } })).toMatchObject({
      urgentHours: 2,
      highHours: 24,
    });
    expect(checkTriageSettings(USUAL_TRIAGE_SETTINGS).ok).toBe(true);
  });

  it.each<[Partial<TriageSettings>, string]>([
    [{ urgentHours: 0 }, 'urgentHours'],
    [{ urgentHours: 1.5 }, 'urgentHours'],
    [{ urgentHours: 24, highHours: 4 }, 'highHours'],
    [{ urgentCounting: 'working_hours' }, 'highHours'],
    [{ amberPercent: 80 }, 'redPercent'],
    [{ targetDays: 17 }, 'redDays'],
    [{ redDays: 16 }, 'redDays'],
    [{ startOfDay: '18:00' as TimeOfDay }, 'endOfDay'],
    [{ cutOff: '25:00' as TimeOfDay }, 'cutOff'],
    [{ secondLookPercent: 0 }, 'secondLookPercent'],
    [{ escalationIncidents: 1 }, 'escalationIncidents'],
    [{ escalationMonths: 13 }, 'escalationMonths'],
    [{ shorterGapPercent: 0 }, 'shorterGapPercent'],
  ])('are refused as %j', (more, field) => {
    expect(checkTriageSettings({ ...USUAL_TRIAGE_SETTINGS, ...more })).toMatchObject({
      refusal: { code: 'SETTING_NOT_POSSIBLE', field },
    });
  });

  it('leave a line for each that was changed, and none for the others', () => {
    const changes = settingChanges({ a: 1, b: null, c: 'x' }, { a: 2, b: '13:00', c: 'x' });
    expect(changes).toEqual([
      { field: 'a', oldValue: '1', newValue: '2' },
      { field: 'b', oldValue: '', newValue: '13:00' },
    ]);
  });
});
