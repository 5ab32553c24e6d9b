import type { ActionCategory } from '#actions';
import type { AgencyKind } from '#agencies';

/** A task that an agency of this kind could take on, as a panel would write it down. */
export type ActionIdea = { text: string; category: ActionCategory };

function ideas(category: ActionCategory, texts: string): ActionIdea[] {
  return texts
    .trim()
    .split('\n')
    .map((text) => ({ category, text: text.trim() }));
}

/**
 * What agencies agree to do, by kind. None asks the victim to give up a phone number or an account, to answer the
 * suspect or to see them: such advice can raise the risk.
 */
export const ACTION_IDEAS: Partial<Record<AgencyKind, readonly ActionIdea[]>> = {
  police: [
    ...ideas(
      'investigation',
      `Take a second statement that covers the pattern since the first report
       Interview the suspect and tell the advocate the outcome before release
       Check call records for the withheld numbers and report what they show
       Review the crime recording with the stalking lead and correct it if needed
       Trace the two witnesses named in the log and take their accounts
       Agree a single point of contact and tell the advocate
       Confirm no reports since the last panel`,
    ),
    ...ideas(
      'order',
      `Apply for a stalking protection order
       Send the file for an interim order to legal services
       Check compliance with the stalking protection order
       Record the decision on an order, with reasons, and tell the victim through the advocate`,
    ),
    ...ideas(
      'victim_safety',
      `Complete safety visit and confirm door cameras are working
       Put a marker on the address and brief the control room
       Set up an agreed code for urgent calls with the victim`,
    ),
    ...ideas(
      'digital_evidence',
      `Ask the messaging provider for subscriber details of the new accounts
       Arrange a check of the car and phone for tracking devices
       Download the messages from the victim's phone at a time that suits them`,
    ),
    ...ideas(
      'information_sharing',
      `Share intelligence summary with adult social care
       Send disclosure to housing about the tenancy
       Decide on a disclosure to the new partner and record why`,
    ),
  ],
  stalking_advocacy: [
    ...ideas(
      'advocacy_support',
      `Go through the safety plan with the employer
       Call the victim at the agreed time and report what was said to the coordinator
       Support the victim through the statement about effect
       Explain the options for a civil order and note what the victim wants
       Offer a place on the recovery group that starts next month`,
    ),
    ...ideas(
      'victim_safety',
      `Review the safety plan after the new incident
       Arrange a personal alarm and show how it works
       Do a privacy check of phone and accounts together with the victim`,
    ),
  ],
  idva: [
    ...ideas(
      'advocacy_support',
      `Make first contact by the safe method and offer support
       Put the victim in touch with a solicitor for a non-molestation order
       Go to the hearing with the victim`,
    ),
    ...ideas('victim_safety', `Complete a new checklist with the victim and share the result`),
  ],
  probation: [
    ...ideas(
      'suspect_disruption',
      `Check licence conditions and report any gap
       Ask for a no-contact condition to be added to the licence
       See the suspect weekly until the next panel and note attitude to the offence`,
    ),
    ...ideas(
      'information_sharing',
      `Confirm release date and address check to police
       Share the latest risk assessment with the panel`,
    ),
  ],
  childrens_social_care: ideas(
    'children',
    `Visit the children at school and record their wishes
     Hold a strategy discussion and share the outcome
     Tell both schools who may collect the children
     Check that the child contact arrangements do not give away the new address`,
  ),
  adult_social_care: ideas(
    'health',
    `Complete a care needs assessment
     Check whether an adult safeguarding enquiry is needed and report back
     Arrange a joint visit with the advocate`,
  ),
  housing: ideas(
    'housing_security',
    `Fit window locks and a door viewer
     Give a decision on the priority move
     Keep the new tenancy off shared lists and confirm who can see it
     Arrange emergency accommodation if the victim asks for it`,
  ),
  registered_social_landlord: ideas(
    'housing_security',
    `Repair the communal door entry
     Check the tenancy agreement for action against the suspect`,
  ),
  mental_health: ideas(
    'health',
    `Offer an appointment within the urgent pathway
     Give a consultation on the fixation and how to manage it
     Tell the panel when the suspect was last seen by the service`,
  ),
  acute_health: ideas(
    'health',
    `Put an alert on the hospital record
     Brief reception and security at the outpatient department`,
  ),
  primary_care: ideas(
    'health',
    `Add a code to the record so that nothing is sent by post
     Offer a longer appointment`,
  ),
  substance_misuse: ideas(
    'health',
    `Offer the suspect an assessment and report whether it was kept
     Share attendance for the last three months`,
  ),
  education: ideas(
    'children',
    `Meet the college safeguarding lead
     Agree a safe way in and out of the college`,
  ),
  prosecution: ideas(
    'order',
    `Give early advice on the file
     Ask for a restraining order on sentence`,
  ),
  fire: ideas('housing_security', `Fit a letterbox guard and check smoke alarms`),
  voluntary_sector: ideas('advocacy_support', `Offer a befriender and report back`),
};

/** What agencies write when they close an action. */
export const DONE_NOTES = [
  'Done, see agency record.',
  'Completed on the visit. All working.',
  'Done. The victim was told through the advocate.',
  'Completed by my deputy while I was on leave.',
  'Sent and receipt confirmed.',
  'Done. Nothing new came to light.',
  'Completed. Follow-up is in the diary.',
] as const;

/** What agencies write along the way. */
export const PROGRESS_NOTES = [
  'Started. More to follow this week.',
  'First try did not work, second one is booked.',
  'Waiting for an answer from another service.',
  'Half done, the rest depends on a call back.',
  'Spoke to the advocate, date to be agreed.',
  'With my manager for approval.',
] as const;

/** Why more time is asked for. */
export const EXTENSION_REASONS = [
  'The provider has asked for two more weeks.',
  'The worker is on leave until Monday and knows the family.',
  'The court moved the hearing.',
  'The victim asked for a later visit.',
] as const;
