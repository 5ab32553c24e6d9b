import qrcode from 'qrcode';
import type { SecretInput, StepView } from './sign-in.view.js';

/** White around a square code, in squares: the standard asks for four. */
const QUIET_ZONE = 4;

const PLAIN: StepView = {
  heading: '',
  lines: [],
  square: null,
  codes: [],
  form: null,
  inputs: [],
  button: 'Continue',
  links: [],
};

/** The input of an e-mail address. */
export function emailInput(value = ''): SecretInput {
  return {
    id: 'email',
    name: 'email',
    label: 'Work e-mail address',
    hint: null,
    kind: 'email',
    autocomplete: 'username',
    value,
  };
}

/** The input of a password; never filled in by us. */
export function passwordInput(label: string, autocomplete: 'current-password' | 'new-password'): SecretInput {
  const hint =
    autocomplete === 'new-password'
      ? 'At least 12 characters. Three random words are easy to remember.'
      : null;
  return { id: 'password', name: 'password', label, hint, kind: 'password', autocomplete, value: '' };
}

/** The input of a code. */
export function codeInput(hint: string): SecretInput {
  return {
    id: 'code',
    name: 'code',
    label: 'Code',
    hint,
    kind: 'text',
    autocomplete: 'one-time-code',
    value: '',
  };
}

/** The second step of signing in. */
export function codeView(next: string): StepView {
  return {
    ...PLAIN,
    heading: 'Enter the code',
    form: { action: '/sign-in/code', fields: { next } },
    inputs: [codeInput('Six digits from your authenticator application, or one of your recovery codes.')],
    links: [{ text: 'Start again', href: '/sign-in' }],
  };
}

/** Asking for a link for a new password. */
export function forgottenView(): StepView {
  return {
    ...PLAIN,
    heading: 'Get a link for a new password',
    lines: ['We send a link to your work address. You still need your second step after that.'],
    form: { action: '/sign-in/forgotten', fields: {} },
    inputs: [emailInput()],
    button: 'Send the link',
    links: [{ text: 'Back to sign in', href: '/sign-in' }],
  };
}

/** What is said after asking, whoever asked. */
export function linkAskedView(): StepView {
  return {
    ...PLAIN,
    heading: 'Look at your e-mail',
    lines: [
      'If somebody signs in here with that address, a message with a link is on its way. The link works once, within an hour.',
      'No message? Look into the folder for unwanted mail, or ask your administrator for an invitation.',
    ],
    links: [{ text: 'Back to sign in', href: '/sign-in' }],
  };
}

/** Choosing a new password by a mailed link. */
export function newPasswordView(token: string): StepView {
  return {
    ...PLAIN,
    heading: 'Choose a new password',
    lines: ['You are then signed out everywhere, and sign in with the new password.'],
    form: { action: '/new-password', fields: { token } },
    inputs: [passwordInput('New password', 'new-password')],
    button: 'Save the password',
  };
}

/** Setting up an account by an invitation. */
export function invitationView(token: string, secret: string, address: string): StepView {
  return {
    ...PLAIN,
    heading: 'Set up your sign-in',
    lines: [
      'You sign in with a password and a code from an authenticator application on your telephone.',
      'Open the application, add an account, and scan this square code.',
    ],
    square: { ...squareCode(address), text: secret.replace(/(.{4})(?=.)/g, '$1 ') },
    form: { action: '/invitation', fields: { token } },
    inputs: [
      passwordInput('Choose a password', 'new-password'),
      codeInput('The six digits that the application shows now.'),
    ],
    button: 'Set up',
  };
}

/** An invitation of somebody whose agency signs in by its organisation only. */
export function byOrganisationView(): StepView {
  return {
    ...PLAIN,
    heading: 'Sign in with your organisation',
    lines: [
      'Your agency signs in with its own sign-in service, with the account you have at work. There is nothing to set up here.',
    ],
    links: [{ text: 'Sign in with your organisation', href: '/sign-in/organisation' }],
  };
}

/** The recovery codes, this once. */
export function recoveryCodesView(codes: readonly string[], next: string): StepView {
  return {
    ...PLAIN,
    heading: 'Keep your recovery codes',
    lines: [
      'Each of these works once instead of the code from your telephone. They are not shown again: print them or write them down, and keep them away from your telephone.',
    ],
    codes,
    links: [{ text: 'I have kept them', href: next }],
  };
}

/** Signing in by the organisation's service came to nothing; `lines` say why, and nothing about who is here. */
export function notSignedInView(lines: readonly string[]): StepView {
  return {
    ...PLAIN,
    heading: 'You are not signed in',
    lines: [...lines, 'If you have a password for Accord, you can sign in with it meanwhile.'],
    links: [
      { text: 'Try again with your organisation', href: '/sign-in/organisation' },
      { text: 'Sign in another way', href: '/sign-in' },
    ],
  };
}

/** Signed out here; `address` is where to sign out at the organisation's service as well, if it has such a page. */
export function signedOutView(address: string | null): StepView {
  const again = { text: 'Sign in', href: '/sign-in' };
  return {
    ...PLAIN,
    heading: 'You are signed out of Accord',
    lines: address
      ? [
          "Your organisation's sign-in service may still know you on this computer: whoever sits here next could come in without a password. Sign out there as well if others use it.",
        ]
      : ["If others use this computer, sign out of your organisation's sign-in service as well."],
    links: address ? [{ text: 'Also sign out of your organisation', href: address }, again] : [again],
  };
}

/** A link that does not work any more. */
export function linkNotGoodView(): StepView {
  return {
    ...PLAIN,
    heading: 'This link does not work any more',
    lines: ['It has been used, or it is too old, or a newer one was sent.'],
    links: [
      { text: 'Get a link for a new password', href: '/sign-in/forgotten' },
      { text: 'Sign in', href: '/sign-in' },
    ],
  };
}

/** A square code (QR) as the outline of its dark squares. */
export function squareCode(text: string): { size: number; path: string } {
  const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' });
  const rows = Array.from({ length: modules.size }, (_, y) => {
    const row = Array.from({ length: modules.size }, (__, x) => x).filter((x) => modules.get(y, x));
    return row.map((x) => `M${x + QUIET_ZONE} ${y + QUIET_ZONE}h1v1h-1z`).join('');
  });
  return { size: modules.size + 2 * QUIET_ZONE, path: rows.join('') };
}
