import { jest } from '@jest/globals';
import { AppLog } from '#platform';

/** Everything that this process says while it is listened to. */
export type LogLines = {
  /** What stands in the lines so far, and on standard output, standard error and the console. */
  text(): string;
  stop(): void;
};

type Writing = { write(level: string, message: unknown, rest: unknown[]): void };

/** Listens to every log of this process, at the most talkative level and in both forms, and to what goes round it. */
export function logLines(): LogLines {
  const said: string[] = [];
  const destination = { write: (line: string) => void said.push(line) };
  const listeners = (['production', 'development'] as const).map((environment) => {
    const log = new AppLog('listener', environment, destination);
    (log as unknown as { pino: { level: string } }).pino.level = 'trace';
    return log as unknown as Writing;
  });
  const prototype = AppLog.prototype as unknown as Writing;
  const original = prototype.write;
  prototype.write = function (this: Writing, level, message, rest) {
    for (const log of listeners) original.call(log, level, message, rest);
    original.call(this, level, message, rest);
  };
  const hear = (...words: unknown[]) => void said.push(words.map(String).join(' '));
  const spies = [
    ...(['log', 'info', 'warn', 'error', 'debug'] as const).map((name) =>
      jest.spyOn(console, name).mockImplementation(hear),
    ),
    ...[process.stdout, process.stderr].map((stream) =>
      jest.spyOn(stream, 'write').mockImplementation((text) => {
        hear(text);
        return true;
      }),
    ),
  ];
  return {
    text: () => said.join('\n'),
    stop: () => {
      prototype.write = original;
      for (const spy of spies) spy.mockRestore();
    },
  };
}
