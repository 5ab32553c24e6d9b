import type { FastifyReply, FastifyRequest } from 'fastify';
import { pageErrors, sentText } from '../../http/index.js';
import type { PageError } from '../../layout/page.js';
import type { Problem, Visits } from '../../session/visits.js';
import { ACTION_FORMS } from './action-changes.js';
import { ActionPage, AgencyPeople } from './action.graphql.js';
import { actionView, type RefusedForm } from './action.presenter.js';
import { keysOf, NOT_POSSIBLE_WORDS } from './action.words.js';
import type { RefusedUpdate } from './action-row.presenter.js';

type Refused = RefusedForm & { status: 409 | 422; errors: PageError[] };

/** Shows the page of one action, as it is or after a refusal. */
export class ActionPages {
  constructor(private readonly visits: Visits) {}

  /** The page of the action; with what was typed and why it was refused, after a refusal. */
  async show(
    request: FastifyRequest,
    reply: FastifyReply,
    actionId: string,
    refused: Refused | null,
  ): Promise<void> {
    const data = await this.visits.ask(request, ActionPage, { id: actionId });
    const me = this.visits.person(data);
    const { action } = data;
    const mayAssign = action.isOpen && me.permissions.includes('action:update');
    const people = mayAssign ? await this.peopleOf(request, action.agency.id) : [];
    this.visits.show(request, reply, data, {
      template: 'pages/actions/action.njk',
      words: {
        title: `Action ${action.reference}`,
        area: 'actions',
        breadcrumbs: [{ text: 'Actions', href: '/actions' }],
        ...(refused && { errors: refused.errors }),
      },
      view: actionView(action, me, people, refused),
      ...(refused && { status: refused.status }),
    });
  }

  /** The page after one of its own forms was refused. */
  refuseForm(
    request: FastifyRequest,
    reply: FastifyReply,
    actionId: string,
    { name, sent }: { name: string; sent: RefusedForm['sent'] },
    { status, problems }: { status: 409 | 422; problems: readonly Problem[] },
  ): Promise<void> {
    const { form, places } = ACTION_FORMS[name]!;
    return this.show(request, reply, actionId, { form, sent, status, errors: pageErrors(problems, places) });
  }

  /** The page after a quick update from somewhere else was refused: the form that says the same stands open. */
  refuseQuickUpdate(
    request: FastifyRequest,
    reply: FastifyReply,
    { actionId, sent, text }: RefusedUpdate,
    status: 409 | 422,
  ): Promise<void> {
    const { form, input } = formLike(sent);
    return this.show(request, reply, actionId, { form, sent, status, errors: [{ text, field: input }] });
  }

  private async peopleOf(request: FastifyRequest, agencyId: string) {
    const { people } = await this.visits.ask(request, AgencyPeople, { agencyId });
    return people.edges.map(({ node }) => node);
  }
}

/** The form of the action page that says what a quick update wanted to say. */
function formLike(sent: RefusedForm['sent']): { form: RefusedForm['form']; input: string } {
  switch (sentText(sent, 'status')) {
    case 'done':
      return { form: 'complete', input: 'complete-note' };
    case 'cannot': {
      const reason = sentText(sent, 'reason');
      const changed = reason === '' || keysOf(NOT_POSSIBLE_WORDS).some((one) => one === reason);
      return changed
        ? { form: 'notPossible', input: 'not-possible-reason' }
        : { form: 'notUndertaken', input: 'not-undertaken-reason' };
    }
    default:
      return { form: 'progress', input: 'progress-note' };
  }
}
