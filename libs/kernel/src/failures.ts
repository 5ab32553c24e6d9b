/**
 * Something is broken, said in words of ours: the only kind of error whose message is logged and shown to whoever runs
 * Accord. So the message holds nothing that anybody typed; names of things in the sources and of settings at most.
 */
export class Fault extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Fault';
  }
}

/** The thing does not exist, or this person may not know that it does. Doors answer `NOT_FOUND`. */
export class NotFound extends Error {
  constructor(public readonly what: string) {
    super(`${what} not found`);
    this.name = 'NotFound';
  }
}

/** The person may know of the thing but may not do this to it. Doors answer `FORBIDDEN`. */
export class NotPermitted extends Error {
  constructor(public readonly permission: string) {
    super(`You may not do this (${permission})`);
    this.name = 'NotPermitted';
  }
}

/** Input that is malformed, field by field. Doors answer `BAD_USER_INPUT` with these fields. */
export class BadInput extends Error {
  constructor(public readonly fields: readonly FieldProblem[]) {
    super('Some fields need attention');
    this.name = 'BadInput';
  }
}

/** What is wrong with one input field: its path (`input.dueOn`) and a plain sentence. */
export type FieldProblem = { path: string; message: string };
