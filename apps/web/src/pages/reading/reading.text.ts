import type { ReadingPart, ReadingView } from './reading.view.js';

const part = (
  heading: string,
  paragraphs: readonly string[],
  more: Partial<Pick<ReadingPart, 'points' | 'keys'>> = {},
): ReadingPart => ({ heading, paragraphs, points: [], keys: [], ...more });

const HELP: ReadingView = {
  heading: 'Help and keyboard shortcuts',
  introduction: 'How panels prepare, meet and follow up with this service.',
  parts: [
    part('For people of an agency', [
      'Your actions stand under Actions, overdue first. Open Quick update to say how far one is, in one row.',
      'If an action cannot be done, say so and choose why. Things that changed are kept apart from what your agency did not do.',
      'Reminders stop as soon as an action is closed.',
    ]),
    part('For chairs and coordinators', [
      'The start page shows the next meeting with the minutes that are free, and the most dangerous case that stands on no agenda.',
      'The order of an agenda is advice. Every case says why it stands where it does, and the chair can move, pin or hold it with a reason.',
    ]),
    part('What agenda priority means', [
      'Priority puts cases in order for a meeting. It is not a measure of risk. Open the points of a case to see what gave it how much, and what is not known.',
    ]),
    part(
      'Keyboard shortcuts',
      [
        'They work while a meeting is recorded, outside text boxes. Single keys can be turned off on that page. Everything can be reached with the Tab key as well.',
      ],
      {
        keys: [
          { keys: 'M', does: 'Go to the minutes' },
          { keys: 'A', does: 'Go to the line that adds an action' },
          { keys: 'D', does: 'Go to the decision' },
          { keys: 'N', does: 'Go to the button for the next case' },
          { keys: 'Ctrl + S', does: 'Save now' },
          { keys: 'Esc', does: 'Leave a text box' },
        ],
      },
    ),
    part('If something does not work', [
      'Ask the coordinator of your panel. When a page says that something went wrong, tell them the reference on it: it holds nothing about people.',
    ]),
  ],
};

const ACCESSIBILITY: ReadingView = {
  heading: 'Accessibility statement',
  introduction: 'What works for everybody here, and what we have not checked yet.',
  parts: [
    part('What you should be able to do', [], {
      points: [
        'use every page by keyboard alone',
        'read every page at 400% zoom, or on a screen 320 pixels wide, without scrolling sideways except inside wide tables',
        'use every page without scripts',
        'understand everything without seeing colours',
        'read every chart as a table',
      ],
    }),
    part('How far this is checked', [
      'We aim at the Web Content Accessibility Guidelines 2.2, level AA. Pages are built from tested components and checked by automatic tools.',
      'We have not yet tested with screen readers, voice control or magnifiers, nor with disabled people who use the service. Automatic checks find only a part of the faults.',
    ]),
    part('Tell us what does not work', [
      'Tell the coordinator of your panel which page it was and what you use. They pass it on.',
    ]),
  ],
};

const PRIVACY: ReadingView = {
  heading: 'Privacy',
  introduction: 'What this service keeps about the people in cases and about the people who use it.',
  parts: [
    part('About people in cases', [
      'Cases hold what agencies need to keep somebody safe: who is at risk, who is suspected, what happened and what was agreed. Only people whose agency has to do with a case, and those who run its panel, can open it.',
      'Names stand inside a case only. Lists, file names, addresses of pages and e-mails hold references, never names.',
    ]),
    part('About you', [
      'We keep your name, work e-mail, agency, role and area, what you change, and which cases you open. Everything you open here is recorded, so that it can be asked later who saw what.',
    ]),
    part(
      'Cookies',
      ['This service sets only the cookies it needs to work. None of them follows you elsewhere.'],
      {
        points: [
          'one that keeps you signed in',
          'one that protects forms before you sign in',
          'one that carries a short message from a change to the next page, for a minute at most',
        ],
      },
    ),
    part('Who decides about the records', [
      'The agencies of each panel decide together how its records are used, in their information sharing agreement. Ask the coordinator of the panel for it, or for the people in your agency who answer for data protection.',
    ]),
  ],
};

/** How reminders reach people. Nothing can be turned off yet; the page says so. */
export const NOTIFICATIONS: ReadingView = {
  heading: 'Notification settings',
  introduction: 'Which e-mails you get from this service, and why.',
  parts: [
    part('Reminders about actions', [
      'These cannot be turned off. Your agency agreed to the actions, and somebody may be in danger while they are open. They stop when the action is closed.',
      'The owner of an action hears first. If it stays open after its day, the lead of the agency, then the chair and then the strategic lead are told as well.',
    ]),
    part('When they are sent', [
      'On working days between 8am and 5pm. News of a critical action goes out at once.',
    ]),
    part('What they say', [
      'How many actions wait and where to sign in. Never a name, a reference of a case or what the action is.',
    ]),
    part('What you can choose', [
      'There is nothing to choose yet: no other e-mails are sent. To get reminders at another address, ask your administrator.',
    ]),
  ],
};

/** The pages that anybody may read, by their address. */
export const OPEN_PAGES = { help: HELP, accessibility: ACCESSIBILITY, privacy: PRIVACY } as const;
