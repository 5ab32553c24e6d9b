import { defineEvent } from '#platform';

/** An agency agreed to an action. */
export const ActionAgreed = defineEvent<{ actionId: string }>('action.agreed');

/** An open action changed in a way that others may have to react to: due day, owner, acknowledgement, a request. */
export const ActionChanged = defineEvent<{ actionId: string }>('action.changed');

/** An action came to an end, whichever: nothing more is owed on it. */
export const ActionClosed = defineEvent<{ actionId: string }>('action.closed');
