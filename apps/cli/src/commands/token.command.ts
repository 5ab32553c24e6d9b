import { SignIn } from '#agencies';
import { NotFound } from '#kernel';
import { type Command, CommandRefused, type ExitCode } from '../command.js';
import { withRooms } from '../opened.js';

/** Prints a bearer token for somebody, to try the API with. */
export const token: Command = {
  name: 'token',
  summary: 'Print a bearer token for the person with this e-mail address (not in production)',
  operands: ['<email>'],
  options: { json: { says: 'Print JSON: token, personId, expiresAt' } },
  notes: ['The token works for 12 hours. Making it is recorded in the audit.'],
  run: ({ operands: [email = ''], terminal, has }) =>
    withRooms<ExitCode>(async (rooms, { config }) => {
      if (config.isProduction) throw new CommandRefused('There are no tokens by command line in production.');
      const opened = await rooms
        .get(SignIn)
        .tokenFor(email)
        .catch((error: unknown) => {
          if (error instanceof NotFound)
            throw new CommandRefused('Nobody who may sign in has this e-mail address.');
          throw error;
        });
      const { token: made, person, expiresAt } = opened;
      if (has('json')) terminal.out(`${JSON.stringify({ token: made, personId: person.id, expiresAt })}\n`);
      else terminal.out(`${made}\n`);
      if (!has('json')) terminal.err(`Works until ${expiresAt}.\n`);
      return 0;
    }),
};
