import type { CHANNELS as LOG_CHANNELS } from '#cases';
import type { Dice } from './dice.js';

/** What an incident of each kind of behaviour looked like, as a log would say it, without names or places. */
const TEXTS: Record<string, readonly string[]> = {
  following: [
    'Walked behind the victim from the bus stop to work and stopped when the victim stopped.',
    'Same car seen behind the victim on three separate journeys this week.',
    'Followed through the shopping centre, left when security came over.',
  ],
  watching: [
    'Stood across the road for about forty minutes looking at the windows.',
    'Neighbour saw the person sitting in a parked car from 6am, engine off.',
    'Seen at the edge of the school playground at collection time.',
  ],
  loitering: [
    'Waited by the staff entrance at the end of the shift, said nothing.',
    'Seen at the gym reception twice, is not a member.',
  ],
  unwanted_messages_calls: [
    'Twenty-three calls from a withheld number between midnight and 4am.',
    'Long message saying they will never give up and that they belong together.',
    'Messages through a bank transfer reference, one pound each time.',
    'Work telephone called repeatedly, colleague asked the caller to stop.',
  ],
  unwanted_gifts: [
    'Flowers and a card left on the doorstep with a date that only they would know.',
    'Parcel sent to the workplace with old photographs.',
  ],
  break_in: ['Back window forced, nothing taken, items moved in the bedroom.', 'Shed lock cut overnight.'],
  property_damage: ['All four tyres let down overnight.', 'Paint thrown over the front door.'],
  threats: [
    'Said in a voicemail that the victim would never be with anybody else.',
    'Told a mutual friend that they would “end it for both of them”.',
  ],
  monitoring_internet_email_phone: [
    'Log-in alert from a device the victim does not own.',
    'Quoted a private message word for word; mail forwarding rule then found.',
  ],
  tracking_device_app: [
    'Tracker found in the boot lining by the garage.',
    'Phone showed an unknown tag moving with it.',
  ],
  fake_accounts: [
    'Third new account in a week asked to connect with a sister of the victim.',
    'Profile made with the victim’s photograph.',
  ],
  posting_private_or_false_information: ['False review naming the victim posted on the employer’s page.'],
  contact_via_third_party: [
    'Mother of the suspect came to the door with a letter.',
    'Friend passed on a request to meet “for closure”.',
  ],
  vexatious_complaints: ['Complaint made to the victim’s employer, found to be untrue.'],
  family_court_contact: ['Sixth application to the family court this year, used to send messages.'],
  assault: [
    'Pushed against a wall outside work, bruising to the arm.',
    'Grabbed by the wrist when getting into the car.',
  ],
  sexual_threat: ['Threat to share private images unless there was a reply.'],
  other: [
    'Ordered a taxi to the home address at 3am.',
    'Cancelled the victim’s broadband account by telephone.',
  ],
};

type Channel = (typeof LOG_CHANNELS)[number];

const CHANNELS: Record<string, readonly Channel[]> = {
  unwanted_messages_calls: ['phone', 'sms', 'whatsapp', 'bank_transfer_messages'],
  monitoring_internet_email_phone: ['email'],
  tracking_device_app: ['other'],
  fake_accounts: ['social_platform'],
  posting_private_or_false_information: ['social_platform'],
  contact_via_third_party: ['other'],
  sexual_threat: ['social_platform', 'sms'],
};

/** Behaviours with an online element, for the calibration. */
export const ONLINE_BEHAVIOURS: readonly string[] = [
  'unwanted_messages_calls',
  'monitoring_internet_email_phone',
  'tracking_device_app',
  'fake_accounts',
  'posting_private_or_false_information',
];

/** What happened, and how it reached the victim. */
export function incidentText(dice: Dice, behaviour: string): { description: string; channel: string } {
  return {
    description: dice.pick(TEXTS[behaviour] ?? TEXTS.other!),
    channel: dice.pick(CHANNELS[behaviour] ?? ['in_person']),
  };
}
