import { systemActor } from '#access';
import type { ReferralDrafts } from '#cases';
import type { ReferralMailbox } from '#imports';
import type { Log } from '#platform';
import type { Chore } from './schedules.js';

/** How often stale drafts are looked for. */
const PURGE_SECONDS = 3600;

/** How often the folder of the mailbox is looked into. */
const MAILBOX_SECONDS = 60;

/** The work that is done again and again beside reminders, letters and the audit: the whole list. */
export function choresOf(
  drafts: ReferralDrafts,
  mailbox: ReferralMailbox,
  folder: string | null,
  log: Log,
): readonly Chore[] {
  return [
    ...(folder ? [mailboxChore(mailbox, folder, log)] : []),
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

function mailboxChore(mailbox: ReferralMailbox, folder: string, log: Log): Chore {
  return {
    name: 'read-mailbox',
    seconds: MAILBOX_SECONDS,
    run: async () => {
      const read = await mailbox.readFolder(systemActor('mailbox'), folder);
      if (read.messages > 0) log.log('Messages of the referral mailbox were read', read);
    },
  };
}
