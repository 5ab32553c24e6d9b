import type { ResultOf } from '#api-client';
import { momentText, plural } from '../../layout/format.js';
import { codeInput } from '../sign-in/steps.presenter.js';
import type { Account } from './account.graphql.js';
import type { AccountView } from './account.view.js';

type Me = NonNullable<ResultOf<typeof Account>['me']>;

const KINDS: Readonly<Record<Me['sessions'][number]['kind'], string>> = {
  SESSION: 'Browser',
  API_TOKEN: 'Program',
  CLI: 'Command line',
};

/** The account page of the person who looks. */
export function accountView(me: Me): AccountView {
  const { person, sessions } = me;
  const others = sessions.filter(({ isThisOne, kind }) => !isThisOne && kind !== 'API_TOKEN');
  return {
    facts: [
      { term: 'Name', value: person.name },
      { term: 'E-mail address', value: person.email },
      { term: 'Agency', value: person.agency.name },
    ],
    sessions: {
      caption: 'Where you are signed in',
      columns: ['Where', 'How', 'Since', 'Last used', 'Ends'].map((text) => ({ text })),
      rows: sessions.map((session) => [
        { text: session.isThisOne ? `${KINDS[session.kind]} (this one)` : KINDS[session.kind] },
        { text: session.label },
        { text: momentText(session.createdAt) },
        { text: momentText(session.lastUsedAt) },
        { text: momentText(session.endsAt) },
      ]),
      empty: 'You are not signed in anywhere.',
    },
    endOthers: others.length > 0 ? { action: '/account/sessions/end-others', fields: {} } : null,
    renew: me.recoveryCodesLeft === null ? null : renewal(me.recoveryCodesLeft),
  };
}

function renewal(left: number): AccountView['renew'] {
  return {
    form: { action: '/account/recovery-codes', fields: {} },
    inputs: [codeInput('Six digits from your authenticator application, or one of the codes you have left.')],
    left: plural(left, 'recovery code'),
  };
}
