import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkLinkSettings, linkSettingsOf, USUAL_LINK_SETTINGS } from './link-settings.rules.js';

describe('how far back links count', () => {
  it('is as published until a panel sets something else', () => {
    expect(linkSettingsOf({ linkSettings: null })).toEqual(USUAL_LINK_SETTINGS);
    expect(USUAL_LINK_SETTINGS).toMatchObject({
      repeatMonths: 12,
      repeatAnchor: 'last_referral',
      serialMonths: 36,
    });
    expect(linkSettingsOf({ linkSettings: { repeatMonths: 18 } })).toEqual({
      ...USUAL_LINK_SETTINGS,
      repeatMonths: 18,
    });
  });

  it('takes whole months within ten years, and nothing else', () => {
    fc.assert(
      fc.property(
        fc.double(),
        fc.constantFrom('repeatMonths', 'serialMonths', 'displacementMonths'),
        (value, field) => {
          const checked = checkLinkSettings({ ...USUAL_LINK_SETTINGS, [field]: value });
          expect(checked.ok).toBe(Number.isInteger(value) && value >= 1 && value <= 120);
        },
      ),
    );
    expect(checkLinkSettings({ ...USUAL_LINK_SETTINGS, serialMonths: 120 }).ok).toBe(true);
    expect(checkLinkSettings({ ...USUAL_LINK_SETTINGS, serialMonths: 121 })).toMatchObject({
      refusal: { field: 'serialMonths' },
    });
    expect(checkLinkSettings({ ...USUAL_LINK_SETTINGS, repeatAnchor: 'birthday' as never }).ok).toBe(false);
  });
});
