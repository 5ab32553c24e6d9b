import { Invitations } from '#agencies';
import { NotFound } from '#kernel';
import { type Command, CommandRefused, type ExitCode } from '../command.js';
import { COMMAND_LINE, withRooms } from '../opened.js';

/** Lets somebody of the directory in: above all the first administrator, whom nobody else can invite. */
export const invite: Command = {
  name: 'invite',
  summary: 'Print a link with which the person with this e-mail address sets up their sign-in',
  operands: ['<email>'],
  options: { json: { says: 'Print JSON: link, expiresAt' } },
  notes: ['The link works once, within 72 hours. It also goes out by mail. It is recorded in the audit.'],
  run: ({ operands: [email = ''], terminal, has }) =>
    withRooms<ExitCode>(async (rooms) => {
      const made = await rooms
        .get(Invitations)
        .invite(COMMAND_LINE, { email: email.trim().toLowerCase() })
        .catch((error: unknown) => {
          if (error instanceof NotFound) throw new CommandRefused('Nobody has this e-mail address.');
          throw error;
        });
      if (!made.ok) throw new CommandRefused(made.refusal.message);
      terminal.out(has('json') ? `${JSON.stringify(made.value)}\n` : `${made.value.link}\n`);
      if (!has('json')) terminal.err(`Works once, until ${made.value.expiresAt}.\n`);
      return 0;
    }),
};
