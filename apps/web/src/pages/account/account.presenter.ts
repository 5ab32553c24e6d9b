import type { ResultOf } from '#api-client';
import type { Sent } from '../../http/index.js';
import { momentText, plural } from '../../layout/format.js';
import { codeInput } from '../sign-in/steps.presenter.js';
import type { Account } from './account.graphql.js';
import type { AccountView } from './account.view.js';
import { tokensView } from './tokens.presenter.js';

type Me = NonNullable<ResultOf<typeof Account>['me']>;

const KINDS: Readonly<Record<Me['sessions'][number]['kind'], string>> = {
  SESSION: 'Browser',
  API_TOKEN: 'Program',
  CLI: 'Command line',
};

/** The account page of the person who looks. `refused` is what was sent in a form for a token that was refused. */
export function accountView(me: Me, refused: Sent | null): AccountView {
  const { person, sessions } = me;
  const others = sessions.filter(({ isThisOne }) => !isThisOne);
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
    tokens: tokensView(me.tokens, me.scopesToGive, '/account/tokens', refused),
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
