import type { ReferralDrafts } from '#cases';
import type { Log } from '#platform';
import type { Chore } from './schedules.js';

/** How often stale drafts are looked for. */
const PURGE_SECONDS = 3600;

/** The work that is done again and again beside reminders, letters and the audit: the whole list. */
export function choresOf(drafts: ReferralDrafts, log: Log): readonly Chore[] {
  return [
    {
      name: 'purge-drafts',
      seconds: PURGE_SECONDS,
      run: async () => {
        const purged = await drafts.purgeStale();
        if (purged > 0) log.log('Stale drafts of referrals were removed', { purged });
      },
    },
  ];
}
